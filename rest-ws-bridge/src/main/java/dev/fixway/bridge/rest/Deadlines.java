package dev.fixway.bridge.rest;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// Ends calls that nobody has answered for so long that clients give up, counted from the first watch of each.
/// Owned by the I/O thread.
final class Deadlines {
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private final long patienceNanos;
    private final LongSupplier nanoTicker;

    Deadlines(Duration patience, LongSupplier nanoTicker) {
        this.patienceNanos = patience.toNanos();
        this.nanoTicker = nanoTicker;
    }

    /// Watches a call from now on, or goes on watching with another answer.
    ///
    /// - `late`: what it gets when its time is up
    void watch(Call call, Supplier<Response> late) {
        dropAnswered();
        if (call.late(late) == null) {
            waiting.add(new Waiting(call, nanoTicker.getAsLong() + patienceNanos));
        }
    }

    /// Answers the calls whose time is up.
    void sweep() {
        dropAnswered();
        while (!waiting.isEmpty() && waiting.getFirst().endNanos - nanoTicker.getAsLong() <= 0) {
            Call call = waiting.removeFirst().call;
            Supplier<Response> late = call.late(null);
            if (late != null) {
                call.answer(late.get());
            }
            dropAnswered();
        }
    }

    private void dropAnswered() {
        while (!waiting.isEmpty() && waiting.getFirst().call.isAnswered()) {
            waiting.removeFirst();
        }
    }

    private record Waiting(Call call, long endNanos) {}
}
