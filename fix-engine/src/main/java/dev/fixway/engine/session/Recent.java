package dev.fixway.engine.session;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;

/// Remembers which reports were handed over lately: one entry per second, an hour at most.
///
/// Told under the lane's lock, asked by any thread.
final class Recent {
    private static final int ENTRIES_MAX = 3_600;
    private final Deque<Entry> entries = new ArrayDeque<>();
    private final InstantSource clock;

    private record Entry(long second, long firstSeq) {}

    Recent(InstantSource clock) {
        this.clock = clock;
    }

    synchronized void handedOver(long seq) {
        long second = clock.instant().getEpochSecond();
        if (entries.isEmpty() || entries.getLast().second() != second) {
            entries.addLast(new Entry(second, seq));
        }
        if (entries.size() > ENTRIES_MAX) {
            entries.removeFirst();
        }
    }

    /// Sequence of the first report handed over within the span; `otherwise` when that was before this process.
    synchronized long firstSince(Duration span, long otherwise) {
        long from = clock.instant().getEpochSecond() - span.toSeconds() - 1;
        if (entries.isEmpty() || entries.getFirst().second() >= from) {
            return otherwise;
        }
        for (Entry entry : entries) {
            if (entry.second() >= from) {
                return entry.firstSeq();
            }
        }
        return Long.MAX_VALUE;
    }
}
