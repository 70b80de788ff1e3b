package dev.fixway.engine.provider;

import dev.fixway.engine.domain.Handling;
import dev.fixway.engine.domain.RouteId;
import dev.fixway.engine.domain.Side;
import dev.fixway.engine.domain.Symbol;
import dev.fixway.engine.domain.Terms;
import dev.fixway.engine.domain.VenueOrderId;
import org.jspecify.annotations.Nullable;

/// A call to a venue, recorded in the ledger before it is made.
public sealed interface ProviderCall {
    /// The route that the call is about: the new one of a replace that makes a new order.
    RouteId routeId();

    /// Places an order under the route id as client order id.
    record Submit(RouteId routeId, Symbol symbol, Side side, Terms terms, Handling handling) implements ProviderCall {}

    /// Changes the terms of `target`. `routeId` equals `target` where the venue amends in place.
    ///
    /// - `isExit`: the order is an exit: its quantity is the venue's to change
    record Replace(RouteId routeId, RouteId target, @Nullable VenueOrderId venueOrderId, Symbol symbol, Side side,
            Terms newTerms, boolean isExit) implements ProviderCall {
        public Replace(RouteId routeId, RouteId target, @Nullable VenueOrderId venueOrderId, Symbol symbol, Side side,
                Terms newTerms) {
            this(routeId, target, venueOrderId, symbol, side, newTerms, false);
        }
    }

    /// Cancels what remains of a route.
    ///
    /// - `venueOrderId`: where known, and always for an order that was placed elsewhere: that one is cancelled by it,
    /// the venue does not know its route id
    record Cancel(RouteId routeId, @Nullable VenueOrderId venueOrderId, Symbol symbol) implements ProviderCall {}
}
