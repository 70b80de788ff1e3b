package dev.fixway.bridge.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A client of the stream on the JDK's WebSocket; it keeps every frame and holds it to the [StreamContract].
final class StreamPeer implements WebSocket.Listener, AutoCloseable {
    private final List<JsonNode> frames = new ArrayList<>();
    private final Queue<Throwable> faults = new ConcurrentLinkedQueue<>();
    private final StringBuilder message = new StringBuilder();
    private final WebSocket socket;
    volatile int closeCode;
    volatile String closeReason = "";

    StreamPeer(HttpClient client, int port, String query, String... headers) {
        WebSocket.Builder builder = client.newWebSocketBuilder();
        for (int i = 0; i < headers.length; i += 2) {
            builder.header(headers[i], headers[i + 1]);
        }
        socket = builder.buildAsync(URI.create("ws://127.0.0.1:" + port + "/v1/ws" + query), this)
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
        message.append(data);
        if (last) {
            String text = message.toString();
            message.setLength(0);
            try {
                keep(StreamContract.check(text));
            } catch (RuntimeException | AssertionError e) {
                faults.add(e);
            }
        }
        webSocket.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
        closeReason = reason;
        closeCode = statusCode;
        return null;
    }

    @Override
    public void onError(WebSocket webSocket, Throwable error) {
        closeReason = error + " " + error.getCause();
        closeCode = 1006;
    }

    WebSocket socket() {
        return socket;
    }

    private synchronized void keep(JsonNode frame) {
        frames.add(frame);
    }

    synchronized int count() {
        assertThat(faults).isEmpty();
        return frames.size();
    }

    synchronized List<JsonNode> frames() {
        assertThat(faults).isEmpty();
        return List.copyOf(frames);
    }

    /// The frames, once there are so many.
    List<JsonNode> frames(int count) {
        await().until(() -> count() >= count);
        assertThat(frames()).hasSize(count);
        return frames();
    }

    /// `type event status` of each frame.
    List<String> told(int count) {
        return frames(count).stream().map(StreamPeer::brief).toList();
    }

    static String brief(JsonNode frame) {
        String order = frame.has("order")
                ? " " + frame.get("order").get("status").asString() + " "
                        + frame.get("order").get("filled_quantity").asString()
                : "";
        String event = frame.has("event") ? " " + frame.get("event").asString() : "";
        return frame.get("type").asString() + event + order;
    }

    @Override
    public void close() {
        socket.abort();
    }
}
