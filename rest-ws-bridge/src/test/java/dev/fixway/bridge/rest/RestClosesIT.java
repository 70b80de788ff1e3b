package dev.fixway.bridge.rest;

import static dev.fixway.bridge.rest.RestFixture.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fixway.config.Environment;
import dev.fixway.engine.domain.OrdType;
import dev.fixway.engine.domain.Side;
import dev.fixway.engine.domain.TimeInForce;
import dev.fixway.engine.order.EngineSettings;
import dev.fixway.engine.order.OrderEngine;
import dev.fixway.engine.order.ReportRouting;
import dev.fixway.engine.order.Sessions;
import dev.fixway.engine.provider.ProviderCall;
import dev.fixway.engine.provider.VenuePosition;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Closing positions, with the real engine and a venue that fills at once.
class RestClosesIT {
    private static final String AAPL = "/v1/positions/pos-AAPL";
    private final MemoryLedger ledger = new MemoryLedger();
    private final CalmVenue venue = new CalmVenue();
    private final OrderEngine engine;
    private final RestFixture rest;

    RestClosesIT() {
        EngineSettings settings = EngineSettings.read(Environment.read(Map.of(), Path.of("target")));
        engine = new OrderEngine(settings, ledger, InstantSource.system(), new ReportRouting(List.of(), Map.of()),
                List.of(venue));
        rest = new RestFixture(null, engine, ledger);
        venue.filled = this::reduce;
    }

    @BeforeEach
    void start() {
        engine.start(Sessions.NONE);
        await().until(() -> rest.get("/readyz").statusCode() == 200);
        hold(TestMarket.position("AAPL", Side.BUY, "2.50"));
    }

    @AfterEach
    void stop() {
        venue.replies.release(1_000);
        rest.market.read.release(1_000);
        rest.close();
        engine.close();
    }

    private void hold(VenuePosition... positions) {
        rest.market.positions = List.of(positions);
    }

    /// What a fill leaves of the position.
    private synchronized void reduce(ProviderCall.Submit call) {
        List<VenuePosition> left = new ArrayList<>();
        for (VenuePosition position : rest.market.positions) {
            BigDecimal quantity = position.quantity().value();
            if (position.symbol().equals(call.symbol())) {
                quantity = quantity.subtract(call.terms().orderQty().value());
                assertThat(quantity.signum()).as("never closes more than there is").isNotNegative();
            }
            if (quantity.signum() > 0) {
                left.add(TestMarket.position(position.symbol().value(), position.side(), quantity.toPlainString()));
            }
        }
        rest.market.positions = left;
    }

    private HttpResponse<String> close(String path, @Nullable String body) {
        return body == null
                ? rest.delete(path)
                : rest.send("DELETE", path, body.replace('\'', '"'), "Content-Type", "application/json");
    }

    private static JsonNode handle(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json(answer);
    }

    private List<String> sold() {
        return venue.submitted.stream()
                .map(call -> call.side() + " " + call.terms().orderQty() + " " + call.symbol())
                .toList();
    }

