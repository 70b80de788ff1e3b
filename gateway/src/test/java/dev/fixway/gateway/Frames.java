package dev.fixway.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What a client of the stream hears of orders, and errors, in short words.
///
/// An order is `CREATED SELL LIMIT 10 limit=120 OPEN`, an error is its code.
final class Frames implements WebSocket.Listener, AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private final List<JsonNode> heard = new CopyOnWriteArrayList<>();
    private final StringBuilder part = new StringBuilder();
    private final HttpClient http = HttpClient.newHttpClient();
    private final WebSocket socket;

    Frames(TestGateway gateway) {
        socket = http.newWebSocketBuilder()
                .buildAsync(URI.create(gateway.restUrl().replace("http:", "ws:") + "/v1/ws"), this)
                .join();
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        part.append(data);
        if (last) {
            JsonNode frame = JSON.readTree(part.toString());
            part.setLength(0);
            if (frame.path("type").asString("").matches("order|error")) {
                heard.add(frame);
            }
        }
        from.request(1);
        return null;
    }

    List<JsonNode> all() {
        return heard;
    }

    /// Waits for as many frames and shows them.
    List<String> next(int count) {
        await().until(() -> heard.size() >= count);
        return heard.stream().map(Frames::shown).toList();
    }

    /// The first error.
    JsonNode error() {
        return heard.stream().filter(frame -> frame.has("code")).findFirst().orElseThrow();
    }

    /// Nothing more comes, for as long as a comparison with the venue takes.
    void staysAt(int count) {
        await().during(200, TimeUnit.MILLISECONDS).untilAsserted(() -> assertThat(heard).hasSize(count));
    }

    void forget() {
        heard.clear();
    }

    private static String shown(JsonNode frame) {
        if (frame.path("type").asString("").equals("error")) {
            return frame.path("code").asString("");
        }
        JsonNode order = frame.path("order");
        String event = frame.path("event").asString("").replace("ORDER_", "");
        return event + ' ' + order.path("side").asString("") + ' ' + order.path("order_type").asString("") + ' '
                + order.path("quantity").asString("") + '/' + order.path("filled_quantity").asString("")
                + (frame.has("parent_order_id") ? " exit" : "");
    }

    @Override
    public void close() {
        socket.abort();
        http.shutdownNow();
    }
}
