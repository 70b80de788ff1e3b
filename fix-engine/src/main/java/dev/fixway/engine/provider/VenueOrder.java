package dev.fixway.engine.provider;

import dev.fixway.engine.domain.RouteId;
import dev.fixway.engine.domain.Side;
import dev.fixway.engine.domain.Symbol;
import dev.fixway.engine.domain.Terms;
import dev.fixway.engine.domain.VenueOrderId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An order as the venue has it, ours or a stranger's.
///
/// - `clientId`: the client order id at the venue; empty when it has none. Ours when [ProviderListener#isOurs] says so
/// - `venueOrderId`: unique within the provider
/// - `terms`: as they are now
/// - `history`: what happened to it so far, as events for its route, oldest first: acknowledgement, fills (each as
/// first told, then its bust or its last correction), end. No terms and no working conditions. Empty as long as it
/// waits to take the place of the order that a replace is to end. Where the client id is not ours the events carry
/// [#FOREIGN]: the engine puts the route id there that it gives the order
/// - `parent`: the route whose exit the venue keeps with this order; null for most. An exit that is held back has no
/// acknowledgement in its history
public record VenueOrder(String clientId, VenueOrderId venueOrderId, Symbol symbol, Side side, Terms terms,
        Instant createdAt, List<ProviderEvent> history, @Nullable RouteId parent) {
    /// In place of a route id on events of an order that has none; never the id of a real route.
    public static final RouteId FOREIGN = RouteId.of("0".repeat(18) + "-1");

    public VenueOrder(String clientId, VenueOrderId venueOrderId, Symbol symbol, Side side, Terms terms,
            Instant createdAt, List<ProviderEvent> history) {
        this(clientId, venueOrderId, symbol, side, terms, createdAt, history, null);
    }

    public VenueOrder {
        history = List.copyOf(history);
    }
}
