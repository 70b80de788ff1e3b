package dev.fixway.engine.session;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/// What a client does again when its connection is closed before it is done.
final class Attempts {
    private static final int MOST = 50;
    private static final Duration PAUSE = Duration.ofMillis(20);

    private Attempts() {}

    /// What the first attempt gives whose connection stands; throws as the last one does.
    static <T> T made(Supplier<T> attempt) {
        for (int attempts = 1;; attempts++) {
            try {
                return attempt.get();
            } catch (UncheckedIOException e) {
                if (attempts == MOST) {
                    throw e;
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }
}
