package dev.fixway.gateway;

import dev.fixway.bridge.rest.TradingMetrics;
import dev.fixway.bridge.rest.TradingMetrics.Stage;
import dev.fixway.engine.domain.OrderId;
import dev.fixway.engine.domain.ProviderId;
import dev.fixway.engine.domain.RouteId;
import dev.fixway.engine.domain.UtcText;
import dev.fixway.engine.ledger.EventType;
import dev.fixway.engine.ledger.LedgerEvent;
import dev.fixway.engine.ledger.LedgerField;
import dev.fixway.engine.order.CallWatch;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Measures how long orders take from stage to stage: received, committed, sent, acknowledged, filled.
///
/// Remembers the last [#ORDERS_MAX] orders that were not filled yet; an older one that fills is not measured.
/// [#committed] belongs to the `orders` thread, [#submitting] to any.
final class OrderStages implements CallWatch {
    private static final int ORDERS_MAX = 16_384;

    private final LongSupplier nanos;
    private final InstantSource clock;
    private final Map<OrderId, Stamps> open = new ConcurrentHashMap<>();
    private final Queue<OrderId> oldest = new ArrayDeque<>();
    private volatile @Nullable TradingMetrics metrics;

    /// When an order came to where it is, by the ticker; 0 before.
    private static final class Stamps {
        private final long committed;
        private volatile long sent;
        private long acknowledged;

        Stamps(long committed) {
            this.committed = committed;
        }
    }

    /// - `nanos`: the ticker
    /// - `clock`: what arrivals are stamped with
    OrderStages(LongSupplier nanos, InstantSource clock) {
        this.nanos = nanos;
        this.clock = clock;
    }

    /// Where the times go; before anything is committed.
    void into(TradingMetrics wanted) {
        metrics = wanted;
    }

    @Override
    public void connecting(ProviderId provider) {
        TradingMetrics into = metrics;
        if (into != null) {
            into.attempt(provider);
        }
    }

    /// An event of an order is committed.
    void committed(ProviderId provider, EventType type, LedgerEvent event) {
        switch (type) {
            case ORDER_RECEIVED -> received(provider, event.get(LedgerField.RECEIVED_AT));
            case ROUTED -> routed(orderId(event));
            case ACKNOWLEDGED -> acknowledged(provider, orderId(event));
            case PARTIAL_FILL, FILL -> filled(provider, orderId(event));
            case REJECTED, CANCELLED, CANCEL_ACCEPTED, EXPIRED -> open.remove(orderId(event));
            default -> {
                // Changes nothing about where the order is.
            }
        }
    }

    private static OrderId orderId(LedgerEvent event) {
        return new OrderId(event.text(LedgerField.ORDER_ID));
    }

    private void received(ProviderId provider, @Nullable String receivedAt) {
        if (receivedAt != null) {
            Duration taken = Duration.between(UtcText.instant(receivedAt), clock.instant());
            passed(provider, Stage.RECEIVED_COMMITTED, taken.toNanos());
        }
    }

    private void routed(OrderId orderId) {
        open.put(orderId, new Stamps(nanos.getAsLong()));
        oldest.add(orderId);
        if (oldest.size() > ORDERS_MAX) {
            open.remove(oldest.remove());
        }
    }

    @Override
    public void submitting(ProviderId provider, RouteId routeId) {
        Stamps stamps = open.get(routeId.orderId());
        if (stamps != null && stamps.sent == 0) {
            long now = nanos.getAsLong();
            stamps.sent = now;
            passed(provider, Stage.COMMITTED_SENT, now - stamps.committed);
        }
    }

    private void acknowledged(ProviderId provider, OrderId orderId) {
        Stamps stamps = open.get(orderId);
        if (stamps != null && stamps.sent != 0 && stamps.acknowledged == 0) {
            stamps.acknowledged = nanos.getAsLong();
            passed(provider, Stage.SENT_ACKNOWLEDGED, stamps.acknowledged - stamps.sent);
        }
    }

    private void filled(ProviderId provider, OrderId orderId) {
        Stamps stamps = open.remove(orderId);
        if (stamps != null && stamps.acknowledged != 0) {
            passed(provider, Stage.ACKNOWLEDGED_FILLED, nanos.getAsLong() - stamps.acknowledged);
        }
    }

    private void passed(ProviderId provider, Stage stage, long taken) {
        TradingMetrics wanted = metrics;
        if (wanted != null) {
            wanted.passed(provider, stage, taken);
        }
    }
}
