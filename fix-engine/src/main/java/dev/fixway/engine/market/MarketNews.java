package dev.fixway.engine.market;

import dev.fixway.engine.domain.Symbol;
import dev.fixway.engine.provider.AccountFigures;
import dev.fixway.engine.provider.Bar;
import dev.fixway.engine.provider.MarketListener.AccountNews;
import dev.fixway.engine.provider.Quote;
import dev.fixway.engine.provider.VenuePosition;
import java.time.Instant;
import java.util.List;

/// What a venue tells beside orders. `platform` is the venue and its environment as clients name it.
public sealed interface MarketNews {
    String platform();

    record QuoteSeen(String platform, Quote quote) implements MarketNews {}

    record BarSeen(String platform, Bar bar) implements MarketNews {}

    /// - `change`: since it was last told
    record PositionSeen(String platform, Change change, VenuePosition position) implements MarketNews {}

    record AccountSeen(String platform, AccountNews news, AccountFigures figures) implements MarketNews {}

    /// Prices of all these symbols have stopped.
    record Stale(String platform, List<Symbol> symbols, Instant since) implements MarketNews {
        public Stale {
            symbols = List.copyOf(symbols);
        }
    }

    /// A symbol is quoted again; comes before its first price.
    record Fresh(String platform, Symbol symbol, Instant since) implements MarketNews {}

    /// What happened to a position.
    enum Change {
        OPENED,
        MODIFIED,
        CLOSED
    }
}
