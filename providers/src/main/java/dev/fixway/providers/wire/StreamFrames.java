package dev.fixway.providers.wire;

import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// Puts the frames of one connection together to whole messages. The client's threads call, one at a time.
final class StreamFrames implements WebSocket.Listener {
    private final int charsMax;
    private final Queue<StreamSignal> signals;
    private final StringBuilder message = new StringBuilder();
    private volatile long lastSignNanos = System.nanoTime();

    StreamFrames(int charsMax, Queue<StreamSignal> signals) {
        this.charsMax = charsMax;
        this.signals = signals;
    }

    /// When the venue was last heard, on the nano clock.
    long lastSignNanos() {
        return lastSignNanos;
    }

    /// Lets one more frame come; more follow by themselves until a message is whole.
    void wantOne(WebSocket socket) {
        socket.request(1);
    }

    @Override
    public void onOpen(WebSocket socket) {
        // The stream asks for the first message when its listener has said what it has to say.
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean isLast) {
        lastSignNanos = System.nanoTime();
        if (message.length() + part.length() > charsMax) {
            broken("a message is longer than " + charsMax);
            socket.abort();
            return null;
        }
        message.append(part);
        if (isLast) {
            signals.add(new StreamSignal.Text(this, message.toString()));
            message.setLength(0);
        } else {
            socket.request(1);
        }
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket socket, ByteBuffer part, boolean isLast) {
        broken("a binary message");
        socket.abort();
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onPing(WebSocket socket, ByteBuffer payload) {
        lastSignNanos = System.nanoTime();
        socket.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onPong(WebSocket socket, ByteBuffer payload) {
        lastSignNanos = System.nanoTime();
        socket.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
        broken("closed by the venue with " + code + (reason.isEmpty() ? "" : ": " + reason));
        return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
        broken(error.toString());
    }

    private void broken(String cause) {
        signals.add(new StreamSignal.Broken(this, cause));
    }
}
