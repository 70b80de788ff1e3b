package dev.fixway.providers.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Pauses grow to the longest, with a quarter of chance, and begin anew.
class BackoffTest {
    private final Backoff backoff = new Backoff(Duration.ofMillis(100), Duration.ofMillis(1_000),
            new SplittableRandom(7));

    @Test
    void doublesUpToTheLongest() {
        for (long millis : new long[]{100, 200, 400, 800, 1_000, 1_000, 1_000, 1_000}) {
            assertThat(backoff.next()).isBetween(Duration.ofMillis(millis), Duration.ofMillis(millis * 5 / 4));
        }
    }

    @Test
    void beginsAnewWhenItWorked() {
        backoff.next();
        backoff.next();
        backoff.reset();

        assertThat(backoff.next()).isBetween(Duration.ofMillis(100), Duration.ofMillis(125));
    }

    @Test
    void differsFromTimeToTime() {
        Backoff other = new Backoff(Duration.ofMillis(100), Duration.ofMillis(1_000), new SplittableRandom(8));

        assertThat(backoff.next()).isNotEqualTo(other.next());
    }
}
