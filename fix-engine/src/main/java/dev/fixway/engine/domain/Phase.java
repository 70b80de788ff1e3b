package dev.fixway.engine.domain;

/// Where an order stands by its facts, open requests aside; the rows of the transition table.
public enum Phase {
    PENDING_NEW(OrdStatus.PENDING_NEW, false),
    WORKING(OrdStatus.NEW, false),
    SUSPENDED(OrdStatus.SUSPENDED,
            false),
    STOPPED(OrdStatus.STOPPED, false),
    DONE_FOR_DAY(OrdStatus.DONE_FOR_DAY,
            false),
    FILLED(OrdStatus.FILLED, true),
    CANCELED(OrdStatus.CANCELED,
            true),
    EXPIRED(OrdStatus.EXPIRED, true),
    REJECTED(OrdStatus.REJECTED, true);

    private final OrdStatus ordStatus;
    private final boolean isFinal;

    Phase(OrdStatus ordStatus, boolean isFinal) {
        this.ordStatus = ordStatus;
        this.isFinal = isFinal;
    }

    OrdStatus ordStatus() {
        return ordStatus;
    }

    /// Whether only late fills, busts and corrections can follow (and a replace that enlarges a filled order).
    public boolean isFinal() {
        return isFinal;
    }

    static Phase of(Order order) {
        Qty cumQty = order.cumQty();
        Qty orderQty = order.terms().orderQty();
        boolean filled = order.terms().isMeasured() && !cumQty.isZero() && cumQty.compareTo(orderQty) >= 0;
        if (filled) {
            // Nothing is left for another day: only what is not, or partly, filled is done for one.
            return FILLED;
        }
        if (order.life().working() == Life.Working.DONE_FOR_DAY && order.life().end() == null) {
            return DONE_FOR_DAY;
        }
        if (order.life().end() != null) {
            return switch (order.life().end()) {
                case CANCELED -> CANCELED;
                case EXPIRED -> EXPIRED;
                // A rejected order that has fills was not rejected: what remains of it will not trade.
                case REJECTED -> cumQty.isZero() ? REJECTED : CANCELED;
            };
        }
        return switch (order.life().working()) {
            case SUSPENDED -> SUSPENDED;
            case STOPPED -> STOPPED;
            case NORMAL, DONE_FOR_DAY -> order.life().acknowledged() ? WORKING : PENDING_NEW;
        };
    }
}
