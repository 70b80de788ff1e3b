package dev.fixway.providers.mock;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/// Runs calls on the timer's thread, in their order; those that come together are one task of it.
final class MockCalls {
    /// So many, and what is due besides gets its turn.
    private static final int IN_A_ROW = 64;
    private final MockTimer timer;
    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean isDue = new AtomicBoolean();

    MockCalls(MockTimer timer) {
        this.timer = timer;
    }

    void start(List<Runnable> calls) {
        waiting.addAll(calls);
        come();
    }

    private void come() {
        if (isDue.compareAndSet(false, true)) {
            timer.after(Duration.ZERO, this::make);
        }
    }

    private void make() {
        // Whoever adds a call from now on asks for another task.
        isDue.set(false);
        try {
            for (int made = 0; made < IN_A_ROW; made++) {
                Runnable call = waiting.poll();
                if (call == null) {
                    break;
                }
                call.run();
            }
        } finally {
            if (!waiting.isEmpty()) {
                come();
            }
        }
    }
}
