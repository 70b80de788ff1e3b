package dev.fixway.gateway.crash;

import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A WebSocket client that hears the whole ledger first: every trade, and how each order was told last.
final class StreamEars implements WebSocket.Listener, AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private final Map<String, Integer> trades = new HashMap<>();
    private final Map<String, BigDecimal> filled = new HashMap<>();
    private final Map<String, JsonNode> latest = new HashMap<>();
    private final StringBuilder message = new StringBuilder();
    private final WebSocket socket;

    StreamEars(HttpClient http, String url) {
        socket = http.newWebSocketBuilder()
                .buildAsync(URI.create(url.replace("http:", "ws:") + "/v1/ws?since=0"), this)
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean isLast) {
        message.append(data);
        if (isLast) {
            heard(JSON.readTree(message.toString()));
            message.setLength(0);
        }
        webSocket.request(1);
        return null;
    }

    private synchronized void heard(JsonNode frame) {
        JsonNode trade = frame.path("trade");
        JsonNode order = frame.path("order");
        if (trade.isObject()) {
            trades.merge(trade.path("id").stringValue(), 1, Integer::sum);
            filled.merge(trade.path("order_id").stringValue(), new BigDecimal(trade.path("quantity").stringValue()),
                    BigDecimal::add);
        }
        if (order.isObject()) {
            latest.put(order.path("id").stringValue(), order);
        }
    }

    /// How often each trade came, by its id.
    synchronized Map<String, Integer> trades() {
        return Map.copyOf(trades);
    }

    /// What the trades add up to, by order.
    synchronized Map<String, BigDecimal> filled() {
        return Map.copyOf(filled);
    }

    /// Each order as it was told last.
    synchronized Map<String, JsonNode> latest() {
        return Map.copyOf(latest);
    }

    @Override
    public void close() {
        socket.abort();
    }
}