    @Test
    void closesAllOfItByAnOrderOfOurs() {
        JsonNode handle = handle(close(AAPL, null));

        assertThat(handle.propertyNames()).containsExactly("id", "status");
        assertThat(handle.get("status").asString()).isEqualTo("FILLED");
        ProviderCall.Submit call = venue.submitted.getFirst();
        assertThat(call.side()).isEqualTo(Side.SELL);
        assertThat(call.routeId().value()).startsWith(handle.get("id").asString());
        assertThat(call.terms().ordType()).isEqualTo(OrdType.MARKET);
        assertThat(call.terms().timeInForce()).isEqualTo(TimeInForce.GTC);
        JsonNode order = json(rest.get("/v1/orders/" + handle.get("id").asString()));
        assertThat(order.get("reduce_only").asBoolean()).isTrue();
        assertThat(order.get("position_id").asString()).isEqualTo("pos-AAPL");
        assertThat(order.get("quantity").asString()).isEqualTo("2.50");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \r\n\t", "{}", "{'quantity':null}", "{'cancel_associated_orders':false}",
            "{'order_type':'market','x':1}", "{'quantity':'99'}", "{'provider':'mock'}"})
    void closesAllOfItForBodiesThatSayNothingElse(String body) {
        handle(close(AAPL, body));

        assertThat(sold()).containsExactly("SELL 2.50 AAPL");
    }

    @Test
    void readsNoBodyWithoutAContentType() {
        handle(rest.send("DELETE", AAPL, "{\"quantity\":"));

        assertThat(sold()).containsExactly("SELL 2.50 AAPL");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 18\r\n\r\n|{\"quantity\":\"0.5\"}",
            "Transfer-Encoding: chunked\r\n\r\n|12\r\n{\"quantity\":\"0.5\"}\r\n0\r\n\r\n"})
    void readsABodyThatComesBehindItsHead(String rest) {
        String[] segments = rest.split("\\|", 2);
        try (RawConnection connection = this.rest.connect()) {
            connection.write("DELETE " + AAPL + " HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                    + segments[0]);
            this.rest.get("/livez");
            assertThat(connection.write(segments[1]).read().status()).isEqualTo(200);
        }
        assertThat(sold()).containsExactly("SELL 0.5 AAPL");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "[]", "{", "{\"quantity\":\"1", "{\"quantity\":\"1\"", "{} x", "\"all\"",
            "{\"quantity\":\"1\",\"quantity\":\"2\"}", "{\"quantity\":true}",
            "{\"cancel_associated_orders\":\"no\"}", "{\"order_type\":\"ALL\"}"})
    void refusesBodiesThatAreNoClose(String body) {
        HttpResponse<String> answer = close(AAPL, body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).get("code").asString()).isEqualTo("INVALID_REQUEST");
        assertThat(venue.submitted).isEmpty();
    }

    @Test
    void refusesAnotherContentType() {
        assertThat(rest.send("DELETE", AAPL, "{}", "Content-Type", "text/json").statusCode()).isEqualTo(400);
        assertThat(venue.submitted).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', value = {"400, quantity, \"{'quantity':'0'}\"",
            "400, quantity, \"{'quantity':-1}\"", "400, limit_price, \"{'order_type':'LIMIT'}\"",
            "400, limit_price, \"{'order_type':'LIMIT','limit_price':'0'}\"",
            "400, limit_price, \"{'limit_price':'1'}\"", "400, order_type, \"{'order_type':'STOP'}\"",
            "400, order_type, \"{'order_type':'STOP_LIMIT'}\"", "400, provider, \"{'provider':'x'}\"",
            "501, , \"{'order_type':'TRAILING_STOP'}\""})
    void refusesWhatMakesNoSense(int status, String field, String body) {
        HttpResponse<String> answer = close(AAPL, body);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(json(answer).at("/details/field").asString(null)).isEqualTo(field);
        assertThat(venue.submitted).isEmpty();
    }

    @Test
    void closesAPartAtALimit() {
        HttpResponse<String> answer = close(AAPL, "{'order_type':'LIMIT','limit_price':'12.50','quantity':'1'}");

        assertThat(handle(answer).get("status").asString()).isEqualTo("OPEN");
        ProviderCall.Submit call = venue.submitted.getFirst();
        assertThat(call.terms().ordType()).isEqualTo(OrdType.LIMIT);
        assertThat(call.terms().price()).hasToString("12.50");
        assertThat(sold()).containsExactly("SELL 1 AAPL");

        handle(close(AAPL, null));
        assertThat(sold()).as("one is left to the first").containsExactly("SELL 1 AAPL", "SELL 1.50 AAPL");
        hold(TestMarket.position("AAPL", Side.BUY, "1"));
        HttpResponse<String> tooMany = close(AAPL, null);
        assertThat(tooMany.statusCode()).isEqualTo(409);
        assertThat(json(tooMany).at("/details/order_id").asString()).isEqualTo(json(answer).get("id").asString());
    }

    @Test
    void buysAShortPositionBack() {
        hold(TestMarket.position("AAPL", Side.SELL, "3"));

        handle(close(AAPL, "{'quantity':'1'}"));

        assertThat(sold()).containsExactly("BUY 1 AAPL");
    }

    @Test
    void findsPositionsByTheirIdOnly() {
        HttpResponse<String> answer = close("/v1/positions/AAPL", null);

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(json(answer).get("code").asString()).isEqualTo("POSITION_NOT_FOUND");
    }

    @Test
    void tellsWhyTheVenueRefused() {
        hold(TestMarket.position("NO", Side.BUY, "1"));

        HttpResponse<String> answer = close("/v1/positions/pos-NO", null);

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(json(answer).at("/details/reject_code").asString()).isEqualTo("INSUFFICIENT_FUNDS");
    }

    @Test
    void answersADoubtWithAHandleAndTheRepeatWithTheSame() {
        hold(TestMarket.position("LOST", Side.BUY, "1"));

        JsonNode handle = handle(close("/v1/positions/pos-LOST", null));

        assertThat(handle.get("status").asString()).isEqualTo("PENDING");
        assertThat(handle(close("/v1/positions/pos-LOST", null))).isEqualTo(handle);
        assertThat(venue.submitted).hasSize(1);
    }

    @Test
    void joinsARepeatWhileTheFirstIsUnderWay() {
        venue.replies.drainPermits();
        CompletableFuture<HttpResponse<String>> first = later(AAPL, "{'quantity':'1'}");
        await().until(() -> venue.submitted.size() == 1);
        CompletableFuture<HttpResponse<String>> second = later(AAPL, "{'quantity':'1.00','order_type':'MARKET'}");
        CompletableFuture<HttpResponse<String>> third = CompletableFuture.supplyAsync(
                () -> rest.send("DELETE", AAPL, "{\"quantity\":\"1\"}", "Content-Type", "application/json", "X-API-Key",
                        "another"),
                run -> Thread.ofVirtual().start(run));
        await().until(() -> venue.submitted.size() == 2);
        venue.replies.release(1_000);

        assertThat(handle(second.join())).isEqualTo(handle(first.join()));
        assertThat(handle(third.join())).as("another credential wishes for itself").isNotEqualTo(handle(first.join()));
        assertThat(sold()).containsExactly("SELL 1 AAPL", "SELL 0.50 AAPL");
    }

    private CompletableFuture<HttpResponse<String>> later(String path, @Nullable String body) {
        return CompletableFuture.supplyAsync(() -> close(path, body), run -> Thread.ofVirtual().start(run));
    }

    private RawConnection asked(String path, String body) {
        return rest.connect()
                .write("DELETE " + path + " HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: "
                        + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + body);
    }

    @Test
    void givesTheFirstAgainWhenItsConnectionEndedBeforeTheAnswer() {
        venue.replies.drainPermits();
        asked(AAPL, "{\"quantity\":\"1\"}").close();
        await().until(() -> venue.submitted.size() == 1);
        venue.replies.release(1_000);
        String id = venue.submitted.getFirst().routeId().orderId().value();
        await().until(() -> json(rest.get("/v1/orders/" + id)).get("status").asString().equals("FILLED"));

        JsonNode again = handle(close(AAPL, "{'quantity':1}"));

        assertThat(again.get("id").asString()).isEqualTo(id);
        assertThat(again.get("status").asString()).isEqualTo("FILLED");
        assertThat(sold()).containsExactly("SELL 1 AAPL");
        assertThat(handle(close(AAPL, "{'quantity':1}")).get("id").asString()).as("a second wish").isNotEqualTo(id);
        assertThat(sold()).hasSize(2);
    }

    @Test
    void keepsARequestThatCameWhileTheAnswerWasUnderWay() {
        venue.replies.drainPermits();
        try (RawConnection connection = asked(AAPL, "{\"quantity\":\"1\"}")) {
            await().until(() -> venue.submitted.size() == 1);
            connection.write("GET /livez HTTP/1.1\r\nHost: x\r\n\r\n");
            connection.write("GET /v1/account HTTP/1.1\r\nHost: x\r\nX-Padding: " + "x".repeat(1_000) + "\r\n\r\n");
            venue.replies.release(1_000);

            RawConnection.Reply closed = connection.read();
            assertThat(closed.body()).as(closed.toString()).contains("FILLED");
            assertThat(connection.read().body()).contains("ok");
            assertThat(connection.read().body()).contains("equity");
        }
        assertThat(handle(close(AAPL, "{'quantity':'1'}"))).as("the first was delivered").isNotNull();
        assertThat(sold()).hasSize(2);
    }

    @Test
    void sellsNothingTwiceThatTwoHadReadBeforeEitherSold() {
        rest.market.read.drainPermits();
        CompletableFuture<HttpResponse<String>> first = later(AAPL, null);
        await().until(() -> rest.market.readings.get() == 1);
        CompletableFuture<HttpResponse<String>> second = later(AAPL, "{'quantity':'2.50'}");
        await().until(() -> rest.market.readings.get() == 2);
        rest.market.read.release(1_000);

        List<Integer> statuses = List.of(first.join().statusCode(), second.join().statusCode());

        assertThat(statuses).containsExactlyInAnyOrder(200, 404);
        assertThat(sold()).containsExactly("SELL 2.50 AAPL");
    }

    @Test
    void closesEveryPosition() {
        hold(TestMarket.position("MSFT", Side.SELL, "1"), TestMarket.position("AAPL", Side.BUY, "2"));

        assertThat(handle(close("/v1/positions", null)).valueStream().map(h -> h.get("status").asString()))
                .containsExactly("FILLED", "FILLED");
        assertThat(sold()).containsExactlyInAnyOrder("SELL 2 AAPL", "BUY 1 MSFT");
        assertThat(handle(close("/v1/positions", null))).isEqualTo(json("[]"));
    }

    @Test
    void closesOneSymbolOfAll() {
        hold(TestMarket.position("MSFT", Side.SELL, "1"), TestMarket.position("AAPL", Side.BUY, "2"));

        assertThat(handle(close("/v1/positions?symbol=MSFT", null))).hasSize(1);
        assertThat(handle(close("/v1/positions?symbol=X", null))).isEmpty();
        assertThat(sold()).containsExactly("BUY 1 MSFT");
    }

    @Test
    void givesAllOfTheFirstAgainWhenItsConnectionEnded() {
        hold(TestMarket.position("MSFT", Side.SELL, "1"), TestMarket.position("AAPL", Side.BUY, "2"));
        venue.replies.drainPermits();
        rest.connect().write("DELETE /v1/positions HTTP/1.1\r\nHost: x\r\n\r\n").close();
        await().until(() -> venue.submitted.size() == 2);
        venue.replies.release(1_000);
        await().until(() -> json(rest.get("/v1/orders?status=FILLED")).size() == 2);

        JsonNode again = handle(close("/v1/positions", null));

        assertThat(again.valueStream().map(h -> h.get("status").asString())).containsExactly("FILLED", "FILLED");
        assertThat(venue.submitted).hasSize(2);
        assertThat(handle(close("/v1/positions", null))).isEmpty();
    }

    @Test
    void movesNoExits() {
        assertThat(json(exits("pos-AAPL", "{}")).get("details")).isEqualTo(json(
                "{'__all__':[{'code':'stop_loss or take_profit must be given','message':null,'params':{}}]}"));
        assertThat(exits("pos-AAPL", "{'stop_loss':'x'}").statusCode()).isEqualTo(400);
        assertThat(exits("pos-X", "{'stop_loss':'1'}").statusCode()).isEqualTo(404);
        HttpResponse<String> answer = exits("pos-AAPL", "{'take_profit':'1'}");
        assertThat(answer.statusCode()).isEqualTo(501);
        assertThat(json(answer).at("/details/operation").asString()).isEqualTo("modify_position_exits");
    }

    private HttpResponse<String> exits(String id, String body) {
        return rest.send("PATCH", "/v1/positions/" + id, body.replace('\'', '"'), "Content-Type",
                "application/json");
    }
}
