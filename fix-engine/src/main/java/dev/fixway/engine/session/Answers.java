package dev.fixway.engine.session;

import dev.fixway.engine.domain.Report;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/// Answers that are in no row of the ledger and wait for the reports before them; bounded, what is too much is dropped.
final class Answers {
    private static final int WAITING_MAX = 1_000;
    private final Queue<Waiting> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger count = new AtomicInteger();

    /// An answer and the row that it must not overtake.
    private record Waiting(Report answer, long after) {}

    /// False when too many wait already.
    ///
    /// - `after`: the last row that the session was to get before
    boolean add(Report answer, long after) {
        if (count.get() >= WAITING_MAX) {
            return false;
        }
        count.incrementAndGet();
        return waiting.add(new Waiting(answer, after));
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    void clear() {
        waiting.clear();
        count.set(0);
    }

    /// Sends those that wait for no row above the cursor, in order; false when one of them cannot be sent.
    boolean send(long cursor, Predicate<Report> sender) {
        for (Waiting next = waiting.peek(); next != null && next.after() <= cursor; next = waiting.peek()) {
            if (!sender.test(next.answer())) {
                return false;
            }
            waiting.remove();
            count.decrementAndGet();
        }
        return true;
    }
}
