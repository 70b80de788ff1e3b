package dev.fixway.engine.market;

import dev.fixway.engine.domain.Symbol;
import java.time.Instant;
import java.util.List;

/// The symbols of a platform that are not quoted now.
///
/// - `since`: when the first of them was lost
public record StaleSymbols(String platform, List<Symbol> symbols, Instant since) {
    public StaleSymbols {
        symbols = List.copyOf(symbols);
    }
}
