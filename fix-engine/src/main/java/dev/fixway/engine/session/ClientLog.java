package dev.fixway.engine.session;

import dev.fixway.engine.codec.Secrets;
import java.util.function.Consumer;
import quickfix.Log;

/// What QuickFIX/J tells about the client's session: messages for who listens, complaints for who explains a failure.
record ClientLog(ClientListener listener, Consumer<String> complaints) implements Log {
    @Override
    public void clear() {
        // Nothing is kept.
    }

    @Override
    public void onIncoming(String message) {
        listener.onWire(false, Secrets.masked(message));
    }

    @Override
    public void onOutgoing(String message) {
        listener.onWire(true, Secrets.masked(message));
    }

    @Override
    public void onEvent(String text) {
        // The ordinary course of a session.
    }

    @Override
    public void onErrorEvent(String text) {
        complaints.accept(Secrets.maskedProse(text));
    }
}
