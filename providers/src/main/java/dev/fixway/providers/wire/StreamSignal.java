package dev.fixway.providers.wire;

/// What the thread of a stream waits for.
sealed interface StreamSignal {

    /// A whole text message of a connection.
    record Text(StreamFrames from, String text) implements StreamSignal {}

    /// A connection broke.
    record Broken(StreamFrames from, String cause) implements StreamSignal {}

    /// We end it.
    record Ended(String cause) implements StreamSignal {}
}
