package dev.fixway.gateway;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// A client of the stream that keeps every frame.
final class Heard implements WebSocket.Listener {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private final List<String> frames = new CopyOnWriteArrayList<>();
    private final List<Throwable> faults = new CopyOnWriteArrayList<>();
    private final StringBuilder message = new StringBuilder();
    private volatile int closeCode;

    /// - `query`: empty, or `?since=…`
    static Heard open(HttpClient client, String restUrl, String query) {
        Heard heard = new Heard();
        client.newWebSocketBuilder()
                .buildAsync(URI.create(restUrl.replace("http:", "ws:") + "/v1/ws" + query), heard)
                .join();
        return heard;
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean isLast) {
        message.append(text);
        if (isLast) {
            frames.add(message.toString());
            message.setLength(0);
        }
        socket.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
        closeCode = code;
        return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable fault) {
        faults.add(fault);
    }

    List<String> frames() {
        return frames;
    }

    /// 0 while it is open.
    int closeCode() {
        return closeCode;
    }

    /// What broke the connection.
    List<Throwable> faults() {
        return faults;
    }

    boolean has(String part) {
        return frames.stream().anyMatch(frame -> frame.contains(part));
    }

    /// What it was told of orders and trades.
    List<String> ofOrders() {
        return frames.stream()
                .filter(frame -> frame.startsWith("{\"type\":\"order\"")
                        || frame.startsWith("{\"type\":\"trade\""))
                .toList();
    }

    /// Orders that were filled or rejected.
    List<String> endedOrders() {
        return frames.stream()
                .filter(frame -> frame.contains("\"ORDER_FILLED\"") || frame.contains("\"ORDER_REJECTED\""))
                .map(frame -> JSON.readTree(frame).path("order").path("id").asString())
                .toList();
    }
}
