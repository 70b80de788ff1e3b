package dev.fixway.providers.wire;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;

/// One connection of a stream: whole messages in. One thread reads, any thread sends and closes.
interface StreamSocket extends AutoCloseable {

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

    /// Waits for the next message. Throws when the connection has ended, with its cause.
    Message read() throws IOException;

    /// How long the venue has shown no sign of life to the one who reads; zero while nobody does.
    long quietNanos();

    void sendText(String text) throws IOException;

    /// Asks for a sign of life, where a venue can be asked.
    void sendPing() throws IOException;

    /// Ends the connection; who reads gets this cause.
    void fail(String cause);

    /// Closes the socket below everything: neither a reader nor a writer that hangs can hold it up.
    @Override
    void close();
}
