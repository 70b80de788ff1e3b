package dev.fixway.engine.provider;

import dev.fixway.engine.domain.Price;
import dev.fixway.engine.domain.Qty;
import dev.fixway.engine.domain.Symbol;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What was bid and asked.
///
/// - `source`: how the venue is named beside its prices
/// - `last`: of the last trade, or the middle where the venue tells none
/// - `at`: the venue's time
public record Quote(Symbol symbol, String source, Price bid, @Nullable Qty bidSize, Price ask, @Nullable Qty askSize,
        Price last, @Nullable Qty volume, Instant at) {}
