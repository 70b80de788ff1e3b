package dev.fixway.providers.wire;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// One connection of a stream: whole messages in. One thread reads, any thread sends and closes.
abstract class StreamSocket implements AutoCloseable {
    private final Socket raw;
    private volatile @Nullable String failure;
    private volatile boolean isReading;
    private volatile long lastSignNanos = System.nanoTime();

    /// A whole message.
    sealed interface Message {
        record Text(String text) implements Message {}

        record Binary(ByteBuffer bytes) implements Message {}
    }

    /// Makes connections of one kind.
    @FunctionalInterface
    interface Opener {
        /// Connects within the settings' time; throws when that is not possible.
        StreamSocket open(URI address, WireSettings settings) throws IOException;
    }

    /// - `raw`: the socket below everything
    StreamSocket(Socket raw) {
        this.raw = raw;
    }

    /// Waits for the next message. Throws when the connection has ended, with its cause.
    final Message read() throws IOException {
        showsLife();
        isReading = true;
        try {
            return next();
        } catch (IOException e) {
            String cause = failure;
            throw cause == null ? e : new IOException(cause, e);
        } finally {
            isReading = false;
        }
    }

    /// The next message, as this kind of stream writes it; tells [#showsLife] of whatever comes.
    abstract Message next() throws IOException;

    final void showsLife() {
        lastSignNanos = System.nanoTime();
    }

    /// How long the venue has shown no sign of life to the one who reads; zero while nobody does.
    final long quietNanos() {
        return isReading ? System.nanoTime() - lastSignNanos : 0;
    }

    abstract void sendText(String text) throws IOException;

    /// Asks for a sign of life, where a venue can be asked.
    abstract void sendPing() throws IOException;

    /// Ends the connection; who reads gets this cause.
    final void fail(String cause) {
        failure = cause;
        close();
    }

    /// Closes the socket below everything: neither a reader nor a writer that hangs can hold it up.
    @Override
    public final void close() {
        try {
            raw.close();
        } catch (IOException _) {
            // It is gone, then.
        }
    }
}
