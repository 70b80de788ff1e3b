package dev.fixway.providers.mock;

import dev.fixway.engine.domain.RouteId;
import dev.fixway.engine.domain.Side;
import dev.fixway.engine.domain.Symbol;

/// A fill with the order that it belongs to.
public record MockTrade(RouteId routeId, Symbol symbol, Side side, MockFill fill) {}
