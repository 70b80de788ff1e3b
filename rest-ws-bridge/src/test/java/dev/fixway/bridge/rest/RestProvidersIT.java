package dev.fixway.bridge.rest;

import static dev.fixway.bridge.rest.RestFixture.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fixway.config.Environment;
import dev.fixway.engine.domain.ProviderId;
import dev.fixway.engine.domain.Side;
import dev.fixway.engine.order.EngineSettings;
import dev.fixway.engine.order.OrderEngine;
import dev.fixway.engine.order.ReportRouting;
import dev.fixway.engine.order.Sessions;
import dev.fixway.engine.provider.ProviderException;
import dev.fixway.engine.provider.VenueProfile;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Two providers behind one API, with the real engine: `north` is the default one.
class RestProvidersIT {
    private static final ProviderId NORTH = new ProviderId("north");
    private static final ProviderId SOUTH = new ProviderId("south");
    private final MemoryLedger ledger = new MemoryLedger();
    private final CalmVenue north = new CalmVenue(NORTH);
    private final CalmVenue south = new CalmVenue(SOUTH);
    private final TestMarket northMarket = new TestMarket();
    private final TestMarket southMarket = new TestMarket();
    private final OrderEngine engine;
    private final RestFixture rest;

    RestProvidersIT() {
        EngineSettings settings = EngineSettings.read(Environment.read(Map.of(), Path.of("target")));
        engine = new OrderEngine(settings, ledger, InstantSource.system(), new ReportRouting(List.of(), Map.of()),
                List.of(north, south));
        Map<ProviderId, TestMarket> markets = new LinkedHashMap<>();
        markets.put(NORTH, northMarket);
        markets.put(SOUTH, southMarket);
        rest = RestFixture.ofProviders(markets, engine, ledger);
    }

    @BeforeEach
    void start() {
        engine.start(Sessions.NONE);
        await().until(() -> rest.get("/readyz").statusCode() == 200);
        northMarket.positions = List.of(TestMarket.position("AAPL", Side.BUY, "2"));
        southMarket.positions = List.of(TestMarket.position("AAPL", Side.BUY, "3"),
                TestMarket.position("MSFT", Side.SELL, "4"));
    }

    @AfterEach
    void stop() {
        rest.close();
        engine.close();
    }

    private HttpResponse<String> post(String provider) {
        String member = provider.isEmpty() ? "" : ",\"provider\":\"" + provider + '"';
        return rest.post("{\"symbol\":\"AAPL\",\"side\":\"BUY\",\"quantity\":\"1\",\"order_type\":\"LIMIT\","
                + "\"limit_price\":\"1.50\"" + member + "}");
    }

    private static String id(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return json(answer).get("id").asString();
    }

    private static List<String> texts(JsonNode array, String member) {
        List<String> texts = new ArrayList<>();
        array.forEach(node -> texts.add(node.get(member).asString()));
        return texts;
    }

    private static String rejectCode(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
        return json(answer).get("details").get("reject_code").asString();
    }

    @Test
    void sendsAnOrderToTheProviderThatItNames() {
        id(post(""));
        id(post("south"));
        id(post("north"));
        HttpResponse<String> nowhere = post("east");

        assertThat(north.submitted).hasSize(2);
        assertThat(south.submitted).hasSize(1);
        assertThat(nowhere.statusCode()).isEqualTo(400);
        assertThat(json(nowhere).get("details")).isEqualTo(json("{'field':'provider','provided':'east'}"));
    }

    @Test
    void listsAndCancelsTheOrdersOfBoth() {
        String first = id(post("south"));
        String second = id(post("north"));
        String third = id(post("south"));

        assertThat(texts(json(rest.get("/v1/orders")), "id")).containsExactly(third, second, first);
        assertThat(json(rest.get("/v1/orders/" + third)).get("status").asString()).isEqualTo("OPEN");
        assertThat(rest.delete("/v1/orders/" + first).statusCode()).isEqualTo(200);
        assertThat(south.calls).as("its own submits and the cancel").hasValue(3);
        assertThat(json(rest.delete("/v1/orders"))).isEqualTo(json("{'cancelled_count':2,'failed_count':0}"));
        assertThat(north.calls).hasValue(2);
        assertThat(south.calls).hasValue(4);
        assertThat(texts(json(rest.get("/v1/orders/history")), "id")).containsExactlyInAnyOrder(first, second, third);
    }

    @Test
    void countsWhatOneOfThemDidNotCancel() {
        id(post("north"));
        String stays = id(post("south"));
        south.refusesCancels = true;

        assertThat(json(rest.delete("/v1/orders"))).isEqualTo(
                json("{'cancelled_count':1,'failed_count':1,'failed_order_ids':['" + stays + "']}"));
        assertThat(texts(json(rest.get("/v1/orders?status=OPEN")), "id")).containsExactly(stays);
    }

