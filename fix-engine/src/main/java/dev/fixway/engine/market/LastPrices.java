package dev.fixway.engine.market;

import dev.fixway.engine.domain.Price;
import dev.fixway.engine.domain.ProviderId;
import dev.fixway.engine.domain.Symbol;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What was last seen of prices. Asked on the `orders` thread: answers at once, from memory.
@FunctionalInterface
public interface LastPrices {
    /// Nothing was seen.
    LastPrices NONE = (_, _) -> null;

    /// Null when no price of that symbol was seen at that provider.
    @Nullable
    LastPrice of(ProviderId provider, Symbol symbol);

    /// A price and when it was seen.
    record LastPrice(Price price, Instant at) {}
}
