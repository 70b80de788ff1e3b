package dev.fixway.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// A strategy's day by REST on the mock: it warms up, buys, changes its mind, closes, and looks back.
class MockDayIT {
    private static final String LIMIT = """
            {"symbol":"AAPL","side":"buy","quantity":"3","order_type":"limit","limit_price":"1.00"}""";
    private static final String MARKET = """
            {"symbol":"AAPL","side":"Buy","quantity":"2.50","order_type":"MARKET"}""";
    private static final String EVEN = "/v1/positions/mock-pos-AAPL";

    @TempDir
    Path folder = Path.of("");

    @SuppressWarnings("NullAway") // set before each test
    private TestGateway gateway;

    @BeforeEach
    void start() {
        gateway = TestGateway.start(folder, Map.of("ENABLE_SWAGGER", "1"), Ports.PLAIN);
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void tradesAWholeDay() {
        warmsUp();
        String resting = gateway.enter(LIMIT).text("id");
        TestGateway.Answer changed = gateway.patch("/v1/orders/" + resting,
                "{\"quantity\":\"4\",\"limit_price\":1.25}");
        assertThat(changed.json().at("/order/quantity").asString()).isEqualTo("4");
        assertThat(changed.json().at("/order/limit_price").asString()).isEqualTo("1.25");
        String bought = gateway.enter(MARKET).text("id");
        await().until(() -> gateway.get("/v1/orders/" + bought).text("status").equals("FILLED"));

        JsonNode position = gateway.get(EVEN).json();
        assertThat(position.get("side").asString()).isEqualTo("LONG");
        assertThat(position.get("quantity").asString()).isEqualTo("2.50");
        assertThat(gateway.get("/v1/trades?order_id=" + bought).json()).hasSize(1);

        TestGateway.Answer closed = gateway.delete(EVEN);
        assertThat(closed.status()).isEqualTo(200);
        assertThat(closed.text("status")).isEqualTo("FILLED");
        assertThat(gateway.get("/v1/positions").json()).isEmpty();
        assertThat(gateway.delete(EVEN).status()).as("nothing is left").isEqualTo(404);
        assertThat(gateway.delete("/v1/positions").json()).isEmpty();

        assertThat(gateway.delete("/v1/orders/" + resting).status()).isEqualTo(200);
        assertThat(gateway.get("/v1/trades?symbol=AAPL").json().valueStream().map(t -> t.get("side").asString()))
                .containsExactly("SELL", "BUY");
        assertThat(gateway.get("/api-docs/openapi.json").json().get("paths")).isNotEmpty();
    }

    private void warmsUp() {
        assertThat(gateway.get("/v1/account").text("currency")).isEqualTo("USD");
        assertThat(gateway.get("/v1/status").json().get("connected").asBoolean()).isTrue();
        assertThat(gateway.get("/v1/capabilities").text("position_mode")).isEqualTo("NETTING");
        JsonNode bars = gateway.get("/v1/bars/AAPL?timeframe=1m").json();
        assertThat(bars).hasSize(100);
        assertThat(bars.valueStream().map(bar -> bar.get("close").asString()).distinct().count())
                .as("a new mock has a past")
                .isGreaterThan(90);
        BigDecimal last = new BigDecimal(gateway.get("/v1/quotes/AAPL").text("last"));
        assertThat(last).isBetween(new BigDecimal(100), new BigDecimal(200));
        assertThat(gateway.get(EVEN).status()).isEqualTo(404);
        assertThat(gateway.get("/v1/circuit-breakers").json().at("/adapter/state").asString()).isEqualTo("closed");
    }
}
