package dev.fixway.bridge.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fixway.engine.domain.Answer;
import dev.fixway.engine.domain.ClOrdId;
import dev.fixway.engine.domain.Command;
import dev.fixway.engine.domain.FillId;
import dev.fixway.engine.domain.Order;
import dev.fixway.engine.domain.OrderEvent;
import dev.fixway.engine.domain.OrderId;
import dev.fixway.engine.domain.Price;
import dev.fixway.engine.domain.Qty;
import dev.fixway.engine.domain.RejectReason;
import dev.fixway.engine.domain.Request;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RestCancelIT {
    private static final OrderId FIRST = OrderId.of("TEST", 1);
    private final RestFixture rest = new RestFixture();

    @AfterEach
    void stop() {
        rest.close();
    }

    private Order pendingCancel() {
        ClOrdId request = new ClOrdId("r");
        return rest.engine.apply(FIRST, new OrderEvent.CancelRequested(
                Request.cancel(request, rest.engine.order(FIRST).intent().party(), null)));
    }

    @Test
    void cancelsAndShowsTheOrder() {
        String id = rest.submitted("AAPL");

        HttpResponse<String> response = rest.send("DELETE", "/v1/orders/" + id, "ignored");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(RestFixture.json(response).propertyNames()).containsExactly("success", "order");
        assertThat(RestFixture.json(response).get("success").asBoolean()).isTrue();
        assertThat(RestFixture.json(response).get("order").get("status").asString()).isEqualTo("CANCELLED");
        assertThat(RestFixture.json(response).get("order").has("correlation_id")).isFalse();
        Command.CancelOrder command = (Command.CancelOrder) rest.engine.commands.getLast();
        assertThat(command.order().orderId()).isEqualTo(id);
        assertThat(command.clOrdId()).isNull();
        assertThat(command.arrival().raw()).isEqualTo("DELETE /v1/orders/" + id);
    }

    @Test
    void answersARepeatedCancelWithTheOrderAsItIs() {
        String id = rest.submitted("AAPL");
        HttpResponse<String> first = rest.delete("/v1/orders/" + id);

        HttpResponse<String> second = rest.delete("/v1/orders/" + id);

        assertThat(second.statusCode()).isEqualTo(200);
        assertThat(second.body()).isEqualTo(first.body());
    }

    @ParameterizedTest
    @CsvSource({"FILLED,400,INVALID_REQUEST", "REJECTED,409,ORDER_NOT_MODIFIABLE", "EXPIRED,409,ORDER_NOT_MODIFIABLE"})
    void refusesAnOrderThatHasEndedOtherwise(String end, int status, String code) {
        String id = rest.submitted("AAPL");
        switch (end) {
            case "FILLED" -> rest.engine.fill(FIRST, "10", "1");
            case "REJECTED" -> rest.engine.reject(FIRST, RejectReason.OTHER, "");
            default -> rest.engine.apply(FIRST, new OrderEvent.Expired(""));
        }

        HttpResponse<String> response = rest.delete("/v1/orders/" + id);

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(RestFixture.json(response).get("code").asString()).isEqualTo(code);
    }

    @Test
    void answersACancelInDoubtWithTheOrderAsItIs() {
        String id = rest.submitted("AAPL");
        rest.engine.decision = _ -> new Answer.Known(pendingCancel());

        HttpResponse<String> response = rest.delete("/v1/orders/" + id);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(RestFixture.json(response).get("order").get("status").asString()).isEqualTo("PENDING_CANCEL");
    }

    @Test
    void showsAnOrderThatIsFilledBeforeItsCancelIsAnswered() {
        String id = rest.submitted("AAPL");
        pendingCancel();

        rest.engine.apply(FIRST, new OrderEvent.Filled(FIRST.route(1), new FillId("f1"), Qty.of("10"), Price.of("1"),
                null));

        assertThat(RestFixture.json(rest.get("/v1/orders/" + id)).get("status").asString()).isEqualTo("FILLED");
    }

    @Test
    void answersACancelThatIsUnderWayAlready() {
        String id = rest.submitted("AAPL");
        rest.engine.decision = _ -> new Answer.RequestRefused(pendingCancel(), RejectReason.ALREADY_PENDING, "pending");

        assertThat(rest.delete("/v1/orders/" + id).statusCode()).isEqualTo(200);
    }

    @Test
    void passesOnThatTheVenueRefused() {
        String id = rest.submitted("AAPL");
        rest.engine.decision = _ -> new Answer.RequestRefused(rest.engine.order(FIRST), RejectReason.VENUE_REFUSED,
                "not now");

        HttpResponse<String> response = rest.delete("/v1/orders/" + id);

        assertThat(response.statusCode()).isEqualTo(422);
        assertThat(RestFixture.json(response).get("details"))
                .isEqualTo(RestFixture.json("{'reject_code':'ORDER_REJECTED','reject_reason':'not now'}"));
    }

    @Test
    void saysThatAFillWasFaster() {
        String id = rest.submitted("AAPL");
        rest.engine.decision = _ -> new Answer.RequestRefused(rest.engine.fill(FIRST, "10", "1"), RejectReason.TOO_LATE,
                "filled");

        assertThat(rest.delete("/v1/orders/" + id).statusCode()).isEqualTo(400);
    }

    @Test
    void knowsNoOtherOrder() {
        assertThat(rest.delete("/v1/orders/TEST00000000000009").statusCode()).isEqualTo(404);
        assertThat(rest.delete("/v1/orders/nothing").statusCode()).isEqualTo(404);
    }

    @Test
    void cancelsAllOfASymbol() {
        rest.submitted("AAPL");
        rest.submitted("BTC/USD");
        rest.submitted("AAPL");

        assertThat(rest.delete("/v1/orders?symbol=BTC%2FUSD").body())
                .isEqualTo("{\"cancelled_count\":1,\"failed_count\":0}");
        assertThat(rest.delete("/v1/orders").body()).isEqualTo("{\"cancelled_count\":2,\"failed_count\":0}");
        assertThat(rest.delete("/v1/orders?symbol=").body()).isEqualTo("{\"cancelled_count\":0,\"failed_count\":0}");
    }

    @Test
    void namesTheOrdersThatWereNotCancelled() {
        rest.engine.decision = _ -> new Answer.AllCanceled(1, List.of(FIRST));

        assertThat(rest.delete("/v1/orders").body())
                .isEqualTo("{\"cancelled_count\":1,\"failed_count\":1,\"failed_order_ids\":[\"TEST00000000000001\"]}");
    }

    @Test
    void refusesARepeatedQueryKey() {
        assertThat(rest.delete("/v1/orders?symbol=A&symbol=B").statusCode()).isEqualTo(400);
        assertThat(rest.engine.commands).isEmpty();
    }
}
