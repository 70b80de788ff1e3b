package dev.fixway.engine.order;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// Puts items on the inbox later; monotonic. One daemon thread, which waits for room like everybody who may not lose a
/// word.
final class Timers implements AutoCloseable {
    private final ScheduledThreadPoolExecutor executor;
    private final Inbox inbox;

    Timers(Inbox inbox) {
        this.inbox = inbox;
        this.executor = new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().daemon().name("timers").factory());
        executor.setRemoveOnCancelPolicy(true);
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    Future<?> in(Duration delay, Item item) {
        return executor.schedule(() -> inbox.put(item), delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    /// Like [#in], for what is never called off.
    void later(Duration delay, Item item) {
        Future<?> _ = in(delay, item);
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
