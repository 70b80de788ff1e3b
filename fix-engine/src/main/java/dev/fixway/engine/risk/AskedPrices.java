package dev.fixway.engine.risk;

import dev.fixway.engine.domain.ProviderId;
import dev.fixway.engine.domain.Symbol;
import dev.fixway.engine.market.LastPrices;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The latest prices that venues were asked for; the oldest are forgotten. Owned by the `orders` thread.
final class AskedPrices {
    private static final int MAX = 10_000;
    private final Map<Of, LastPrices.LastPrice> prices = new LinkedHashMap<>();

    private record Of(ProviderId provider, Symbol symbol) {}

    void put(ProviderId provider, Symbol symbol, LastPrices.LastPrice price) {
        Of of = new Of(provider, symbol);
        prices.remove(of);
        if (prices.size() == MAX) {
            prices.remove(prices.keySet().iterator().next());
        }
        prices.put(of, price);
    }

    /// What was asked for, or what was streamed where that is newer; null where neither is there.
    LastPrices.@Nullable LastPrice newer(ProviderId provider, Symbol symbol, LastPrices.@Nullable LastPrice streamed) {
        LastPrices.LastPrice asked = prices.get(new Of(provider, symbol));
        return asked == null || (streamed != null && !streamed.at().isBefore(asked.at())) ? streamed : asked;
    }
}
