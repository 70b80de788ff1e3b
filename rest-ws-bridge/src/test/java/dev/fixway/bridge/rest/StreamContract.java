package dev.fixway.bridge.rest;

import static org.assertj.core.api.Assertions.assertThat;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Holds frames against the document of the stream.
final class StreamContract {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int FRAME_CHARS_MAX = 256 * 1024;

    private StreamContract() {}

    /// The frame as a tree; throws an AssertionError when the document does not know such a frame.
    static JsonNode check(String text) {
        assertThat(text.length()).isLessThan(FRAME_CHARS_MAX);
        JsonNode frame = JSON.readTree(text);
        assertThat(frame.get("type")).as(text).isNotNull();
        assertThat(frame.get("timestamp")).as(text).isNotNull();
        assertThat(text).as("absent members are left out").doesNotContain(":null");
        return frame;
    }
}
