package dev.fixway.engine.domain;

/// ExecRestatementReason(378) as far as Fixway uses it.
public final class RestatementReason {
    /// Corporate action, such as a split.
    public static final int CORPORATE_ACTION = 0;
    /// A GTC order goes on into the next trading day.
    public static final int GT_RENEWAL = 1;
    /// The sell side reduced the order.
    public static final int PARTIAL_DECLINE = 5;
    /// Cancelled because trading was halted.
    public static final int TRADING_HALT = 6;
    /// Another party of the account asked for it.
    public static final int OTHER = 99;

    private RestatementReason() {}
}
