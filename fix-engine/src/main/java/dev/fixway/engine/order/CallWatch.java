package dev.fixway.engine.order;

import dev.fixway.engine.domain.ProviderId;
import dev.fixway.engine.domain.RouteId;

/// Sees what goes to a venue. Called on the thread that does it; must not wait.
public interface CallWatch {
    CallWatch NONE = new CallWatch() {
    };

    /// The call that places an order begins now.
    default void submitting(ProviderId provider, RouteId routeId) {
        // Who does not count does nothing.
    }

    /// Another attempt to connect to a venue begins now.
    default void connecting(ProviderId provider) {
        // The same.
    }
}
