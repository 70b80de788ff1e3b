package dev.fixway.gateway.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fixway.providers.alpaca.AlpacaStandIn;
import dev.fixway.providers.alpaca.PaperFault;
import dev.fixway.providers.alpaca.PaperFault.Kind;
import dev.fixway.providers.alpaca.PaperFault.On;
import dev.fixway.providers.alpaca.PaperOrder;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The gateway dies by SIGKILL while Alpaca has an order with exits whose answer never came, and again while they work:
/// one order at the venue, its exits known as its own, nothing told that did not happen.
class ExitsCrashIT {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String BRACKET = "{\"symbol\":\"AAPL\",\"side\":\"BUY\",\"quantity\":\"10\","
            + "\"order_type\":\"LIMIT\",\"limit_price\":\"95\",\"stop_loss\":\"90\",\"take_profit\":\"120\"}";

    @TempDir
    Path folder = Path.of("");

    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void knowsItsExitsAgainWhenItDiedBeforeTheAnswerAndWhileTheyWorked() throws Exception {
        try (AlpacaStandIn venue = AlpacaStandIn.start(AlpacaStandIn.Manner.BY_HAND, folder.resolve("book"))) {
            venue.fault(PaperFault.next(Kind.SILENT_TAKEN, On.SUBMIT));
            try (GatewayProcess first = start(venue)) {
                var _ = client.sendAsync(request(first, "POST", "/v1/orders", BRACKET),
                        HttpResponse.BodyHandlers.ofString());
                await().until(() -> venue.orders().size() == 3);
                first.kill();
            }
            PaperOrder entry = venue.orders().iterator().next();
            venue.fill(entry.clientId(), "10", "95");

            String entryId = entry.clientId().substring(0, entry.clientId().lastIndexOf('-'));
            try (GatewayProcess second = start(venue)) {
                await().until(() -> exits(second, entryId).size() == 2);
                await().untilAsserted(() -> assertThat(exits(second, entryId))
                        .extracting(exit -> exit.path("status").asString())
                        .containsOnly("OPEN"));
                assertThat(order(second, entryId).path("status").asString()).isEqualTo("FILLED");
                second.kill();
            }
            venue.orders()
                    .stream()
                    .filter(order -> order.status().equals("new"))
                    .findFirst()
                    .ifPresent(
                            profit -> venue.fill(profit.clientId(), "10", "120"));

            try (GatewayProcess third = start(venue)) {
                await().untilAsserted(() -> assertThat(exits(third, entryId))
                        .extracting(exit -> exit.path("order_type").asString() + exit.path("status").asString())
                        .containsExactlyInAnyOrder("LIMITFILLED", "STOPCANCELLED"));
                assertThat(list(third)).as("nothing but the entry and its exits").hasSize(3);
            }
            assertThat(venue.submissions()).containsOnlyKeys(entry.clientId()).containsValue(1);
        }
    }

    private GatewayProcess start(AlpacaStandIn venue) throws InterruptedException {
        Map<String, String> settings = new HashMap<>(venue.settings());
        settings.putAll(Map.of("DATA_DIR", folder.resolve("data").toString(), "GATEWAY_PORT", "0", "FIX_PORT", "0",
                "GATEWAY_PROVIDER", "alpaca", "ALPACA_COMPARE_SECS", "1", "ALPACA_REQUESTS_PER_MINUTE", "100000",
                "RISK_ORDER_VALUE_MAX", "0"));
        return GatewayProcess.start(folder, Window.ANY_MOMENT, 1, settings).orElseThrow();
    }

    private List<JsonNode> exits(GatewayProcess gateway, String entryId) throws IOException, InterruptedException {
        List<JsonNode> exits = new ArrayList<>();
        for (JsonNode order : list(gateway)) {
            if (order.path("parent_order_id").asString("").equals(entryId)) {
                exits.add(order);
            }
        }
        return exits;
    }

    private JsonNode list(GatewayProcess gateway) throws IOException, InterruptedException {
        return JSON.readTree(send(gateway, "/v1/orders"));
    }

    private JsonNode order(GatewayProcess gateway, String orderId) throws IOException, InterruptedException {
        return JSON.readTree(send(gateway, "/v1/orders/" + orderId));
    }

    private String send(GatewayProcess gateway, String path) throws IOException, InterruptedException {
        return client.send(request(gateway, "GET", path, ""), HttpResponse.BodyHandlers.ofString()).body();
    }

    private static HttpRequest request(GatewayProcess gateway, String method, String path, String body) {
        return HttpRequest.newBuilder(URI.create(gateway.url() + path))
                .timeout(Duration.ofSeconds(10))
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
    }
}
