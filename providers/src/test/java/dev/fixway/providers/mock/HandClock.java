package dev.fixway.providers.mock;

import java.time.Instant;
import java.time.InstantSource;

/// A clock that stands until it is set.
final class HandClock implements InstantSource {
    static final Instant START = Instant.parse("2026-01-05T14:30:00Z");

    private volatile Instant now = START;

    @Override
    public Instant instant() {
        return now;
    }

    void set(Instant instant) {
        now = instant;
    }
}
