package dev.fixway.bridge.rest;

import dev.fixway.engine.domain.Answer;
import dev.fixway.engine.domain.Reply;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// What a call waits for. Either the engine takes it to the venue or the client is told that it will not: never both.
/// Any thread.
final class Question implements Reply {
    private final Consumer<Answer> then;
    private final BooleanSupplier delivered;
    private final AtomicReference<State> state = new AtomicReference<>(State.OPEN);

    private enum State {
        OPEN,
        CLAIMED,
        WITHDRAWN
    }

    /// - `delivered`: whether what the call was answered has reached its client
    Question(Consumer<Answer> then, BooleanSupplier delivered) {
        this.then = then;
        this.delivered = delivered;
    }

    @Override
    public boolean isDelivered() {
        return delivered.getAsBoolean();
    }

    @Override
    public void send(Answer answer) {
        then.accept(answer);
    }

    @Override
    public boolean claim() {
        return state.compareAndSet(State.OPEN, State.CLAIMED) || state.get() == State.CLAIMED;
    }

    @Override
    public boolean isWithdrawn() {
        return state.get() == State.WITHDRAWN;
    }

    /// Nothing goes to the venue any more; false when it is too late for that.
    boolean withdraw() {
        return state.compareAndSet(State.OPEN, State.WITHDRAWN);
    }
}
