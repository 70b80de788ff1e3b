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
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Measures how long orders take from stage to stage: received, committed, sent, acknowledged, filled.
///
/// Remembers the last [#ORDERS_MAX] orders; an older one that fills is not measured.
/// [#committed] belongs to the `orders` thread, [#submitting] to any.
final class OrderStages implements CallWatch {
    private static final int ORDERS_MAX = 16_384;

    private final LongSupplier nanos;
    private final InstantSource clock;
    /// By the order's number: numbers count by one, so the newest order has the place of the oldest.
    private final AtomicReferenceArray<@Nullable Stamps> open = new AtomicReferenceArray<>(ORDERS_MAX);
    private volatile @Nullable TradingMetrics metrics;

    /// A moment by the clock and by the ticker.
    record Moment(Instant time, long nanos) {}

    /// When an order came to where it is, by the ticker; 0 before.
    private static final class Stamps {
        private final long number;
        private final long committed;
        private volatile long sent;
        private long acknowledged;

        Stamps(long number, long committed) {
            this.number = number;
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

    /// The present.
    Moment now() {
        return new Moment(clock.instant(), nanos.getAsLong());
    }

    /// An event of an order was committed then.
    void committed(Moment at, ProviderId provider, EventType type, LedgerEvent event) {
        switch (type) {
            case ORDER_RECEIVED -> received(at, provider, event.get(LedgerField.RECEIVED_AT));
            case ROUTED -> routed(at, orderId(event));
            case ACKNOWLEDGED -> acknowledged(at, provider, orderId(event));
            case PARTIAL_FILL, FILL -> filled(at, provider, orderId(event));
            case REJECTED, CANCELLED, CANCEL_ACCEPTED, EXPIRED -> forget(orderId(event));
            default -> {
                // Changes nothing about where the order is.
            }
        }
    }

    private static OrderId orderId(LedgerEvent event) {
        return new OrderId(event.text(LedgerField.ORDER_ID));
    }

    private static int place(long number) {
        return (int) (number % ORDERS_MAX);
    }

    private @Nullable Stamps find(OrderId orderId) {
        long number = orderId.number();
        Stamps stamps = open.get(place(number));
        return stamps != null && stamps.number == number ? stamps : null;
    }

    private @Nullable Stamps forget(OrderId orderId) {
        Stamps stamps = find(orderId);
        if (stamps != null) {
            open.set(place(stamps.number), null);
        }
        return stamps;
    }

    private void received(Moment at, ProviderId provider, @Nullable String receivedAt) {
        if (receivedAt != null) {
            Duration taken = Duration.between(UtcText.instant(receivedAt), at.time());
            passed(provider, Stage.RECEIVED_COMMITTED, taken.toNanos());
        }
    }

    private void routed(Moment at, OrderId orderId) {
        long number = orderId.number();
        open.set(place(number), new Stamps(number, at.nanos()));
    }

    @Override
    public void submitting(ProviderId provider, RouteId routeId) {
        Stamps stamps = find(routeId.orderId());
        if (stamps != null && stamps.sent == 0) {
            long now = nanos.getAsLong();
            stamps.sent = now;
            passed(provider, Stage.COMMITTED_SENT, now - stamps.committed);
        }
    }

    private void acknowledged(Moment at, ProviderId provider, OrderId orderId) {
        Stamps stamps = find(orderId);
        if (stamps != null && stamps.sent != 0 && stamps.acknowledged == 0) {
            stamps.acknowledged = at.nanos();
            passed(provider, Stage.SENT_ACKNOWLEDGED, stamps.acknowledged - stamps.sent);
        }
    }

    private void filled(Moment at, ProviderId provider, OrderId orderId) {
        Stamps stamps = forget(orderId);
        if (stamps != null && stamps.acknowledged != 0) {
            passed(provider, Stage.ACKNOWLEDGED_FILLED, at.nanos() - stamps.acknowledged);
        }
    }

    private void passed(ProviderId provider, Stage stage, long taken) {
        TradingMetrics wanted = metrics;
        if (wanted != null) {
            wanted.passed(provider, stage, taken);
        }
    }
}
