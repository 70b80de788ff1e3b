package dev.fixway.engine.domain;

/// Why an order or a request is refused: the one table from a reason to OrdRejReason(103), CxlRejReason(102) and the
/// REST edge.
///
/// `code` is the REST `reject_code`.
public enum RejectReason {
    VENUE_REFUSED(0, 2, "ORDER_REJECTED"),
    UNKNOWN_SYMBOL(1, 2, "INVALID_SYMBOL"),
    MARKET_CLOSED(2, 2,
            "MARKET_CLOSED"),
    EXCEEDS_LIMIT(3, 2, "EXCEEDS_LIMIT"),
    TOO_LATE(4, 0, "TOO_LATE"),
    UNKNOWN_ORDER(5, 1,
            "UNKNOWN_ORDER"),
    DUPLICATE_CL_ORD_ID(6, 6, "DUPLICATE_CLIENT_ORDER_ID"),
    PLACED_VERBALLY(7, 2,
            "PLACED_VERBALLY"),
    STALE_ORDER(8, 99, "STALE_ORDER"),
    UNSUPPORTED(11, 2,
            "UNSUPPORTED"),
    INCORRECT_QTY(13, 99, "INVALID_QUANTITY"),
    UNKNOWN_ACCOUNT(15, 99,
            "UNKNOWN_ACCOUNT"),
    INVALID_PRICE(99, 99, "INVALID_PRICE"),
    ALREADY_PENDING(
            99, 3, "ALREADY_PENDING"),
    INSUFFICIENT_FUNDS(0, 2,
            "INSUFFICIENT_FUNDS"),
    RATE_LIMITED(0, 2,
            "RATE_LIMITED"),
    PROVIDER_NOT_READY(0, 2,
            "PROVIDER_NOT_READY"),
    NOT_SENT(0, 2,
            "NOT_SENT"),
    NOT_AT_VENUE(0, 2,
            "NOT_AT_VENUE"),
    BUSY(0, 2,
            "BUSY"),
    // Rules of the controls: the code is the rule's name.
    MAX_ORDER_QTY(3, 99, "MAX_ORDER_QTY"),
    MAX_ORDER_VALUE(3, 99, "MAX_ORDER_VALUE"),
    NO_PRICE(99,
            99, "NO_PRICE"),
    STALE_PRICE(99, 99, "STALE_PRICE"),
    MESSAGE_RATE(99, 99,
            "MESSAGE_RATE"),
    KILL_SWITCH(99, 99, "KILL_SWITCH"),
    OTHER(99,
            99,
            "OTHER");

    private final int ordRejReason;
    private final int cxlRejReason;
    private final String code;

    RejectReason(int ordRejReason, int cxlRejReason, String code) {
        this.ordRejReason = ordRejReason;
        this.cxlRejReason = cxlRejReason;
        this.code = code;
    }

    /// OrdRejReason(103).
    public int ordRejReason() {
        return ordRejReason;
    }

    /// CxlRejReason(102).
    public int cxlRejReason() {
        return cxlRejReason;
    }

    /// REST `reject_code`.
    public String code() {
        return code;
    }
}
