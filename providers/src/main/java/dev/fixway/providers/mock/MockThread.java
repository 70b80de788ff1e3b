package dev.fixway.providers.mock;

import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The mock's one thread.
final class MockThread implements MockTimer {
    private static final Logger LOG = LoggerFactory.getLogger(MockThread.class);
    private static final long CLOSE_MILLIS = 1_000;

    private final ScheduledThreadPoolExecutor executor;

    MockThread() {
        executor = new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().name("mock").daemon().factory(),
                new ThreadPoolExecutor.DiscardPolicy());
    }

    @Override
    public void after(Duration delay, Runnable task) {
        var _ = executor.schedule(() -> run(task), delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public void close() {
        executor.shutdownNow();
        try {
            if (!executor.awaitTermination(CLOSE_MILLIS, TimeUnit.MILLISECONDS)) {
                LOG.warn("mock thread does not end millis={}", CLOSE_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.error("mock task failed", e);
        }
    }
}
