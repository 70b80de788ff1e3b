package dev.fixway.engine.provider;

import dev.fixway.engine.domain.Side;
import dev.fixway.engine.domain.Symbol;
import dev.fixway.engine.domain.Terms;
import dev.fixway.engine.domain.VenueOrderId;
import java.time.Instant;
import java.util.List;

/// An order as the venue has it.
///
/// - `clientId`: the client order id at the venue, ours or a stranger's
/// - `history`: what happened to it so far, as events for its route, oldest first: acknowledgement, fills, end
public record VenueOrder(String clientId, VenueOrderId venueOrderId, Symbol symbol, Side side, Terms terms,
        Instant createdAt,
        List<ProviderEvent> history) {
    public VenueOrder {
        history = List.copyOf(history);
    }
}
