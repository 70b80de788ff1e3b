package dev.fixway.bridge.rest;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// What goes back to a client.
final class Response {
    static final JsonFactory JSON = new JsonFactory();
    private static final int TYPICAL_BYTES = 512;

    private final int status;
    private final @Nullable String contentType;
    private final byte[] body;
    private final @Nullable String allow;
    private final Map<String, String> headers;

    private Response(int status, @Nullable String contentType, byte[] body, @Nullable String allow) {
        this(status, contentType, body, allow, Map.of());
    }

    private Response(int status, @Nullable String contentType, byte[] body, @Nullable String allow,
            Map<String, String> headers) {
        this.status = status;
        this.contentType = contentType;
        this.body = body;
        this.allow = allow;
        this.headers = Map.copyOf(headers);
    }

    /// With a body that is written already, and headers of its own.
    static Response written(String contentType, byte[] body, Map<String, String> headers) {
        return new Response(200, contentType, body, null, headers);
    }

    static Response json(int status, Consumer<JsonGenerator> writer) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(TYPICAL_BYTES);
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
            writer.accept(json);
        }
        return new Response(status, "application/json", bytes.toByteArray(), null);
    }

    static Response text(int status, String text) {
        return new Response(status, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8), null);
    }

    static Response redirect(String location) {
        return new Response(303, null, new byte[0], null, Map.of("Location", location));
    }

    static Response empty(int status, @Nullable String allow) {
        return new Response(status, null, new byte[0], allow);
    }

    int status() {
        return status;
    }

    /// Null without a body.
    @Nullable
    String contentType() {
        return contentType;
    }

    ByteBuffer body() {
        return ByteBuffer.wrap(body);
    }

    /// Headers besides the usual ones, by name.
    Map<String, String> headers() {
        return headers;
    }

    /// The methods of a 405, else null.
    @Nullable
    String allow() {
        return allow;
    }
}
