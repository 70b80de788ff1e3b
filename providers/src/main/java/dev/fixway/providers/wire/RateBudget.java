package dev.fixway.providers.wire;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How many requests a venue still takes from this account. What it tells of its own count is the truth; between two
/// answers ours predicts.
///
/// Each kind of request leaves a part of the budget to those that matter more. After a refusal nothing at all is sent
/// until the time that the venue named, else for pauses that double. Any thread.
public final class RateBudget {
    private static final Logger LOG = LoggerFactory.getLogger(RateBudget.class);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration PAUSE_MAX = Duration.ofMinutes(1);
    private static final int LOW_PERCENT = 10;

    private final String name;
    private final LongSupplier nanos;
    private final Backoff pauses;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private double perMinute;
    private double left;
    private long filledNanos;
    private long closedUntilNanos;
    private boolean isClosed;
    private boolean isLow;

    /// What a request is for, the most urgent first.
    public enum Priority {
        // Ends risk.
        CANCEL(0),
        // Orders and changes of orders.
        TRADING(5),
        // What is known about orders.
        RECONCILIATION(20),
        // Account, positions and prices.
        DATA(50);

        private final int leavesPercent;

        Priority(int leavesPercent) {
            this.leavesPercent = leavesPercent;
        }
    }

    /// - `name`: for the log
    /// - `perMinute`: requests; the whole minute's may be used at once
    /// - `nanos`: a nano clock
    public RateBudget(String name, int perMinute, LongSupplier nanos, RandomGenerator random) {
        this.name = name;
        this.nanos = nanos;
        this.perMinute = perMinute;
        this.left = perMinute;
        this.filledNanos = nanos.getAsLong();
        this.pauses = new Backoff(FIRST_PAUSE, PAUSE_MAX, random);
    }

    /// Takes one request out of the budget, as soon as there is one for it.
    ///
    /// - `waitMax`: how long that may take
    /// - Answers how long it would still take when that is longer; zero when it was taken
    public Duration take(Priority priority, Duration waitMax) throws InterruptedException {
        long end = nanos.getAsLong() + waitMax.toNanos();
        lock.lock();
        try {
            while (true) {
                long missing = missing(priority);
                if (missing <= 0) {
                    left -= 1;
                    return Duration.ZERO;
                }
                long patience = end - nanos.getAsLong();
                if (missing > patience) {
                    return Duration.ofNanos(missing);
                }
                if (changed.awaitNanos(missing) > 0) {
                    LOG.trace("looked again early venue={}", name);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /// How many nanoseconds until there is room.
    private long missing(Priority priority) {
        long now = nanos.getAsLong();
        left = Math.min(perMinute, left + perMinute * (now - filledNanos) / TimeUnit.MINUTES.toNanos(1));
        filledNanos = now;
        if (isClosed && now - closedUntilNanos < 0) {
            return closedUntilNanos - now;
        }
        isClosed = false;
        double lack = 1 + perMinute * priority.leavesPercent / 100 - left;
        return lack <= 0 ? 0 : Math.max(1, (long) (lack / perMinute * TimeUnit.MINUTES.toNanos(1)));
    }

    /// The venue says how many requests it takes in a minute and how many are left until a moment.
    public void told(int limit, int remaining, Duration untilReset) {
        lock.lock();
        try {
            if (limit > 0) {
                left += Math.max(0, limit - perMinute);
                perMinute = limit;
            }
            left = Math.min(left, remaining);
            if (remaining <= 0) {
                close(untilReset);
            }
            boolean low = remaining * 100L < limit * (long) LOW_PERCENT;
            if (low && !isLow) {
                LOG.warn("rate budget low venue={} remaining={} limit={}", name, remaining, limit);
            }
            isLow = low;
        } finally {
            lock.unlock();
        }
    }

    /// The venue took a request: what it refused before is over.
    public void taken() {
        lock.lock();
        try {
            if (!isClosed) {
                pauses.reset();
            }
        } finally {
            lock.unlock();
        }
    }

    /// The venue refused a request for its rate.
    ///
    /// - `until`: how long it wants to be left alone; null when it does not say
    public void refused(@Nullable Duration until) {
        lock.lock();
        try {
            Duration pause = pauses.next();
            close(until == null || until.isNegative() || until.isZero() ? pause : until);
            LOG.warn("rate limit hit venue={} pauseMillis={}", name,
                    TimeUnit.NANOSECONDS.toMillis(closedUntilNanos - nanos.getAsLong()));
        } finally {
            lock.unlock();
        }
    }

    private void close(Duration pause) {
        long until = nanos.getAsLong() + pause.toNanos();
        if (!isClosed || until - closedUntilNanos > 0) {
            closedUntilNanos = until;
        }
        isClosed = true;
    }
}
