package dev.fixway.engine.provider;

import dev.fixway.engine.domain.Symbol;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Which bars are asked for.
///
/// - `start`, `end`: bars that begin at or after the one and before the other; null for any
/// - `limit`: the latest ones of these, at least 1
public record BarQuery(Symbol symbol, Timeframe timeframe, @Nullable Instant start, @Nullable Instant end, int limit) {
    public BarQuery {
        if (limit < 1) {
            throw new IllegalArgumentException("a query asks for one bar at least: " + limit);
        }
    }
}
