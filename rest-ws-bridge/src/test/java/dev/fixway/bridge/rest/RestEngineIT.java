package dev.fixway.bridge.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fixway.config.Environment;
import dev.fixway.engine.ledger.LedgerField;
import dev.fixway.engine.order.EngineSettings;
import dev.fixway.engine.order.OrderEngine;
import dev.fixway.engine.order.ReportRouting;
import dev.fixway.engine.order.Sessions;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// The server with the real engine behind it.
class RestEngineIT {
    private final MemoryLedger ledger = new MemoryLedger();
    private final CalmVenue venue = new CalmVenue();
    private final OrderEngine engine;
    private final RestFixture rest;

    RestEngineIT() {
        EngineSettings settings = EngineSettings.read(Environment.read(Map.of(), Path.of("target")));
        engine = new OrderEngine(settings, ledger, InstantSource.system(), new ReportRouting(List.of(), Map.of()),
                List.of(venue));
        rest = new RestFixture(null, engine, ledger);
    }

    @BeforeEach
    void start() {
        engine.start(Sessions.NONE);
        await().until(() -> rest.get("/readyz").statusCode() == 200);
    }

    @AfterEach
    void stop() {
        rest.close();
        engine.close();
    }

    private HttpResponse<String> limit(String symbol, String clientOrderId) {
        return rest
                .post("{\"symbol\":\"" + symbol + "\",\"side\":\"BUY\",\"quantity\":\"1.50\",\"order_type\":\"LIMIT\","
                        + "\"limit_price\":\"2\",\"client_order_id\":\"" + clientOrderId + "\"}");
    }

    private HttpResponse<String> market(String symbol, String quantity) {
        return rest.post("{\"symbol\":\"" + symbol + "\",\"side\":\"BUY\",\"quantity\":\"" + quantity
                + "\",\"order_type\":\"MARKET\",\"client_order_id\":\"m\"}");
    }

    private static String id(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
        return RestFixture.json(response).get("id").asString();
    }

    @Test
    void takesAnOrderRoundTheEngine() {
        HttpResponse<String> handle = limit("AAPL", "a");
        String id = id(handle);
        assertThat(RestFixture.json(handle).get("status").asString()).isEqualTo("OPEN");
        assertThat(RestFixture.json(rest.get("/v1/orders/" + id)).get("status").asString()).isEqualTo("OPEN");
        assertThat(RestFixture.json(rest.get("/v1/orders?status=OPEN"))).hasSize(1);

        HttpResponse<String> cancel = rest.delete("/v1/orders/" + id);

        assertThat(cancel.statusCode()).isEqualTo(200);
        assertThat(RestFixture.json(cancel).get("order").get("status").asString()).isEqualTo("CANCELLED");
        assertThat(rest.delete("/v1/orders/" + id).body()).isEqualTo(cancel.body());
        assertThat(venue.calls).hasValue(2);
        assertThat(RestFixture.json(rest.get("/v1/orders/" + id)).get("status").asString()).isEqualTo("CANCELLED");
        assertThat(RestFixture.json(rest.get("/v1/orders")).get(0).get("status").asString()).isEqualTo("CANCELLED");
    }

    @Test
    void showsAFilledOrder() {
        String id = id(market("AAPL", "1.50"));
        await().until(() -> RestFixture.json(rest.get("/v1/orders/" + id)).get("status").asString().equals("FILLED"));

        JsonNode order = RestFixture.json(rest.get("/v1/orders/" + id));

        assertThat(order.get("remaining_quantity").asString()).isEqualTo("0.00");
        assertThat(order.get("average_fill_price").asString()).isEqualTo("5");
        assertThat(rest.delete("/v1/orders/" + id).statusCode()).isEqualTo(400);
        assertThat(RestFixture.json(rest.get("/v1/orders/history")).get(0).get("id").asString()).isEqualTo(id);
    }

    @Test
    void answersTheSameOrderAgain() {
        String first = id(limit("AAPL", "a"));

        assertThat(id(limit("AAPL", "a"))).isEqualTo(first);
        HttpResponse<String> other = limit("MSFT", "a");

        assertThat(other.statusCode()).isEqualTo(422);
        assertThat(RestFixture.json(other).get("details").get("reject_code").asString())
                .isEqualTo("DUPLICATE_CLIENT_ORDER_ID");
        assertThat(venue.calls).hasValue(1);
        rest.delete("/v1/orders/" + first);
        assertThat(id(limit("AAPL", "a"))).isEqualTo(first);
    }

