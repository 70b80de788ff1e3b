package dev.fixway.bridge.rest;

import dev.fixway.engine.domain.OrderId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Which `correlation_id` an order was answered with, until it has ended; the oldest are forgotten. Any thread.
final class Correlations {
    private static final int REMEMBERED_MAX = 10_000;

    private final Map<OrderId, UUID> ids = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<OrderId, UUID> eldest) {
            return size() > REMEMBERED_MAX;
        }
    };

    /// The id for the answer to a submission: the first one again while it is remembered.
    synchronized UUID of(OrderId orderId, boolean hasEnded) {
        UUID known = ids.get(orderId);
        if (known != null) {
            return known;
        }
        UUID fresh = UUID.randomUUID();
        if (!hasEnded) {
            ids.put(orderId, fresh);
        }
        return fresh;
    }

    /// The id as orders show it; null when it is not remembered.
    synchronized @Nullable UUID shown(OrderId orderId, boolean hasEnded) {
        return hasEnded ? forget(orderId) : ids.get(orderId);
    }

    private @Nullable UUID forget(OrderId orderId) {
        ids.remove(orderId);
        return null;
    }
}
