package dev.fixway.providers.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fixway.providers.wire.RateBudget.Priority;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/// Who gets what of a budget of 100 a minute, on a clock that the test moves.
class RateBudgetTest {
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000);
    private final RateBudget budget = new RateBudget("test", 100, nanos::get, new SplittableRandom(1));

    @Test
    void leavesWhatMattersMoreItsPart() throws InterruptedException {
        assertThat(takenOf(Priority.DATA)).isEqualTo(50);
        assertThat(takenOf(Priority.RECONCILIATION)).isEqualTo(30);
        assertThat(takenOf(Priority.TRADING)).isEqualTo(15);
        assertThat(takenOf(Priority.CANCEL)).isEqualTo(5);
    }

    @Test
    void fillsWithTime() throws InterruptedException {
        takenOf(Priority.CANCEL);

        assertThat(budget.take(Priority.CANCEL, Duration.ZERO)).isEqualTo(Duration.ofMillis(600));
        pass(Duration.ofMillis(600));
        assertThat(takenOf(Priority.CANCEL)).isEqualTo(1);
        pass(Duration.ofHours(2));
        assertThat(takenOf(Priority.CANCEL)).isEqualTo(100);
    }

    @Test
    void believesTheVenue() throws InterruptedException {
        budget.told(200, 12, Duration.ofSeconds(30));
        assertThat(takenOf(Priority.CANCEL)).isEqualTo(12);

        pass(Duration.ofSeconds(3));
        assertThat(takenOf(Priority.CANCEL)).as("at the venue's own rate").isEqualTo(10);
    }

    @Test
    void isSilentUntilTheWindowTurns() throws InterruptedException {
        budget.told(100, 0, Duration.ofSeconds(7));

        pass(Duration.ofSeconds(6));
        assertThat(budget.take(Priority.CANCEL, Duration.ZERO)).isEqualTo(Duration.ofSeconds(1));
        pass(Duration.ofSeconds(1));
        assertThat(takenOf(Priority.CANCEL)).isPositive();
    }

    @Test
    void staysAwayAsLongAsItIsToldAndLongerEachTimeWhenItIsNot() throws InterruptedException {
        budget.refused(Duration.ofSeconds(2));
        assertThat(budget.take(Priority.CANCEL, Duration.ZERO)).isEqualTo(Duration.ofSeconds(2));
        pass(Duration.ofSeconds(2));
        assertThat(budget.take(Priority.CANCEL, Duration.ZERO)).isZero();

        budget.refused(null);
        Duration second = budget.take(Priority.CANCEL, Duration.ZERO);
        pass(second);
        budget.refused(null);
        Duration third = budget.take(Priority.CANCEL, Duration.ZERO);
        assertThat(second).isBetween(Duration.ofSeconds(2), Duration.ofMillis(2_500));
        assertThat(third).isBetween(Duration.ofSeconds(4), Duration.ofSeconds(5));
    }

    @Test
    void waitsWhenItMay() throws InterruptedException {
        RateBudget real = new RateBudget("test", 60_000, System::nanoTime, new SplittableRandom(1));
        real.refused(Duration.ofMillis(50));
        long start = System.nanoTime();

        assertThat(real.take(Priority.DATA, Duration.ofSeconds(5))).isZero();
        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(Duration.ofMillis(50).toNanos());
    }

    private int takenOf(Priority priority) throws InterruptedException {
        int taken = 0;
        while (budget.take(priority, Duration.ZERO).isZero()) {
            taken++;
        }
        return taken;
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }
}
