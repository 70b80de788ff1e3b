package dev.fixway.engine.session;

import dev.fixway.engine.domain.Report;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/// Answers that are in no row of the ledger and wait for the reports before them; bounded, what is too much is dropped.
final class Answers {
    private static final int WAITING_MAX = 1_000;
    private final Queue<Report> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger count = new AtomicInteger();

    /// False when too many wait already.
    boolean add(Report answer) {
        if (count.get() >= WAITING_MAX) {
            return false;
        }
        count.incrementAndGet();
        return waiting.add(answer);
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    void clear() {
        waiting.clear();
        count.set(0);
    }

    /// Sends them in order until one cannot be sent; whether all are gone.
    boolean send(Predicate<Report> sender) {
        for (Report next = waiting.peek(); next != null; next = waiting.peek()) {
            if (!sender.test(next)) {
                return false;
            }
            waiting.remove();
            count.decrementAndGet();
        }
        return true;
    }
}
