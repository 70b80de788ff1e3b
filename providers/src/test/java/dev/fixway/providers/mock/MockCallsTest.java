package dev.fixway.providers.mock;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MockCallsTest {
    private static final int THREADS = 4;
    private static final int EACH = 2_000;
    private static final long WAIT_SECONDS = 20;
    private final MockThread timer = new MockThread();
    private final MockCalls calls = new MockCalls(timer);

    @AfterEach
    void close() {
        timer.close();
    }

    /// A call by its caller and its number there.
    private record Made(int caller, int number) {}

    @Test
    void makesEachCallOnceInTheOrderOfItsCallerWhateverOneOfThemDoes() throws InterruptedException {
        List<Made> made = new ArrayList<>();
        CountDownLatch all = new CountDownLatch(THREADS * EACH);
        List<Thread> callers = IntStream.range(0, THREADS)
                .mapToObj(caller -> Thread.ofPlatform().start(() -> {
                    for (int i = 0; i < EACH; i++) {
                        int number = i;
                        calls.start(List.of(() -> {
                            made.add(new Made(caller, number));
                            all.countDown();
                            if (number % 500 == 7) {
                                throw new IllegalStateException("a call that breaks");
                            }
                        }));
                    }
                }))
                .toList();
        for (Thread caller : callers) {
            caller.join();
        }

        assertThat(all.await(WAIT_SECONDS, TimeUnit.SECONDS)).isTrue();
        for (int caller = 0; caller < THREADS; caller++) {
            int of = caller;
            assertThat(made.stream().filter(one -> one.caller() == of).map(Made::number))
                    .containsExactlyElementsOf(IntStream.range(0, EACH).boxed().toList());
        }
    }

    @Test
    void whatIsDueBesidesGetsItsTurnWhileCallsNeverEnd() throws InterruptedException {
        CountDownLatch due = new CountDownLatch(1);
        timer.after(Duration.ofMillis(5), due::countDown);
        calls.start(List.of(new Runnable() {
            @Override
            public void run() {
                if (due.getCount() > 0) {
                    calls.start(List.of(this));
                }
            }
        }));

        assertThat(due.await(WAIT_SECONDS, TimeUnit.SECONDS)).isTrue();
    }
}
