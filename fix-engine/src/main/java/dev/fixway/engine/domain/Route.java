package dev.fixway.engine.domain;

import org.jspecify.annotations.Nullable;

/// One venue order of an order.
///
/// - `venueOrderId`: null until the venue has told it
/// - `cumQty`: what it has filled; the order's CumQty is the sum over its routes
public record Route(RouteId routeId, @Nullable VenueOrderId venueOrderId, Terms terms, Qty cumQty, State state) {

    /// What is known about a route.
    public enum State {
        // Recorded as sent; no outcome yet.
        SENT,
        // The venue may or may not have it.
        IN_DOUBT,
        // The venue has it.
        LIVE,
        // It trades no more: ended, replaced or never at the venue.
        ENDED
    }

    Route with(State newState) {
        return new Route(routeId, venueOrderId, terms, cumQty, newState);
    }

    Route live(@Nullable VenueOrderId newVenueOrderId) {
        return new Route(routeId, newVenueOrderId != null ? newVenueOrderId : venueOrderId, terms, cumQty, State.LIVE);
    }

    Route identified(VenueOrderId newVenueOrderId) {
        return new Route(routeId, newVenueOrderId, terms, cumQty, state);
    }

    Route withCumQty(Qty newCumQty) {
        return new Route(routeId, venueOrderId, terms, newCumQty, state);
    }

    Route withTerms(Terms newTerms) {
        return new Route(routeId, venueOrderId, newTerms, cumQty, state);
    }
}
