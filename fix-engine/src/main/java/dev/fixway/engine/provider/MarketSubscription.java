package dev.fixway.engine.provider;

import dev.fixway.engine.domain.Symbol;
import java.util.Set;

/// What is wanted of one instrument's prices.
///
/// - `timeframes`: of bars; empty for none
public record MarketSubscription(Symbol symbol, boolean wantsQuotes, Set<Timeframe> timeframes) {
    public MarketSubscription {
        timeframes = Set.copyOf(timeframes);
    }
}
