package dev.fixway.bridge.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fixway.engine.domain.Answer;
import dev.fixway.engine.domain.Command;
import dev.fixway.engine.domain.Handling;
import dev.fixway.engine.domain.OrdType;
import dev.fixway.engine.domain.OrderEvent;
import dev.fixway.engine.domain.OrderId;
import dev.fixway.engine.domain.OrderIntent;
import dev.fixway.engine.domain.Qty;
import dev.fixway.engine.domain.RejectReason;
import dev.fixway.engine.domain.Side;
import dev.fixway.engine.domain.Symbol;
import dev.fixway.engine.domain.Terms;
import dev.fixway.engine.domain.TimeInForce;
import dev.fixway.engine.ledger.LedgerException;
import dev.fixway.engine.ledger.QueryLagException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class RestQueryIT {
    private final RestFixture rest = new RestFixture();

    @AfterEach
    void stop() {
        rest.close();
    }

    private JsonNode order(String id) {
        HttpResponse<String> response = rest.get("/v1/orders/" + id);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return RestFixture.json(response);
    }

    private List<String> ids(String query) {
        HttpResponse<String> response = rest.get("/v1/orders" + query);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        List<String> ids = new ArrayList<>();
        RestFixture.json(response).forEach(order -> ids.add(order.get("id").asString().substring(17)));
        return ids;
    }

    /// Six orders: 1 AAPL open, 2 MSFT partly filled, 3 AAPL filled, 4 AAPL cancelled, 5 MSFT rejected, 6 AAPL expired.
    private void book() {
        for (String symbol : List.of("AAPL", "MSFT", "AAPL", "AAPL", "MSFT", "AAPL")) {
            rest.submitted(symbol);
        }
        rest.engine.fill(id(2), "4", "1.25");
        rest.engine.fill(id(3), "10", "1.25");
        rest.engine.apply(id(4), new OrderEvent.Canceled(null, null, ""));
        rest.engine.reject(id(5), RejectReason.OTHER, "no");
        rest.engine.apply(id(6), new OrderEvent.Expired(""));
    }

    private static OrderId id(int number) {
        return OrderId.of("TEST", number);
    }

    @Test
    void showsAnOpenOrder() {
        HttpResponse<String> handle = rest
                .post("{\"symbol\":\"A/B\",\"side\":\"SELL\",\"quantity\":\"10.0\",\"order_type\":\"STOP_LIMIT\","
                        + "\"limit_price\":\"2.50\",\"stop_price\":\"3\",\"client_order_id\":\"c\","
                        + "\"display_quantity\":\"1\",\"position_id\":\"p\"}");

        JsonNode order = order("TEST00000000000001");

        String correlationId = RestFixture.json(handle).get("correlation_id").asString();
        assertThat(order).isEqualTo(
                RestFixture.json(
                        "{'id':'TEST00000000000001','client_order_id':'c','provider':'mock','symbol':'A/B','side':'SELL',"
                                + "'order_type':'STOP_LIMIT','quantity':'10.0','filled_quantity':'0',"
                                + "'remaining_quantity':'10.0','limit_price':'2.50',"
                                + "'stop_price':'3','status':'OPEN','position_id':'p','reduce_only':false,"
                                + "'post_only':false,'hidden':false,"
                                + "'display_quantity':'1','correlation_id':'" + correlationId
                                + "','time_in_force':'GTC',"
                                + "'created_at':'2026-03-04T12:00:00Z','updated_at':'2026-03-04T12:00:01.500Z'}"));
    }

    @Test
    void showsFillsAndForgetsTheCorrelationAtTheEnd() {
        String id = rest.submitted("AAPL");
        rest.engine.fill(id(1), "2.50", "1.10");
        assertThat(order(id).get("status").asString()).isEqualTo("PARTIALLY_FILLED");
        assertThat(order(id).has("correlation_id")).isTrue();

        rest.engine.fill(id(1), "7.5", "1.20");

        JsonNode filled = order(id);
        assertThat(filled.get("status").asString()).isEqualTo("FILLED");
        assertThat(filled.get("filled_quantity").asString()).isEqualTo("10.00");
        assertThat(filled.get("remaining_quantity").asString()).isEqualTo("0.00");
        assertThat(filled.get("average_fill_price").asString()).isEqualTo("1.175");
        assertThat(filled.has("correlation_id")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "TEST00000000000009", "test00000000000001", "%00", "TEST000000000000012"})
    void knowsNoOtherOrder(String path) {
        HttpResponse<String> response = rest.get("/v1/orders/" + path);

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(RestFixture.json(response).get("code").asString()).isEqualTo("ORDER_NOT_FOUND");
        assertThat(RestFixture.json(response).get("details").get("resource").asString()).isEqualTo("order");
    }

    @Test
    void hidesOrdersOfOtherAccounts() {
        rest.engine.enter(new OrderIntent(TestEngine.otherAccount(), null, new Symbol("A"), Side.BUY,
                Terms.of(OrdType.MARKET, Qty.of("1"), null, null, TimeInForce.DAY), Handling.PLAIN, TestEngine.MOCK));
        rest.engine.fill(id(1), "1", "1");

        assertThat(rest.get("/v1/orders/" + id(1)).statusCode()).isEqualTo(404);
        assertThat(rest.delete("/v1/orders/" + id(1)).statusCode()).isEqualTo(404);
        assertThat(ids("")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', emptyValue = "", value = {"|6 5 4 3 2 1", "?|6 5 4 3 2 1", "?symbol=AAPL|6 4 3 1",
            "?symbol=aapl|''",
            "?symbol=|''", "?status=OPEN|1", "?status=FILLED|3", "?status=FILLED,%20CANCELLED%20,,|4 3",
            "?status=PARTIALLY_FILLED,REJECTED|5 2", "?status=|6 5 4 3 2 1", "?status=,|6 5 4 3 2 1",
            "?status=expired|6",
            "?status=PENDING|''", "?side=BUY|6 5 4 3 2 1", "?side=sell|''", "?limit=2|6 5", "?limit=0|''",
            "?limit=%2B1|6",
            "?limit=4294967295|6 5 4 3 2 1", "?client_order_id=x|''", "?oco_group_id=x|''",
            "?since=2026-03-04T12:00:02Z|6 5 4 3", "?until=2026-03-04T12:00:02Z|2 1",
            "?since=2026-03-04T13:00:01%2B01:00&until=2026-03-04T12:00:04Z|4 3 2", "?nonsense=1&nonsense=2|6 5 4 3 2 1",
            "?symbol=AAPL&status=OPEN,FILLED&limit=1|3"})
    void filters(String query, String expected) {
        book();

        assertThat(ids(query == null ? "" : query))
                .isEqualTo(expected.isEmpty() ? List.of() : List.of(expected.split(" ", -1)));
    }

    @Test
    void filtersByClientOrderId() {
        rest.post(
                "{\"symbol\":\"A\",\"side\":\"BUY\",\"quantity\":1,\"order_type\":\"MARKET\","
                        + "\"client_order_id\":\"a b\"}");
        rest.submitted("B");

        assertThat(ids("?client_order_id=a+b")).containsExactly("1");
        rest.engine.fill(id(1), "1", "1");
        assertThat(ids("?client_order_id=a%20b")).containsExactly("1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=-1", "limit=", "limit=x", "limit=1.0", "limit=+1", "limit=4294967296",
            "limit=99999999999999999999",
            "status=OPEN&status=FILLED", "status=NEW", "status=OPEN;FILLED", "side=", "side=HOLD", "since=",
            "since=2026-03-04",
            "since=2026-03-04T12:00:00+01:00", "until=yesterday", "symbol=A&symbol=A", "limit=1&limit=1"})
    void refusesQueriesInPlainText(String query) {
        for (String path : List.of("/v1/orders?", "/v1/orders/history?")) {
            HttpResponse<String> response = rest.get(path + query);

            assertThat(response.statusCode()).as(query).isEqualTo(400);
            assertThat(response.headers().firstValue("Content-Type")).contains("text/plain; charset=utf-8");
            assertThat(response.body())
                    .startsWith("Failed to deserialize query string: " + query.split("=", -1)[0] + ": ");
        }
        assertThat(rest.engine.commands).isEmpty();
    }

    @Test
    void listsTheHistoryByItsLastChange() {
        book();
        rest.engine.apply(id(1), new OrderEvent.Canceled(null, null, ""));

        List<String> ids = new ArrayList<>();
        RestFixture.json(rest.get("/v1/orders/history?status=OPEN&side=SELL&client_order_id=x"))
                .forEach(o -> ids.add(o.get("id").asString()));

        assertThat(ids).containsExactly(id(6).value(), id(5).value(), id(4).value(), id(3).value(), id(1).value());
    }

    @Test
    void showsAnOrderOnceThatEndsWhileTheListIsMade() {
        rest.submitted("A");
        rest.engine.decision = command -> {
            if (!(command instanceof Command.ListOpen)) {
                return null;
            }
            Answer open = new Answer.Listed(List.of(rest.engine.order(id(1))));
            rest.engine.fill(id(1), "10", "1");
            return open;
        };

        JsonNode list = RestFixture.json(rest.get("/v1/orders"));

        assertThat(list).hasSize(1);
        assertThat(list.get(0).get("status").asString()).isEqualTo("FILLED");
    }

    @Test
    void saysThatTheQuerySideIsBehind() {
        String id = rest.submitted("A");
        rest.engine.fill(id(1), "10", "1");
        rest.engine.ledgerFailure = new QueryLagException(42);

        for (String path : List.of("/v1/orders", "/v1/orders/history", "/v1/orders/" + id)) {
            HttpResponse<String> response = rest.get(path);
            assertThat(response.statusCode()).isEqualTo(503);
            assertThat(RestFixture.json(response).get("details"))
                    .isEqualTo(RestFixture.json("{'reason':'the query side is behind','lag':42}"));
        }
        assertThat(ids("?status=OPEN")).isEmpty();
    }

    @Test
    void answers503WhenTheLedgerCannotBeRead() {
        rest.engine.ledgerFailure = new LedgerException("disk gone");

        assertThat(rest.get("/v1/orders").statusCode()).isEqualTo(503);
    }
}
