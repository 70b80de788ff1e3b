package dev.fixway.bridge.stream;

import dev.fixway.engine.domain.Edge;
import dev.fixway.engine.domain.OrdStatus;
import dev.fixway.engine.domain.OrdType;
import dev.fixway.engine.domain.Order;
import dev.fixway.engine.domain.OrderId;
import dev.fixway.engine.domain.OrderIntent;
import dev.fixway.engine.domain.Phase;
import dev.fixway.engine.ledger.EventType;
import dev.fixway.engine.ledger.LedgerEvent;
import dev.fixway.engine.ledger.LedgerField;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What clients are told of an event of an order: an `order` frame, with a `trade` frame before it when it is a fill.
///
/// A pure function of the event and the order behind it, so that history tells the same as the day itself. An order is
/// created for clients when its venue works it (150=0): before that it is `PENDING`, of which the reference has no
/// event. An exit names the order that it protects beside the object too: existing clients look only there. The market
/// order of a close of a position is told from its fill on: before a close's fill the protocol has no frame. Pending
/// requests, halts and refused requests have no event either; who asked is answered by REST. Where an event has two
/// frames the second one ends it: only that one has its sequence, so that a client which was cut off between them gets
/// both again rather than losing one.
final class OrderFrames {
    private final ObjectWriter writer;

    OrderFrames(ObjectWriter writer) {
        this.writer = writer;
    }

    /// The frames of an event, in order.
    ///
    /// - `isNow`: it has just happened; false for history
    List<Frame> of(LedgerEvent row, Order after, boolean isNow) {
        String event = nameOf(row, after);
        if (event == null) {
            return List.of();
        }
        Instant at = Instant.parse(row.text(LedgerField.RECORDED_AT));
        boolean isNew = isNow && event.equals("ORDER_CREATED");
        Frame order = Frame.of("order", json -> {
            json.writeStringProperty("event", event);
            json.writeName("order");
            writer.order(json, after, isNew);
            OrderId parent = after.intent().parent();
            if (parent != null) {
                json.writeStringProperty("parent_order_id", parent.value());
            }
            Frame.time(json, "timestamp", at);
        }).endOf(row.seq());
        return isFill(row.type()) ? List.of(trade(row, at), order) : List.of(order);
    }

    private Frame trade(LedgerEvent row, Instant at) {
        return Frame.of("trade", json -> {
            json.writeStringProperty("event", "TRADE_FILLED");
            json.writeName("trade");
            writer.trade(json, row);
            Frame.time(json, "timestamp", at);
        });
    }

    private static boolean isFill(EventType type) {
        return type == EventType.FILL || type == EventType.PARTIAL_FILL;
    }

    /// What the event is called on the stream; null when it is not told.
    static @Nullable String nameOf(LedgerEvent row, Order after) {
        return switch (row.type()) {
            case ACKNOWLEDGED -> isMarketClose(after) ? null : "ORDER_CREATED";
            case ORDER_ADOPTED -> after.life().acknowledged() ? "ORDER_CREATED" : null;
            case FILL -> "ORDER_FILLED";
            case PARTIAL_FILL -> "ORDER_PARTIALLY_FILLED";
            // Strategies await ORDER_FILLED: a change that completes the order is its fill for them.
            case REPLACE_ACCEPTED, RESTATED, TRADE_CORRECTED -> completes(row, after)
                    ? "ORDER_FILLED"
                    : "ORDER_MODIFIED";
            case TRADE_CANCELLED -> "ORDER_MODIFIED";
            case CANCEL_ACCEPTED, CANCELLED -> "ORDER_CANCELLED";
            // What remains of a rejected order that has fills will not trade: it is shown as CANCELLED.
            case REJECTED -> after.phase() == Phase.REJECTED ? "ORDER_REJECTED" : "ORDER_CANCELLED";
            case EXPIRED -> "ORDER_EXPIRED";
            default -> null;
        };
    }

    /// Clients know the order that closes a position at the market by its fill alone.
    private static boolean isMarketClose(Order order) {
        OrderIntent intent = order.intent();
        return intent.party().edge() == Edge.REST && intent.clOrdId() == null && intent.handling().reduceOnly()
                && intent.handling().positionId() != null && order.terms().ordType() == OrdType.MARKET;
    }

    private static boolean completes(LedgerEvent row, Order after) {
        return after.ordStatus() == OrdStatus.FILLED
                && !OrdStatus.FILLED.name().equals(row.get(LedgerField.ORD_STATUS_BEFORE));
    }
}
