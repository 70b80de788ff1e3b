package dev.fixway.engine.reconcile;

/// What kind of difference a break is.
public enum BreakClass {
    // In the log, not in the ledger.
    MISSING_IN_LEDGER,
    // In the ledger, not in the log.
    MISSING_IN_LOG,
    QUANTITY,
    PRICE,
    FEE,
    // The same report twice, not marked as a repeat.
    DUPLICATE,
    BUST_NOT_APPLIED,
    WRONG_ACCOUNT,
    TIME_SKEW,
    // Status, type or what else an order's life does not allow.
    STATE,
    // Another symbol, side, id or text.
    TERMS,
    // CheckSum(10) or BodyLength(9) does not fit the text.
    DAMAGED,
    // A message that its line or file cuts off, with more behind it.
    TRUNCATED
}
