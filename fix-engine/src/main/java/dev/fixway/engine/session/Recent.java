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

    /// Sequence of the first report that this process has handed over within the span; MAX_VALUE for none.
    synchronized long firstSince(Duration span) {
        long from = begin(span);
        for (Entry entry : entries) {
            if (entry.second() >= from) {
                return entry.firstSeq();
            }
        }
        return Long.MAX_VALUE;
    }

    /// Whether this process has handed over reports before the span already.
    synchronized boolean reachesBack(Duration span) {
        return !entries.isEmpty() && entries.getFirst().second() < begin(span);
    }

    private long begin(Duration span) {
        return clock.instant().getEpochSecond() - span.toSeconds() - 1;
    }
}
