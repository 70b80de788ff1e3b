package dev.fixway.engine.order;

import dev.fixway.engine.domain.ProviderId;
import dev.fixway.engine.domain.RouteId;

/// Sees when orders go to a venue. Called on the thread of the call; must not wait.
@FunctionalInterface
public interface CallWatch {
    CallWatch NONE = (_, _) -> {
    };

    /// The call that places an order begins now.
    void submitting(ProviderId provider, RouteId routeId);
}
