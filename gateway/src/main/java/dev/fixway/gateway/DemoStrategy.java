package dev.fixway.gateway;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The strategy of the demo: hears order frames, sells by REST. Frames come on a thread of the HTTP client's.
final class DemoStrategy implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private final String url;
    private final DemoOutput output;
    private final Duration patience;
    private final HttpClient http;
    private final BlockingQueue<JsonNode> orders = new LinkedBlockingQueue<>();
    private @Nullable WebSocket socket;

    DemoStrategy(String url, DemoOutput output, Duration patience) {
        this.url = url;
        this.output = output;
        this.patience = patience;
        this.http = HttpClient.newBuilder().connectTimeout(patience).build();
    }

    /// Connects to the stream; throws CommandException when that fails.
    void listen() {
        URI stream = URI.create(url.replaceFirst("^http", "ws") + "/v1/ws");
        try {
            socket = http.newWebSocketBuilder().connectTimeout(patience).buildAsync(stream, new Frames()).join();
        } catch (CompletionException e) {
            throw new CommandException("the WebSocket cannot be opened: " + e.getCause(), Main.FAILURE);
        }
    }

    /// Sells at the market; the id of the order.
    String sell(String symbol, String quantity) throws InterruptedException {
        String body = JSON.writeValueAsString(JSON.createObjectNode()
                .put("symbol", symbol)
                .put("side", "SELL")
                .put("quantity", quantity)
                .put("order_type", "MARKET")
                .put("client_order_id", "demo-sell"));
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/v1/orders"))
                .timeout(patience)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        output.event("REST", "POST /v1/orders " + body);
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            output.event("REST", answer.statusCode() + " " + answer.body());
            if (answer.statusCode() != 201) {
                throw new CommandException("the strategy's order was refused", Main.FAILURE);
            }
            return JSON.readTree(answer.body()).path("id").asString("");
        } catch (IOException e) {
            throw new CommandException("REST does not answer: " + e, Main.FAILURE);
        }
    }

    /// Waits for the frame that says so; throws CommandException when it does not come.
    void awaitFilled(String orderId) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        for (long left = patience.toNanos(); left > 0; left = end - System.nanoTime()) {
            JsonNode order = orders.poll(left, TimeUnit.NANOSECONDS);
            if (order != null && orderId.equals(order.path("id").asString(""))
                    && "FILLED".equals(order.path("status").asString(""))) {
                return;
            }
        }
        throw new CommandException("no frame told that order " + orderId + " was filled within "
                + patience.toSeconds() + " s", Main.FAILURE);
    }

    /// What comes on the stream.
    private final class Frames implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean isLast) {
            text.append(part);
            if (isLast) {
                take(JSON.readTree(text.toString()));
                text.setLength(0);
            }
            from.request(1);
            return null;
        }

        private void take(JsonNode frame) {
            if ("order".equals(frame.path("type").asString(""))) {
                JsonNode order = frame.path("order");
                String price = order.path("average_fill_price").asString("");
                output.event("WebSocket",
                        "%s %s %s  %s of %s%s".formatted(frame.path("event").asString(""),
                                order.path("side").asString(""), order.path("symbol").asString(""),
                                order.path("filled_quantity").asString(""), order.path("quantity").asString(""),
                                price.isEmpty() ? "" : "  at " + price));
                orders.add(order);
            }
        }
    }

    @Override
    public void close() {
        if (socket != null) {
            socket.abort();
        }
        http.shutdownNow();
    }
}
