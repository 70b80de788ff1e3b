package dev.fixway.providers.mock;

import dev.fixway.engine.domain.Qty;
import dev.fixway.engine.domain.Symbol;
import dev.fixway.engine.provider.Bar;
import dev.fixway.engine.provider.BarQuery;
import dev.fixway.engine.provider.Timeframe;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Bars of the walk, so that they agree with its quotes and fills: the same question has the same answer at any time.
///
/// A bar up to [#SEEN_WHOLE_MAX] sees every tick. A longer one sees its first and last [#SEEN_OF_LONG]: its high and
/// low are prices that were there, though not always the last word. Bars begin at multiples of their span, weeks on
/// Mondays; the last one is still growing. At most [#FAR_BARS_MAX] of those above 15 minutes are told. One thread at a
/// time computes.
final class MockBars {
    private static final Duration SEEN_WHOLE_MAX = Duration.ofMinutes(5);
    private static final Duration SEEN_OF_LONG = Duration.ofMinutes(1);
    private static final Duration NEAR_MAX = Duration.ofMinutes(15);
    /// Bars above [#NEAR_MAX] lie far apart, and each costs half a millisecond.
    static final int FAR_BARS_MAX = 2_000;
    private static final long FIRST_MONDAY = Duration.ofDays(4).toSeconds();
    private static final int VOLUME_MIN = 1_000;
    private static final int VOLUMES = 9_000;

    private final MockWalk walk;

    /// - `walk`: nobody else's
    MockBars(MockWalk walk) {
        this.walk = walk;
    }

    synchronized List<Bar> bars(BarQuery query, Instant now) {
        long span = query.timeframe().span().toSeconds();
        Instant end = query.end();
        Instant latest = end == null || end.isAfter(now) ? now : end.minusNanos(1);
        long last = startOf(query.timeframe(), latest);
        int limit = query.timeframe().span().compareTo(NEAR_MAX) > 0
                ? Math.min(query.limit(), FAR_BARS_MAX)
                : query.limit();
        long first = last - (limit - 1) * span;
        Instant start = query.start();
        if (start != null) {
            // The first that begins at or after it.
            first = Math.max(first, startOf(query.timeframe(), start.minusNanos(1)) + span);
        }
        List<Bar> bars = new ArrayList<>();
        for (long at = first; at <= last; at += span) {
            bars.add(bar(query.symbol(), query.timeframe(), at, now));
        }
        return bars;
    }

    /// The minute that ends now, not aligned: as a candle of the stream its time is the moment that it is told.
    synchronized Bar minute(Symbol symbol, Instant now) {
        long to = walk.tickAt(now) + 1;
        MockWalk.Range seen = walk.range(symbol.value(), to - Timeframe.M1.span().dividedBy(MockWalk.STEP), to);
        return bar(symbol, Timeframe.M1, now, seen);
    }

    private static long startOf(Timeframe timeframe, Instant at) {
        long span = timeframe.span().toSeconds();
        long offset = timeframe == Timeframe.W1 ? FIRST_MONDAY : 0;
        return Math.floorDiv(at.getEpochSecond() - offset, span) * span + offset;
    }

    private Bar bar(Symbol symbol, Timeframe timeframe, long startSecond, Instant now) {
        Instant start = Instant.ofEpochSecond(startSecond);
        long from = walk.tickAt(start);
        long to = Math.max(from + 1, Math.min(walk.tickAt(start.plus(timeframe.span())), walk.tickAt(now) + 1));
        return bar(symbol, timeframe, start, seen(symbol.value(), timeframe, from, to));
    }

    private Bar bar(Symbol symbol, Timeframe timeframe, Instant start, MockWalk.Range seen) {
        long noise = walk.noise(symbol.value(), start.getEpochSecond() ^ timeframe.span().toSeconds() << Integer.SIZE);
        return new Bar(symbol, MockProvider.NAME, timeframe, start, MockWalk.price(seen.first),
                MockWalk.price(seen.high), MockWalk.price(seen.low), MockWalk.price(seen.last),
                Qty.of(Long.toString(VOLUME_MIN + Math.floorMod(noise, VOLUMES))));
    }

    private MockWalk.Range seen(String symbol, Timeframe timeframe, long from, long to) {
        long part = SEEN_OF_LONG.dividedBy(MockWalk.STEP);
        boolean isWhole = timeframe.span().compareTo(SEEN_WHOLE_MAX) <= 0 || to - from <= 2 * part;
        return isWhole
                ? walk.range(symbol, from, to)
                : walk.range(symbol, from, from + part).and(walk.range(symbol, to - part, to));
    }
}
