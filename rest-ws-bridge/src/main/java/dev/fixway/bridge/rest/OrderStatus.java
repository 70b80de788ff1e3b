package dev.fixway.bridge.rest;

import dev.fixway.engine.domain.OrdStatus;
import dev.fixway.engine.domain.Order;
import dev.fixway.engine.domain.Phase;
import java.util.EnumSet;
import java.util.Set;

/// `status` as clients know it; a closed set.
enum OrderStatus {
    PENDING,
    PENDING_CANCEL,
    OPEN,
    PARTIALLY_FILLED,
    FILLED,
    CANCELLED,
    REJECTED,
    EXPIRED;

    static final Set<OrderStatus> ENDED = EnumSet.of(FILLED, CANCELLED, REJECTED, EXPIRED);

    /// FIX shows an open request before a complete fill; to these clients an order that has nothing left is filled.
    static OrderStatus of(Order order) {
        if (order.phase() == Phase.FILLED) {
            return FILLED;
        }
        return switch (order.ordStatus()) {
            case PENDING_NEW -> PENDING;
            case NEW, SUSPENDED, STOPPED, DONE_FOR_DAY, PENDING_REPLACE ->
                order.cumQty().isZero() ? OPEN : PARTIALLY_FILLED;
            case PARTIALLY_FILLED -> PARTIALLY_FILLED;
            case PENDING_CANCEL -> PENDING_CANCEL;
            case FILLED -> FILLED;
            case CANCELED -> CANCELLED;
            case REJECTED -> REJECTED;
            case EXPIRED -> EXPIRED;
        };
    }

    boolean isEnded() {
        return ENDED.contains(this);
    }

    /// The OrdStatus(39) of an ended order.
    OrdStatus ended() {
        return switch (this) {
            case FILLED -> OrdStatus.FILLED;
            case CANCELLED -> OrdStatus.CANCELED;
            case REJECTED -> OrdStatus.REJECTED;
            case EXPIRED -> OrdStatus.EXPIRED;
            case PENDING, PENDING_CANCEL, OPEN, PARTIALLY_FILLED ->
                throw new IllegalStateException(this + " is no end");
        };
    }
}
