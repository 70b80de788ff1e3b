package dev.fixway.providers.mock;

import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The mock's one thread, and a timer that hands it what is due.
///
/// What is due at once goes straight to it: a queue that is ordered by time costs more than what the mock does.
final class MockThread implements MockTimer {
    private static final Logger LOG = LoggerFactory.getLogger(MockThread.class);
    private static final long CLOSE_MILLIS = 1_000;

    private final ThreadPoolExecutor executor = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(), Thread.ofPlatform().name("mock").daemon().factory(),
            new ThreadPoolExecutor.DiscardPolicy());
    private final ScheduledThreadPoolExecutor later = new ScheduledThreadPoolExecutor(1,
            Thread.ofPlatform().name("mock-timer").daemon().factory(), new ThreadPoolExecutor.DiscardPolicy());

    @Override
    public void after(Duration delay, Runnable task) {
        if (delay.isZero()) {
            executor.execute(() -> run(task));
        } else {
            var _ = later.schedule(() -> executor.execute(() -> run(task)), delay.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    @Override
    public void close() {
        later.shutdownNow();
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
