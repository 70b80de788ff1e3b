package dev.fixway.bridge.rest;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;

/// Ends calls that the engine has not answered for so long that clients give up. Owned by the I/O thread.
final class Deadlines {
    private static final long PATIENCE_NANOS = 25_000_000_000L;

    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private final LongSupplier nanoTicker;

    Deadlines(LongSupplier nanoTicker) {
        this.nanoTicker = nanoTicker;
    }

    /// Watches a call from now on.
    void watch(Call call) {
        dropAnswered();
        waiting.add(new Waiting(call, nanoTicker.getAsLong() + PATIENCE_NANOS));
    }

    /// Answers the calls whose time is up.
    void sweep() {
        dropAnswered();
        while (!waiting.isEmpty() && waiting.getFirst().endNanos - nanoTicker.getAsLong() <= 0) {
            waiting.removeFirst().call.answer(ApiError.unavailable("the engine has not answered in time").response());
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