    @Test
    void entersOneOrderForManyPostsAtOnce() {
        List<CompletableFuture<HttpResponse<String>>> posts = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            posts.add(CompletableFuture.supplyAsync(() -> limit("AAPL", "same")));
        }

        assertThat(posts.stream().map(post -> id(post.join())).distinct()).hasSize(1);
        assertThat(venue.calls).hasValue(1);
        assertThat(RestFixture.json(rest.get("/v1/orders"))).hasSize(1);
    }

    @Test
    void keepsCredentialsOutOfTheLedger() {
        String id = id(rest.send("POST", "/v1/orders",
                "{\"symbol\":\"A\",\"side\":\"BUY\",\"quantity\":\"1\",\"order_type\":\"LIMIT\",\"limit_price\":\"1\","
                        + "\"api_key\":\"s3cret\"}",
                "Content-Type", "application/json", "Authorization", "Bearer s3cret", "X-API-Key", "s3cret"));
        rest.send("DELETE", "/v1/orders/" + id + "?token=s3cret", null, "Authorization", "Bearer s3cret");

        List<String> rows = new ArrayList<>();
        ledger.read(1, row -> rows.add(Arrays.stream(LedgerField.values()).map(row::get).toList().toString()));
        assertThat(rows).hasSizeGreaterThan(3).noneMatch(row -> row.contains("s3cret"));
        assertThat(rows).anyMatch(row -> row.contains("REDACTED"));
    }

    @Test
    void answersARejectionTwiceWithTheSame422() {
        HttpResponse<String> first = limit("NO", "n");
        HttpResponse<String> second = limit("NO", "n");

        assertThat(first.statusCode()).isEqualTo(422);
        assertThat(RestFixture.json(first).get("details"))
                .isEqualTo(RestFixture.json("{'reject_code':'INSUFFICIENT_FUNDS','reject_reason':'not enough money'}"));
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(venue.calls).hasValue(1);
    }

    @Test
    void answersPendingWhenTheVenueIsSilent() {
        HttpResponse<String> response = limit("LOST", "l");

        assertThat(response.statusCode()).isEqualTo(201);
        assertThat(RestFixture.json(response).get("status").asString()).isEqualTo("PENDING");
    }

    @Test
    void cancelsAll() {
        limit("AAPL", "1");
        limit("MSFT", "2");
        limit("AAPL", "3");

        assertThat(rest.delete("/v1/orders?symbol=AAPL").body())
                .isEqualTo("{\"cancelled_count\":2,\"failed_count\":0}");
        assertThat(rest.delete("/v1/orders").body()).isEqualTo("{\"cancelled_count\":1,\"failed_count\":0}");
        assertThat(rest.delete("/v1/orders").body()).isEqualTo("{\"cancelled_count\":0,\"failed_count\":0}");
    }

    @Test
    void saysNothingBeforeTheCommit() {
        ledger.commits.acquireUninterruptibly();
        CompletableFuture<HttpResponse<String>> answer = CompletableFuture.supplyAsync(() -> limit("AAPL", "a"));
        try {
            await().during(java.time.Duration.ofMillis(200)).until(() -> !answer.isDone());
            assertThat(venue.calls).hasValue(0);
        } finally {
            ledger.commits.release();
        }

        assertThat(answer.join().statusCode()).isEqualTo(201);
    }

    @Test
    void refusesWithoutALedger() {
        ledger.isBroken = true;

        HttpResponse<String> first = limit("AAPL", "a");
        HttpResponse<String> second = limit("AAPL", "a");

        for (HttpResponse<String> response : List.of(first, second, rest.get("/v1/orders"))) {
            assertThat(response.statusCode()).isEqualTo(503);
            assertThat(RestFixture.json(response).get("details").get("reason").asString()).contains("ledger");
        }
        assertThat(RestFixture.json(rest.get("/health")).get("status").asString()).isEqualTo("degraded");
        assertThat(rest.get("/readyz").statusCode()).isEqualTo(503);
        assertThat(venue.calls).hasValue(0);
    }

    @Test
    void findsNothingThatIsNotThere() {
        assertThat(rest.get("/v1/orders/MEMO00000000000009").statusCode()).isEqualTo(404);
        assertThat(rest.delete("/v1/orders/MEMO00000000000009").statusCode()).isEqualTo(404);
        assertThat(rest.get("/v1/orders").body()).isEqualTo("[]");
    }
}
