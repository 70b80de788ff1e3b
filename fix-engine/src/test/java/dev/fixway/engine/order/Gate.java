package dev.fixway.engine.order;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// A door that a test can shut: who comes to it waits until it is opened, for half a minute at most.
public final class Gate {
    private static final long WAIT_SECONDS_MAX = 30;
    private final AtomicInteger waiting = new AtomicInteger();
    private volatile CountDownLatch latch = new CountDownLatch(0);

    public void shut() {
        latch = new CountDownLatch(1);
    }

    public void open() {
        latch.countDown();
    }

    /// How many stand before it.
    public int waiting() {
        return waiting.get();
    }

    public void pass() {
        CountDownLatch now = latch;
        waiting.incrementAndGet();
        try {
            if (!now.await(WAIT_SECONDS_MAX, TimeUnit.SECONDS)) {
                throw new IllegalStateException("a test has forgotten to open a gate");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            waiting.decrementAndGet();
        }
    }
}
