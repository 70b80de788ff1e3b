package dev.fixway.engine.provider;

import dev.fixway.engine.domain.Price;
import dev.fixway.engine.domain.Qty;
import dev.fixway.engine.domain.Side;
import dev.fixway.engine.domain.Symbol;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A position as the venue has it.
///
/// - `id`: the venue's, or the adapter's own where the venue has none; stays while the position lives
/// - `side`: the side that opened it: `BUY` is long
/// - `margin`: null where positions have none of their own
public record VenuePosition(String id, Symbol symbol, Side side, Qty quantity, Price entryPx, Price currentPx,
        BigDecimal unrealizedPnl, BigDecimal realizedPnl, @Nullable Margin margin, Instant openedAt,
        Instant updatedAt) {

    /// How a position is lent on.
    ///
    /// - `mode`: `CROSS` or `ISOLATED`
    public record Margin(@Nullable String mode, @Nullable BigDecimal leverage, @Nullable Price liquidationPx) {}
}
