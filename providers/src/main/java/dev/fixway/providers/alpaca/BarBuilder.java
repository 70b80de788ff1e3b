package dev.fixway.providers.alpaca;

import dev.fixway.engine.domain.Price;
import dev.fixway.engine.provider.Bar;
import dev.fixway.engine.provider.Timeframe;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Puts the minutes of one instrument together to a longer span, counted in UTC. Belongs to one thread.
///
/// What it makes is marked by its source, so that nobody takes it for the venue's own: late trades that the venue puts
/// into its bars afterwards may be missing.
final class BarBuilder {
    static final String SOURCE = "alpaca:minutes";
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private final Timeframe timeframe;
    private final Map<Instant, Bar> minutes = new TreeMap<>();
    private @Nullable Instant span;
    private @Nullable Instant spanWithHole;
    private boolean isAfterHole;

    BarBuilder(Timeframe timeframe) {
        this.timeframe = timeframe;
    }

    /// Minutes are missing before the next one: the spans that they are of make no bar.
    void hole() {
        minutes.clear();
        span = null;
        isAfterHole = true;
    }

    /// Takes a minute, new or corrected.
    ///
    /// Answers the bar that is complete with it: its last minute, or the first one of a later span, ends it; else null.
    @Nullable
    Bar take(Bar minute) {
        long seconds = timeframe.span().toSeconds();
        Instant start = Instant.ofEpochSecond(Math.floorDiv(minute.start().getEpochSecond(), seconds) * seconds);
        if (isAfterHole) {
            isAfterHole = false;
            spanWithHole = minute.start().equals(start) ? null : start;
        }
        Instant current = span;
        if (current != null && start.isBefore(current)) {
            return null;
        }
        Bar ended = current != null && start.isAfter(current) && !minutes.isEmpty() ? joined(current) : null;
        if (!start.equals(current)) {
            minutes.clear();
        }
        span = start;
        minutes.put(minute.start(), minute);
        boolean isLast = !minute.start().plus(MINUTE).isBefore(start.plus(timeframe.span()));
        if (!isLast) {
            return ended;
        }
        @Nullable
        Bar whole = joined(start);
        minutes.clear();
        return whole;
    }

    private @Nullable Bar joined(Instant start) {
        if (start.equals(spanWithHole)) {
            return null;
        }
        Bar first = minutes.values().iterator().next();
        Bar joined = new Bar(first.symbol(), SOURCE, timeframe, start, first.open(), first.high(), first.low(),
                first.close(), first.volume());
        for (Bar minute : minutes.values()) {
            if (!minute.equals(first)) {
                joined = new Bar(first.symbol(), SOURCE, timeframe, start, first.open(),
                        max(joined.high(), minute.high()), min(joined.low(), minute.low()), minute.close(),
                        joined.volume().plus(minute.volume()));
            }
        }
        return joined;
    }

    private static Price max(Price a, Price b) {
        return a.compareTo(b) >= 0 ? a : b;
    }

    private static Price min(Price a, Price b) {
        return a.compareTo(b) <= 0 ? a : b;
    }
}
