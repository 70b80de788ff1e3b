package dev.fixway.engine.provider;

import dev.fixway.engine.domain.Price;
import dev.fixway.engine.domain.Qty;
import dev.fixway.engine.domain.Symbol;
import java.time.Instant;

/// The prices of one span.
///
/// - `source`: how the venue is named beside its prices
/// - `start`: when the span begins
public record Bar(Symbol symbol, String source, Timeframe timeframe, Instant start, Price open, Price high, Price low,
        Price close, Qty volume) {}
