package dev.fixway.persistence.sql;

import dev.fixway.engine.domain.UtcText;
import dev.fixway.engine.ledger.LedgerEvent;
import dev.fixway.engine.ledger.LedgerField;
import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Times of events, and as numbers for the tables.
final class EventTimes {
    private static final long NANOS = 1_000_000_000L;

    private EventTimes() {}

    /// Null when the event has no such time, or one that cannot be read.
    static @Nullable Instant of(LedgerEvent event, LedgerField field) {
        String text = event.get(field);
        try {
            return text == null ? null : UtcText.instant(text);
        } catch (DateTimeException e) {
            return null;
        }
    }

    /// Nanoseconds since 1970; the earliest or the last that can be counted for times beyond.
    static long nanos(Instant at) {
        long seconds = at.getEpochSecond();
        if (Math.abs(seconds) >= Long.MAX_VALUE / NANOS) {
            return seconds < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
        return seconds * NANOS + at.getNano();
    }
}
