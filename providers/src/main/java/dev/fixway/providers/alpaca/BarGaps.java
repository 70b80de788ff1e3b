package dev.fixway.providers.alpaca;

import dev.fixway.engine.domain.Symbol;
import dev.fixway.engine.provider.Bar;
import dev.fixway.engine.provider.BarQuery;
import dev.fixway.engine.provider.ProviderException;
import dev.fixway.engine.provider.Timeframe;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The minutes that a stream did not tell while it was away, as the venue has them. Belongs to the stream's thread.
final class BarGaps {
    private static final Logger LOG = LoggerFactory.getLogger(BarGaps.class);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    static final int BARS_MAX = 1_000;
    private final Function<BarQuery, List<Bar>> ask;
    private final Map<Symbol, Instant> latest = new HashMap<>();
    private final Set<Symbol> open = new HashSet<>();

    /// - `ask`: asks the venue for bars, within the budget for data
    BarGaps(Function<BarQuery, List<Bar>> ask) {
        this.ask = ask;
    }

    /// What was missed.
    ///
    /// - `bars`: oldest first
    /// - `isWhole`: whether that is all of it
    record Missed(List<Bar> bars, boolean isWhole) {
        private static final Missed NOTHING = new Missed(List.of(), true);
    }

    void told(Bar minute) {
        latest.merge(minute.symbol(), minute.start(), (a, b) -> a.isAfter(b) ? a : b);
    }

    /// The stream is away: from now on minutes of everything that it told are missed.
    void begin() {
        open.addAll(latest.keySet());
    }

    /// Whether a minute of this symbol may be missing before its next one.
    boolean isOpen(Symbol symbol) {
        return open.contains(symbol);
    }

    /// The next minute of the symbol is there, and everything before it asked for.
    void end(Symbol symbol) {
        open.remove(symbol);
    }

    /// Asks for the minutes behind the latest one that was told. Null when the venue does not say now.
    @Nullable
    Missed before(Symbol symbol, Instant end) {
        Instant told = latest.get(symbol);
        Instant start = told == null ? end : told.plus(MINUTE);
        if (!start.isBefore(end)) {
            return Missed.NOTHING;
        }
        try {
            List<Bar> bars = ask.apply(new BarQuery(symbol, Timeframe.M1, start, end, BARS_MAX));
            boolean isWhole = bars.size() < BARS_MAX || bars.getFirst().start().equals(start);
            if (!isWhole) {
                LOG.warn("candles are missing venue=alpaca symbol={} from={} to={}", symbol, start,
                        bars.getFirst().start());
            }
            return new Missed(bars, isWhole);
        } catch (ProviderException e) {
            LOG.warn("candles that were missed could not be asked for venue=alpaca symbol={} from={} to={} cause={}",
                    symbol, start, end, e.toString());
            return null;
        }
    }
}
