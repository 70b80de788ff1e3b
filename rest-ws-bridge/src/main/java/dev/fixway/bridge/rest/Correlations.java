package dev.fixway.bridge.rest;

import dev.fixway.engine.domain.OrderId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Which `correlation_id` an order was answered with; shown until it has ended, and the oldest are forgotten. Any
/// thread.
final class Correlations {
    private static final int REMEMBERED_MAX = 10_000;

    private final Map<OrderId, Known> ids = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<OrderId, Known> eldest) {
            return size() > REMEMBERED_MAX;
        }
    };

    /// - `isOver`: it was shown with the order's end: only a late answer to the submission still gets it
    private record Known(UUID id, boolean isOver) {}

    /// The id for the answer to a submission: the first one again while it is remembered.
    synchronized UUID of(OrderId orderId, boolean hasEnded) {
        Known known = ids.get(orderId);
        if (known != null) {
            return known.id;
        }
        UUID fresh = UUID.randomUUID();
        if (!hasEnded) {
            ids.put(orderId, new Known(fresh, false));
        }
        return fresh;
    }

    /// The id as orders show it; null when it is not remembered.
    synchronized @Nullable UUID shown(OrderId orderId, boolean hasEnded) {
        UUID id = told(orderId, false, hasEnded);
        return hasEnded ? null : id;
    }

    /// The id as the stream shows it, for the last time with the end; null when it is not remembered.
    ///
    /// - `isNew`: the first frame of an order, that may come before the answer to its submission
    synchronized @Nullable UUID told(OrderId orderId, boolean isNew, boolean hasEnded) {
        if (isNew && !hasEnded) {
            return of(orderId, false);
        }
        Known known = ids.get(orderId);
        if (known == null || known.isOver) {
            return null;
        }
        if (hasEnded) {
            ids.replace(orderId, new Known(known.id, true));
        }
        return known.id;
    }
}
