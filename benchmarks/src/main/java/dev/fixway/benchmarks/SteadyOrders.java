package dev.fixway.benchmarks;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Resting orders at a fixed rate on a FIX session of their own, whatever becomes of them; each is answered by 150=A at
/// once. A thread of its own until it is closed.
final class SteadyOrders implements AutoCloseable {
    private final FixLink link;
    private final long pauseNanos;
    private final Thread thread;
    private volatile boolean isOver;
    private volatile int sent;
    private int received;
    private volatile @Nullable RuntimeException failure;

    private SteadyOrders(FixLink link, int perSecond) {
        this.link = link;
        this.pauseNanos = 1_000_000_000L / perSecond;
        this.thread = Thread.ofPlatform().daemon().name("steady-orders").unstarted(this::run);
    }

    static SteadyOrders start(int port, String compId, int perSecond) {
        SteadyOrders orders = new SteadyOrders(FixLink.logon(port, compId), perSecond);
        orders.thread.start();
        return orders;
    }

    private void run() {
        try {
            long due = System.nanoTime();
            while (!isOver) {
                int number = sent + 1;
                link.order(number, true);
                link.flush();
                sent = number;
                while (received < number) {
                    link.read((_, execType) -> count(execType));
                }
                due += pauseNanos;
                LockSupport.parkNanos(due - System.nanoTime());
            }
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    private void count(char execType) {
        if (execType == 'A') {
            received++;
        } else if (execType == '8') {
            throw new IllegalStateException("an order of the steady ones was refused");
        }
    }

    int sent() {
        RuntimeException thrown = failure;
        if (thrown != null) {
            throw new IllegalStateException("the steady orders have ended", thrown);
        }
        return sent;
    }

    void awaitSent(int count) {
        while (sent() < count) {
            LockSupport.parkNanos(5_000_000);
        }
    }

    /// Fails when nothing was sent meanwhile.
    void requireSteady(int before) {
        if (sent() <= before) {
            throw new IllegalStateException("no order went to the other venue meanwhile");
        }
    }

    @Override
    public void close() {
        isOver = true;
        try {
            thread.join(5_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        link.close();
    }
}
