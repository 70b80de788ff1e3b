package dev.fixway.persistence.journal;

import dev.fixway.engine.domain.OrdStatus;
import dev.fixway.engine.domain.OrderId;
import dev.fixway.engine.domain.Side;
import dev.fixway.engine.domain.UtcText;
import dev.fixway.engine.ledger.EventType;
import dev.fixway.engine.ledger.LedgerEvent;
import dev.fixway.engine.ledger.LedgerField;
import dev.fixway.engine.ledger.OrderFilter;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What lists show of an order, folded from its events: one row of the projection `orders`.
///
/// - `clOrdId`: the entering party's first id
/// - `created`, `updated`: time of its first and of its last event
/// - `firstSeq`: sequence of its first event
public record OrderRow(OrderId orderId, String account, String symbol, Side side, @Nullable String clOrdId,
        OrdStatus status, Instant created, Instant updated, long firstSeq) {
    /// Events that begin an order.
    public static final Set<EventType> BEGINNINGS = Set.of(EventType.ORDER_RECEIVED, EventType.ORDER_ADOPTED);

    /// Whether an event says something about an order; denials only mention one.
    public static boolean concerns(LedgerEvent event) {
        return event.has(LedgerField.ORDER_ID) && switch (event.type()) {
            case ORDER_DENIED, REQUEST_DENIED, MESSAGE_DENIED, VENUE_EVENT_RECEIVED -> false;
            default -> true;
        };
    }

    /// Whether an event begins an order.
    public static boolean begins(LedgerEvent event) {
        return BEGINNINGS.contains(event.type());
    }

    /// The row after one more event; null when there was none and the event begins none.
    public static @Nullable OrderRow after(@Nullable OrderRow before, LedgerEvent event) {
        if (begins(event)) {
            return of(event);
        }
        return before == null ? null : before.with(event);
    }

    private static OrderRow of(LedgerEvent event) {
        Instant at = UtcText.instant(event.text(LedgerField.EVENT_TIME));
        return new OrderRow(new OrderId(event.text(LedgerField.ORDER_ID)), event.text(LedgerField.ACCOUNT),
                event.text(LedgerField.SYMBOL), Side.valueOf(event.text(LedgerField.SIDE)),
                event.get(LedgerField.CL_ORD_ID),
                status(event, OrdStatus.PENDING_NEW), at, at, event.seq());
    }

    private OrderRow with(LedgerEvent event) {
        return new OrderRow(orderId, account, symbol, side, clOrdId, status(event, status), created,
                UtcText.instant(event.text(LedgerField.EVENT_TIME)), firstSeq);
    }

    /// Whether no further event is expected.
    public static boolean isTerminal(OrdStatus status) {
        return switch (status) {
            case FILLED, CANCELED, REJECTED, EXPIRED -> true;
            case NEW, PARTIALLY_FILLED, DONE_FOR_DAY, PENDING_CANCEL, STOPPED, SUSPENDED, PENDING_NEW,
                    PENDING_REPLACE ->
                false;
        };
    }

    public boolean matches(OrderFilter filter) {
        return account.equals(filter.account().value()) && (filter.symbol() == null || symbol.equals(filter.symbol()))
                && (filter.statuses().isEmpty() || filter.statuses().contains(status))
                && (filter.side() == null || side == filter.side())
                && (filter.clOrdId() == null || filter.clOrdId().equals(clOrdId))
                && (filter.since() == null || !created.isBefore(filter.since()))
                && (filter.until() == null || created.isBefore(filter.until()));
    }

    private static OrdStatus status(LedgerEvent event, OrdStatus before) {
        String status = event.get(LedgerField.ORD_STATUS);
        return status == null ? before : OrdStatus.valueOf(status);
    }
}
