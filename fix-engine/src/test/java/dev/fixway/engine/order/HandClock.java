package dev.fixway.engine.order;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/// A clock that stands until a test moves it.
final class HandClock implements InstantSource {
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-03-02T09:30:00Z"));

    @Override
    public Instant instant() {
        return now.get();
    }

    void forward(Duration by) {
        now.updateAndGet(instant -> instant.plus(by));
    }
}
