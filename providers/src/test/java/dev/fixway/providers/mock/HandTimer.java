package dev.fixway.providers.mock;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Time that passes only when a test says so: runs what is due in order, on the test's thread, what is due now at once.
final class HandTimer implements MockTimer {
    private final HandClock clock;
    private final List<Due> dues = new ArrayList<>();

    HandTimer(HandClock clock) {
        this.clock = clock;
    }

    @Override
    public void after(Duration delay, Runnable task) {
        if (delay.isZero()) {
            task.run();
        } else {
            dues.add(new Due(clock.instant().plus(delay), task));
        }
    }

    @Override
    public void close() {
        dues.clear();
    }

    /// Lets time pass, stopping the clock at every task.
    void pass(Duration time) {
        Instant until = clock.instant().plus(time);
        for (Due due = next(until); due != null; due = next(until)) {
            dues.remove(due);
            clock.set(due.at().isAfter(clock.instant()) ? due.at() : clock.instant());
            due.task().run();
        }
        clock.set(until);
    }

    private @Nullable Due next(Instant until) {
        return dues.stream().filter(due -> !due.at().isAfter(until)).min(Comparator.comparing(Due::at)).orElse(null);
    }

    private record Due(Instant at, Runnable task) {}
}
