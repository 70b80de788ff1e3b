package dev.fixway.providers.wire;

/// Hears one venue stream. Called by one thread at a time; may block.
public interface StreamListener {
    /// A connection is up; nothing was heard on it yet. Say here what the venue wants to hear first.
    void onOpen(StreamLink link);

    /// One text message, in order. What it throws breaks the connection: the next one begins where the listener left off.
    void onText(StreamLink link, String text);

    /// Everything that was missed has been heard: after [StreamLink#ready].
    void onConnected();

    /// Follows each [#onConnected] exactly once, when its connection broke or the stream was closed.
    void onLost(String cause);
}
