package dev.fixway.engine.provider;

import dev.fixway.engine.domain.RejectReason;
import dev.fixway.engine.domain.RouteId;
import dev.fixway.engine.domain.VenueOrderId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is known about a route after a call.
public sealed interface Outcome {
    RouteId routeId();

    /// The venue took the request. Of a cancel or replace that is no more than that: only evidence ends the pending
    /// state.
    ///
    /// - `seen`: what the answer itself already says, in order, with the route id of the call
    record Accepted(RouteId routeId, @Nullable VenueOrderId venueOrderId, List<ProviderEvent> seen) implements Outcome {
        public Accepted {
            seen = List.copyOf(seen);
        }
    }

    /// The venue refused, or not a byte left us.
    record Rejected(RouteId routeId, RejectReason reason, String text) implements Outcome {}

    /// Bytes may have left: the venue is asked before anything final is said.
    record Unknown(RouteId routeId, String cause) implements Outcome {}
}