    @Test
    void showsWhatTheNamedProviderSays() {
        southMarket.profile = new VenueProfile(List.of(VenueProfile.AssetClass.CRYPTO), List.of("MARKET"),
                VenueProfile.PositionMode.HEDGING, List.of(), null, null);

        assertThat(texts(json(rest.get("/v1/positions")), "quantity")).containsExactly("2");
        assertThat(texts(json(rest.get("/v1/positions?provider=south")), "quantity")).containsExactly("3", "4");
        assertThat(texts(json(rest.get("/v1/positions?symbol=AAPL&provider=south")), "quantity")).containsExactly("3");
        assertThat(rest.get("/v1/positions/pos-MSFT").statusCode()).isEqualTo(404);
        assertThat(rest.get("/v1/positions/pos-MSFT?provider=south").statusCode()).isEqualTo(200);
        assertThat(json(rest.get("/v1/capabilities?provider=south")).get("position_mode").asString())
                .isEqualTo("HEDGING");
        assertThat(json(rest.get("/v1/capabilities")).get("position_mode").asString()).isEqualTo("NETTING");
        int before = northMarket.questions.get();
        assertThat(rest.get("/v1/account?provider=south").statusCode()).isEqualTo(200);
        assertThat(rest.get("/v1/quotes/AAPL?provider=south").statusCode()).isEqualTo(200);
        assertThat(rest.get("/v1/bars/AAPL?timeframe=1m&provider=south").statusCode()).isEqualTo(200);
        assertThat(northMarket.questions).as("of the other one").hasValue(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"account", "capabilities", "status", "positions", "positions/pos-AAPL", "quotes/AAPL",
            "bars/AAPL?timeframe=1m"})
    void refusesAProviderThatIsNone(String path) {
        HttpResponse<String> answer = rest.get("/v1/" + path + (path.contains("?") ? "&" : "?") + "provider=east");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("provider: ");
    }

    @Test
    void closesThePositionOfTheNamedProviderOnly() {
        assertThat(rest.delete("/v1/positions/pos-MSFT").statusCode()).isEqualTo(404);
        assertThat(rest.delete("/v1/positions/pos-AAPL?provider=south").statusCode()).isEqualTo(200);
        assertThat(south.submitted.getFirst().terms().orderQty().toString()).isEqualTo("3");
        assertThat(north.submitted).isEmpty();
        assertThat(rest.send("DELETE", "/v1/positions/pos-AAPL", "{\"provider\":\"north\"}", "Content-Type",
                "application/json").statusCode()).isEqualTo(200);
        assertThat(north.submitted.getFirst().terms().orderQty().toString()).isEqualTo("2");
        southMarket.positions = List.of(TestMarket.position("MSFT", Side.SELL, "4"));

        assertThat(json(rest.delete("/v1/positions?provider=south"))).hasSize(1);
        assertThat(south.submitted.getLast().side()).isEqualTo(Side.BUY);
        assertThat(north.submitted).hasSize(1);
    }

    @Test
    void saysWhichOneIsNotReady() {
        String resting = id(post("south"));
        south.lose();
        await().until(() -> rest.get("/readyz").statusCode() == 503);

        assertThat(json(rest.get("/readyz")).get("message").asString()).isEqualTo("provider south is not ready");
        JsonNode health = json(rest.get("/health"));
        assertThat(health.get("status").asString()).isEqualTo("degraded");
        assertThat(health.get("providers")).isEqualTo(json("[{'platform':'north-test','connected':true},"
                + "{'platform':'south-test','connected':false}]"));
        assertThat(json(rest.get("/v1/status")).get("connected").asBoolean()).isTrue();
        assertThat(json(rest.get("/v1/status?provider=south")).get("connected").asBoolean()).isFalse();
        assertThat(rejectCode(post("south"))).isEqualTo("PROVIDER_NOT_READY");
        id(post("north"));
        assertThat(rest.delete("/v1/orders/" + resting).statusCode()).as("cancels go out").isEqualTo(200);
        north.lose();
        await().until(() -> json(rest.get("/readyz")).get("message").asString().contains("north"));
        assertThat(json(rest.get("/readyz")).get("message").asString())
                .isEqualTo("provider north is not ready, provider south is not ready");
    }

    @Test
    void tellsTheFailureOfOneByItsName() {
        southMarket.failure = new ProviderException("reset by peer");

        HttpResponse<String> failed = rest.get("/v1/account?provider=south");
        assertThat(failed.statusCode()).isEqualTo(502);
        assertThat(json(failed).get("details")).isEqualTo(json("{'provider':'south-test'}"));
        assertThat(rest.get("/v1/account").statusCode()).isEqualTo(200);
        assertThat(json(rest.get("/v1/status?provider=south")).get("connected").asBoolean()).isFalse();
    }
}
