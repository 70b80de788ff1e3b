package dev.fixway.bridge.rest;

import static dev.fixway.bridge.rest.RestFixture.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fixway.engine.domain.Answer;
import dev.fixway.engine.domain.Command;
import dev.fixway.engine.domain.OrderId;
import dev.fixway.engine.domain.Price;
import dev.fixway.engine.domain.Qty;
import dev.fixway.engine.domain.RejectReason;
import dev.fixway.engine.domain.TermsChange;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// `PATCH /v1/orders/{order_id}`.
class RestChangeIT {
    private final RestFixture rest = new RestFixture();

    @AfterEach
    void stop() {
        rest.close();
    }

    private HttpResponse<String> patch(String orderId, String body) {
        return rest.send("PATCH", "/v1/orders/" + orderId, body.replace('\'', '"'), "Content-Type", "application/json");
    }

    @Test
    void changesWhatIsNamedAndKeepsTheId() {
        String id = rest.submitted("AAPL");

        HttpResponse<String> answer = patch(id, "{'quantity':'12.50','limit_price':2.25}");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(json(answer).propertyNames()).containsExactly("order");
        JsonNode order = json(answer).get("order");
        assertThat(order.get("id").asString()).isEqualTo(id);
        assertThat(order.get("quantity").asString()).isEqualTo("12.50");
        assertThat(order.get("limit_price").asString()).isEqualTo("2.25");
        assertThat(order.has("correlation_id")).isFalse();
        assertThat(changes()).containsExactly(new TermsChange(Qty.of("12.50"), Price.of("2.25"), null));

        assertThat(json(patch(id, "{'quantity':11}")).at("/order/limit_price").asString()).isEqualTo("2.25");
    }

    private List<TermsChange> changes() {
        return rest.engine.commands.stream()
                .filter(Command.AmendOrder.class::isInstance)
                .map(command -> ((Command.AmendOrder) command).change())
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{'quantity':null,'limit_price':null,'stop_loss':null}", "{'what':[1,{}]}"})
    void takesAChangeOfNothing(String body) {
        String id = rest.submitted("AAPL");

        HttpResponse<String> answer = patch(id, body);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(json(answer).at("/order/quantity").asString()).isEqualTo("10");
        assertThat(changes()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', value = {"stop_loss, \"{'stop_loss':'1'}\"",
            "stop_loss, \"{'take_profit':'1','stop_loss':'1','quantity':'5'}\"", "take_profit, \"{'take_profit':1}\"",
            "trailing_distance, \"{'trailing_distance':'1','limit_price':'3'}\""})
    void refusesExitsByName(String operation, String body) {
        HttpResponse<String> answer = patch(rest.submitted("AAPL"), body);

        assertThat(answer.statusCode()).isEqualTo(501);
        assertThat(json(answer).get("details"))
                .isEqualTo(json("{'operation':'" + operation + "','provider':'mock'}"));
        assertThat(changes()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', value = {"INVALID_VALUE, stop_price, \"{'stop_price':'5'}\"",
            "INVALID_VALUE, quantity, \"{'quantity':'0'}\"", "INVALID_VALUE, quantity, \"{'quantity':'-1'}\"",
            "INVALID_VALUE, limit_price, \"{'limit_price':'-1'}\"",
            "INVALID_REQUEST, quantity, \"{'quantity':'3.99'}\""})
    void refusesWhatDoesNotFitTheOrder(String code, String field, String body) {
        String id = rest.submitted("AAPL");
        rest.engine.fill(new OrderId(id), "4", "1.25");

        HttpResponse<String> answer = patch(id, body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).get("code").asString()).isEqualTo(code);
        assertThat(json(answer).at("/details/field").asString()).isEqualTo(field);
        assertThat(changes()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "null", "{", "{}x", "{'quantity':'1','quantity':'2'}", "{'quantity':true}",
            "{'limit_price':'x'}"})
    void refusesBodiesThatAreNoChange(String body) {
        HttpResponse<String> answer = patch(rest.submitted("AAPL"), body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).get("code").asString()).isEqualTo("INVALID_REQUEST");
        assertThat(json(answer).has("details")).isFalse();
    }

    @Test
    void needsAContentType() {
        assertThat(rest.send("PATCH", "/v1/orders/" + rest.submitted("AAPL"), "{}").statusCode()).isEqualTo(400);
    }

    @Test
    void knowsNoOtherOrders() {
        assertThat(patch("TEST00000000000009", "{}").statusCode()).isEqualTo(404);
        assertThat(patch("x", "{'quantity':1}").statusCode()).isEqualTo(404);
    }

    @Test
    void changesNoOrderThatHasEnded() {
        String id = rest.submitted("AAPL");
        rest.delete("/v1/orders/" + id);

        for (String body : List.of("{}", "{'quantity':'20'}")) {
            HttpResponse<String> answer = patch(id, body);
            assertThat(answer.statusCode()).isEqualTo(409);
            assertThat(json(answer).get("code").asString()).isEqualTo("ORDER_NOT_MODIFIABLE");
            assertThat(json(answer).get("details")).isEqualTo(json("{'order_id':'" + id + "'}"));
        }
    }

    @ParameterizedTest
    @CsvSource({"INCORRECT_QTY,422,ORDER_REJECTED", "VENUE_REFUSED,422,ORDER_REJECTED",
            "TOO_LATE,409,ORDER_NOT_MODIFIABLE", "ALREADY_PENDING,409,ORDER_NOT_MODIFIABLE",
            "UNSUPPORTED,501,UNSUPPORTED_OPERATION", "PROVIDER_NOT_READY,503,PROVIDER_UNAVAILABLE"})
    void tellsWhyTheChangeWasRefused(RejectReason reason, int status, String code) {
        String id = rest.submitted("AAPL");
        rest.engine.decision = command -> command instanceof Command.AmendOrder
                ? new Answer.RequestRefused(rest.engine.order(new OrderId(id)), reason, "no")
                : null;

        HttpResponse<String> answer = patch(id, "{'quantity':'20'}");

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(json(answer).get("code").asString()).isEqualTo(code);
        if (status == 422) {
            assertThat(json(answer).get("details"))
                    .isEqualTo(json("{'reject_code':'" + reason.code() + "','reject_reason':'no'}"));
        }
    }
}
