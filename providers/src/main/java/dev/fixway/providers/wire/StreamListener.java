package dev.fixway.providers.wire;

import java.nio.ByteBuffer;
import java.time.Duration;

/// Hears one venue stream. Called by one thread at a time; may block.
///
/// What it throws breaks the connection, and the next one begins where the listener left off; a [StreamRefusal] makes
/// the next one wait long.
public interface StreamListener {
    /// A connection is up; nothing was heard on it yet. Say here what the venue wants to hear first.
    void onOpen(StreamLink link);

    /// One text message, in order.
    void onText(StreamLink link, String text);

    /// One binary message, in order; of a venue that has none it breaks the connection.
    default void onBinary(StreamLink link, ByteBuffer message) {
        throw new IllegalArgumentException("a binary message");
    }

    /// Everything that was missed has been heard: after [StreamLink#ready].
    ///
    /// - `gap`: how long there was no such connection; for the first one, since the start
    void onConnected(Duration gap);

    /// Follows each [#onConnected] exactly once, when its connection broke or the stream was closed.
    void onLost(String cause);

    /// Another attempt to connect begins; not told of the first one.
    default void onAttempt() {
        // Most have nothing to do then.
    }

    /// Once in an outage: it lasts longer than `RECONNECT_MAX_DURATION_SECS`, or the listener met a [StreamRefusal].
    /// Attempts go on.
    ///
    /// - `isRefused`: the venue does not want us
    default void onAway(String cause, boolean isRefused) {
        // Those who take orders tell the engine.
    }
}
