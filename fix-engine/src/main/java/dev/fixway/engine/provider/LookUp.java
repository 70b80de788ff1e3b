package dev.fixway.engine.provider;

import dev.fixway.engine.domain.RouteId;
import dev.fixway.engine.domain.Symbol;
import dev.fixway.engine.domain.VenueOrderId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What a venue is asked about one route.
///
/// - `routeId`: the client id that we sent; of an order that was placed elsewhere the venue does not know it
/// - `venueOrderId`: where known, and always for an order that was placed elsewhere: only by it that one is found
/// - `symbol`: some venues look up within a symbol
/// - `since`: the route was not sent before this, by our clock
public record LookUp(RouteId routeId, @Nullable VenueOrderId venueOrderId, Symbol symbol, Instant since) {}
