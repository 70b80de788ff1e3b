package dev.fixway.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.fixway.config.ConfigException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The stream of a whole gateway on the mock: prices by themselves, an order's life, and the same again from the
/// ledger.
class StreamIT {
    private static final String BUY = "{\"symbol\":\"AAPL\",\"side\":\"BUY\",\"quantity\":\"3\","
            + "\"order_type\":\"MARKET\"}";

    @TempDir
    @SuppressWarnings("NullAway") // set by JUnit
    Path folder;

    @SuppressWarnings("NullAway") // set before each test
    private TestGateway gateway;
    private final HttpClient client = HttpClient.newHttpClient();

    @BeforeEach
    void start() {
        gateway = TestGateway.start(folder);
    }

    @AfterEach
    void stop() {
        gateway.close();
        client.close();
    }

    @Test
    void tellsPricesAndTheLifeOfAnOrderAndTellsItAgain() {
        Heard live = open("");
        await().until(() -> live.has("\"type\":\"candle\""));
        assertThat(gateway.enter(BUY).status()).isEqualTo(201);

        await().until(() -> live.has("\"type\":\"account\"") && live.has("ORDER_FILLED"));
        assertThat(live.ofOrders()).hasSize(3);
        assertThat(live.ofOrders().get(0)).contains("ORDER_CREATED", "\"correlation_id\"");
        assertThat(live.ofOrders().get(1)).contains("TRADE_FILLED");
        assertThat(live.ofOrders().get(2)).contains("ORDER_FILLED", "\"correlation_id\"");
        assertThat(live.has("POSITION_OPENED")).isTrue();

        Heard again = open("?since=0");
        await().until(() -> again.has("\"type\":\"account\""));
        assertThat(again.ofOrders()).hasSize(3);
        assertThat(again.ofOrders().get(1)).isEqualTo(live.ofOrders().get(1));
        assertThat(again.ofOrders().get(2)).contains("\"sequence\":");
        assertThat(again.has("POSITION_MODIFIED")).isTrue();
    }

    @Test
    void tellsTheCloseOfAPositionByItsFillAlone() {
        Heard live = open("");
        assertThat(gateway.enter(BUY).status()).isEqualTo(201);
        await().until(() -> live.has("ORDER_FILLED"));
        String position = gateway.get("/v1/positions").json().get(0).get("id").asString("");
        int before = live.ofOrders().size();

        assertThat(gateway.delete("/v1/positions/" + position).status()).isEqualTo(200);

        await().until(() -> live.ofOrders().size() >= before + 2);
        assertThat(gateway.enter(BUY).status()).isEqualTo(201);
        await().until(() -> live.ofOrders().size() > before + 2);
        List<String> told = live.ofOrders().subList(before, before + 3);
        assertThat(told.get(0)).contains("TRADE_FILLED", "\"side\":\"SELL\"");
        assertThat(told.get(1)).contains("ORDER_FILLED", "\"reduce_only\":true");
        assertThat(told.get(2)).contains("ORDER_CREATED", "\"side\":\"BUY\"");
    }

    @Test
    void closesItsClientsWith1001() {
        Heard heard = open("");

        gateway.close();

        await().until(() -> heard.closeCode() == 1001);
        assertThat(heard.frames().getLast()).contains("DISCONNECTING");
    }

    @Test
    void doesNotStartWithSubscriptionsOfAnotherPlatform() {
        gateway.close();
        Map<String, String> settings = Map.of("SUBSCRIPTIONS",
                "[{\"platform\":\"oanda-live\",\"instrument\":\"*\",\"events\":[\"*\"]}]");

        assertThatThrownBy(() -> TestGateway.start(folder, settings, Ports.PLAIN)).isInstanceOf(ConfigException.class)
                .hasMessageContaining("oanda-live");
        gateway = TestGateway.start(folder);
    }

    private Heard open(String query) {
        return Heard.open(client, gateway.restUrl(), query);
    }
}
