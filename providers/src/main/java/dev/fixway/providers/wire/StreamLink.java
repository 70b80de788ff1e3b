package dev.fixway.providers.wire;

/// One connection of a stream.
public interface StreamLink {
    /// Sends a text message; breaks the connection when that fails.
    void send(String text);

    /// Says that the connection does its work: the listener hears `onConnected`, and the pauses begin anew.
    void ready();
}
