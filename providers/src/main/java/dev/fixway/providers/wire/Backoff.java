package dev.fixway.providers.wire;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// Pauses between attempts: doubled from the first to the longest, each lengthened at random by up to a quarter, so
/// that not everybody comes back at once. Belongs to one thread.
final class Backoff {
    private static final int DOUBLINGS_MAX = 6;
    private final Duration first;
    private final Duration longest;
    private final RandomGenerator random;
    private int failures;

    Backoff(Duration first, Duration longest, RandomGenerator random) {
        this.first = first;
        this.longest = longest;
        this.random = random;
    }

    Duration next() {
        Duration doubled = first.multipliedBy(1L << Math.min(failures++, DOUBLINGS_MAX));
        long nanos = (doubled.compareTo(longest) > 0 ? longest : doubled).toNanos();
        return Duration.ofNanos(nanos + random.nextLong(nanos / 4 + 1));
    }

    /// The longest pause at once, for one who asked to be left alone.
    Duration longest() {
        failures = DOUBLINGS_MAX;
        return Duration.ofNanos(longest.toNanos() + random.nextLong(longest.toNanos() / 4 + 1));
    }

    void reset() {
        failures = 0;
    }
}
