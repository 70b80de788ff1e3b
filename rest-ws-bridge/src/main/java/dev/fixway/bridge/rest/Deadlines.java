package dev.fixway.bridge.rest;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;

/// Ends calls that the engine has not answered for so long that clients give up. An order that has not gone to its venue
/// by then will not go there. Owned by the I/O thread.
final class Deadlines {
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private final long patienceNanos;
    private final LongSupplier nanoTicker;

    Deadlines(Duration patience, LongSupplier nanoTicker) {
        this.patienceNanos = patience.toNanos();
        this.nanoTicker = nanoTicker;
    }

    /// Watches a call from now on.
    void watch(Call call, Question question) {
        dropAnswered();
        waiting.add(new Waiting(call, question, nanoTicker.getAsLong() + patienceNanos));
    }

    /// Answers the calls whose time is up.
    void sweep() {
        dropAnswered();
        while (!waiting.isEmpty() && waiting.getFirst().endNanos - nanoTicker.getAsLong() <= 0) {
            Waiting late = waiting.removeFirst();
            boolean isWithdrawn = late.question.withdraw();
            late.call.answer(ApiError.unavailable("the engine has not answered in time" + (isWithdrawn
                    ? ": withdrawn"
                    : ", the request is on its way")).response());
            dropAnswered();
        }
    }

    private void dropAnswered() {
        while (!waiting.isEmpty() && waiting.getFirst().call.isAnswered()) {
            waiting.removeFirst();
        }
    }

    private record Waiting(Call call, Question question, long endNanos) {}
}
