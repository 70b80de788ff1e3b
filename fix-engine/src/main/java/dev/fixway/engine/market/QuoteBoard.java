package dev.fixway.engine.market;

import dev.fixway.engine.domain.ProviderId;
import dev.fixway.engine.domain.Symbol;
import dev.fixway.engine.provider.AccountFigures;
import dev.fixway.engine.provider.Bar;
import dev.fixway.engine.provider.MarketListener;
import dev.fixway.engine.provider.Quote;
import dev.fixway.engine.provider.VenuePosition;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The latest quote of every symbol that a venue streams; its prices are forgotten when they stop. Any thread.
public final class QuoteBoard implements LastPrices {
    private final Map<ProviderId, Map<Symbol, LastPrice>> latest = new ConcurrentHashMap<>();

    @Override
    public @Nullable LastPrice of(ProviderId provider, Symbol symbol) {
        Map<Symbol, LastPrice> seen = latest.get(provider);
        return seen == null ? null : seen.get(symbol);
    }

    /// Hears a provider and passes on what it tells. Forgets what an earlier adapter of that provider told.
    public MarketListener listener(ProviderId provider, MarketListener next) {
        Map<Symbol, LastPrice> seen = new ConcurrentHashMap<>();
        latest.put(provider, seen);
        return new MarketListener() {
            @Override
            public void onQuote(Quote quote) {
                seen.put(quote.symbol(), new LastPrice(quote.last(), quote.at()));
                next.onQuote(quote);
            }

            @Override
            public void onBar(Bar bar) {
                next.onBar(bar);
            }

            @Override
            public void onPosition(VenuePosition position) {
                next.onPosition(position);
            }

            @Override
            public void onAccount(AccountFigures figures, AccountNews news) {
                next.onAccount(figures, news);
            }

            @Override
            public void onPricesUp() {
                next.onPricesUp();
            }

            @Override
            public void onPricesLost(Instant since) {
                seen.clear();
                next.onPricesLost(since);
            }
        };
    }
}
