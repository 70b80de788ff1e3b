package dev.fixway.bridge.rest;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.json.JsonFactory;

/// What goes back to a client.
///
/// - `contentType`: null without a body
/// - `allow`: methods of a 405, else null
record Response(int status, @Nullable String contentType, byte[] body, @Nullable String allow) {
    static final JsonFactory JSON = new JsonFactory();
    private static final int TYPICAL_BYTES = 512;

    static Response json(int status, Consumer<JsonGenerator> writer) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(TYPICAL_BYTES);
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            writer.accept(json);
        }
        return new Response(status, "application/json", bytes.toByteArray(), null);
    }

    static Response text(int status, String text) {
        return new Response(status, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8), null);
    }

    static Response empty(int status, @Nullable String allow) {
        return new Response(status, null, new byte[0], allow);
    }
}
