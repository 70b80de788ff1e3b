package dev.fixway.bridge.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fixway.engine.domain.Answer;
import dev.fixway.engine.domain.Command;
import dev.fixway.engine.domain.Order;
import dev.fixway.engine.domain.OrderIntent;
import dev.fixway.engine.domain.RejectReason;
import dev.fixway.engine.order.OrderDesk;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class RestSubmitIT {
    private static final String HEAD = "'symbol':'AAPL','side':'BUY','quantity':'10',";
    private final RestFixture rest = new RestFixture();

    @AfterEach
    void stop() {
        rest.close();
    }

    private HttpResponse<String> post(String members) {
        return rest.post("{" + members.replace('\'', '"') + "}");
    }

    private OrderIntent entered() {
        return ((Command.EnterOrder) rest.engine.commands.getLast()).intent();
    }

    @Test
    void answersWithAHandle() {
        HttpResponse<String> response = post(
                HEAD + "'order_type':'LIMIT','limit_price':'185.50','client_order_id':'a-1'");

        assertThat(response.statusCode()).isEqualTo(201);
        assertThat(response.headers().firstValue("Location")).isEmpty();
        JsonNode handle = RestFixture.json(response);
        assertThat(handle.propertyNames()).containsExactly("id", "client_order_id", "correlation_id", "status");
        assertThat(handle.get("id").asString()).isEqualTo("TEST00000000000001");
        assertThat(handle.get("correlation_id").asString())
                .matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
        assertThat(handle.get("status").asString()).isEqualTo("OPEN");
    }

    @Test
    void givesTheEngineWhatWasSent() {
        post(HEAD
                + "'order_type':'STOP_LIMIT','limit_price':185.50,'stop_price':'.5','time_in_force':'ioc',"
                + "'reduce_only':true,"
                + "'post_only':true,'hidden':true,'display_quantity':'9.0','margin_mode':'isolated',"
                + "'leverage':'2','position_id':'p',"
                + "'client_order_id':'a-1','provider':'mock','nonsense':{'symbol':[1]}");

        OrderIntent intent = entered();
        assertThat(intent.terms()).hasToString(
                "Terms[ordType=STOP_LIMIT, orderQty=10, cashOrderQty=null, price=185.5, stopPx=0.5, timeInForce=IOC]");
        assertThat(intent.handling())
                .hasToString("Handling[reduceOnly=true, postOnly=true, hidden=true, displayQty=9.0, "
                        + "positionId=p, marginMode=ISOLATED, leverage=2, exits=null]");
        assertThat(intent.party()).hasToString("Party[edge=REST, name=rest, account=MAIN]");
        assertThat(Objects.requireNonNull(intent.clOrdId()).value()).isEqualTo("a-1");
        assertThat(rest.engine.commands.getLast().arrival().raw()).startsWith("{\"symbol\":\"AAPL\"").endsWith("}");
        assertThat(rest.engine.commands.getLast().arrival().remoteAddr()).startsWith("127.0.0.1:");
    }

    @Test
    void takesNullsAndEmptyIdsAsAbsent() {
        HttpResponse<String> response = post(HEAD
                + "'order_type':'MARKET','limit_price':null,'stop_loss':null,'leverage':null,"
                + "'client_order_id':'','oco_group_id':'','position_id':'','margin_mode':null,"
                + "'trailing_type':'percent','provider':null");

        assertThat(response.statusCode()).isEqualTo(201);
        assertThat(entered().clOrdId()).isNull();
        assertThat(RestFixture.json(response).has("client_order_id")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
            "'order_type':'MARKET','limit_price':'1'|INVALID_VALUE|{'field':'limit_price','provided':'1'}",
            "'order_type':'MARKET','stop_price':'0'|INVALID_VALUE|{'field':'stop_price','provided':'0'}",
            "'order_type':'MARKET','trailing_distance':1.50|INVALID_VALUE|{'field':'trailing_distance',"
                    + "'provided':'1.5'}",
            "'order_type':'MARKET','trailing_distance':'1','limit_price':'2'|INVALID_VALUE|"
                    + "{'field':'limit_price','provided':'2'}",
            "'order_type':'LIMIT'|INVALID_REQUEST|{'field':'limit_price'}",
            "'order_type':'LIMIT','limit_price':'-1.0'|INVALID_VALUE|{'field':'limit_price','provided':'-1.0'}",
            "'order_type':'LIMIT','limit_price':'1','stop_price':'1'|INVALID_VALUE|{'field':'stop_price',"
                    + "'provided':'1'}",
            "'order_type':'STOP'|INVALID_REQUEST|{'field':'stop_price'}",
            "'order_type':'STOP','stop_price':'0.00'|INVALID_VALUE|{'field':'stop_price','provided':'0.00'}",
            "'order_type':'STOP','stop_price':'1','limit_price':'1'|INVALID_VALUE|{'field':'limit_price',"
                    + "'provided':'1'}",
            "'order_type':'STOP_LIMIT'|INVALID_REQUEST|{'field':'stop_price'}",
            "'order_type':'STOP_LIMIT','stop_price':'1'|INVALID_REQUEST|{'field':'limit_price'}",
            "'order_type':'STOP_LIMIT','stop_price':'1','limit_price':'1','trailing_distance':'1'|INVALID_VALUE"
                    + "|{'field':'trailing_distance','provided':'1'}",
            "'order_type':'TRAILING_STOP'|INVALID_REQUEST|{'field':'trailing_distance'}",
            "'order_type':'TRAILING_STOP','trailing_distance':'0'|INVALID_VALUE|{'field':'trailing_distance',"
                    + "'provided':'0'}",
            "'order_type':'TRAILING_STOP','trailing_distance':'1'|INVALID_REQUEST|{'field':'trailing_type'}",
            "'order_type':'TRAILING_STOP','trailing_distance':'100','trailing_type':'PERCENT',"
                    + "'limit_price':'1'|INVALID_VALUE"
                    + "|{'field':'trailing_distance','provided':'100'}",
            "'order_type':'TRAILING_STOP','trailing_distance':'100','trailing_type':'ABSOLUTE',"
                    + "'limit_price':'1'|INVALID_VALUE"
                    + "|{'field':'limit_price','provided':'1'}",
            "'order_type':'MARKET','stop_loss':'0'|INVALID_VALUE|{'field':'stop_loss','provided':'0'}",
            "'order_type':'MARKET','stop_loss':'1','take_profit':'-1'|INVALID_VALUE|{'field':'take_profit',"
                    + "'provided':'-1'}",
            "'order_type':'MARKET','display_quantity':'10'|INVALID_VALUE|{'field':'display_quantity','provided':'10'}",
            "'order_type':'MARKET','display_quantity':'0'|INVALID_VALUE|{'field':'display_quantity','provided':'0'}",
            "'order_type':'MARKET','leverage':'0'|INVALID_VALUE|{'field':'leverage','provided':'0'}",
            "'order_type':'MARKET','provider':'acme'|INVALID_VALUE|{'field':'provider','provided':'acme'}"})
    void refusesWhatDoesNotGoTogether(String members, String code, String details) {
        HttpResponse<String> response = post(HEAD + members);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(RestFixture.json(response).get("code").asString()).isEqualTo(code);
        assertThat(RestFixture.json(response).get("details")).isEqualTo(RestFixture.json(details));
        assertThat(rest.engine.commands).isEmpty();
    }

    @Test
    void reportsAllFailingFieldsTogether() {
        HttpResponse<String> response = post(
                "'symbol':'','side':'BUY','quantity':'-0.50','order_type':'LIMIT','client_order_id':'"
                        + "x".repeat(65) + "','oco_group_id':'" + "y".repeat(65) + "'");

        assertThat(response.statusCode()).isEqualTo(400);
        JsonNode error = RestFixture.json(response);
        assertThat(error.get("code").asString()).isEqualTo("VALIDATION_ERROR");
        assertThat(error.get("details")).isEqualTo(RestFixture.json("{'symbol':[{'code':'length','message':null,"
                + "'params':{'min':1,'max':20,'value':''}}],'quantity':[{'code':'must be positive','message':null,"
                + "'params':{'value':'-0.50'}}],'client_order_id':[{'code':'length','message':null,"
                + "'params':{'max':64,'value':'"
                + "x".repeat(65) + "'}}],'oco_group_id':[{'code':'length','message':null,'params':{'max':64,'value':'"
                + "y".repeat(65)
                + "'}}]}"));
    }

    @Test
    void countsCodePoints() {
        assertThat(
                post("'symbol':'" + "\\ud83d\\ude00".repeat(20) + "','side':'BUY','quantity':'1','order_type':'MARKET'")
                        .statusCode())
                .isEqualTo(201);
        assertThat(post("'symbol':'" + "x".repeat(21) + "','side':'BUY','quantity':'1','order_type':'MARKET'")
                .statusCode())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"'symbol':'A\\u0007'", "'symbol':'\\ud800'", "'client_order_id':'a\\n'",
            "'position_id':'\\u0000'"})
    void refusesControlCharacters(String member) {
        String symbol = member.startsWith("'symbol'") ? member : "'symbol':'A'," + member;
        HttpResponse<String> response = post(symbol + ",'side':'BUY','quantity':'10','order_type':'MARKET'");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(RestFixture.json(response).get("code").asString()).isEqualTo("INVALID_VALUE");
        assertThat(rest.engine.commands).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
            "'order_type':'TRAILING_STOP','trailing_distance':'1','trailing_type':'PERCENT'|TRAILING_STOP",
            "'order_type':'MARKET','stop_loss':'1'|stop_loss", "'order_type':'MARKET','take_profit':'1'|take_profit",
            "'order_type':'MARKET','oco_group_id':'g'|oco_group_id"})
    void refusesByNameWhatItCannotDo(String members, String operation) {
        HttpResponse<String> response = post(HEAD + members);

        assertThat(response.statusCode()).isEqualTo(501);
        assertThat(RestFixture.json(response).get("code").asString()).isEqualTo("UNSUPPORTED_OPERATION");
        assertThat(RestFixture.json(response).get("details"))
                .isEqualTo(RestFixture.json("{'operation':'" + operation + "','provider':'mock'}"));
        assertThat(rest.engine.commands).isEmpty();
    }

    @Test
    void answersARefusalWith422() {
        rest.engine.decision = _ -> new Answer.Refused(RejectReason.INSUFFICIENT_FUNDS, "no money, token=abc");

        HttpResponse<String> response = post(HEAD + "'order_type':'MARKET'");

        assertThat(response.statusCode()).isEqualTo(422);
        assertThat(RestFixture.json(response).get("code").asString()).isEqualTo("ORDER_REJECTED");
        assertThat(RestFixture.json(response).get("details")).isEqualTo(RestFixture
                .json("{'reject_code':'INSUFFICIENT_FUNDS','reject_reason':'no money, token=***REDACTED***'}"));
    }

    @Test
    void answersARejectedOrderWith422AndTheReasonOfTheLedger() {
        rest.engine.decision = command -> {
            Order order = rest.engine.enter(((Command.EnterOrder) command).intent());
            return new Answer.Known(rest.engine.reject(order.orderId(), RejectReason.MARKET_CLOSED, "closed"));
        };

        HttpResponse<String> response = post(HEAD + "'order_type':'MARKET'");

        assertThat(response.statusCode()).isEqualTo(422);
        assertThat(RestFixture.json(response).get("details"))
                .isEqualTo(RestFixture.json("{'reject_code':'MARKET_CLOSED','reject_reason':'closed'}"));
    }

    @Test
    void answersARepeatWithTheFirstHandle() {
        HttpResponse<String> first = post(HEAD + "'order_type':'MARKET','client_order_id':'a'");
        Order order = rest.engine
                .order(new dev.fixway.engine.domain.OrderId(RestFixture.json(first).get("id").asString()));
        rest.engine.decision = _ -> new Answer.Repeated(order);

        HttpResponse<String> second = post(HEAD + "'order_type':'MARKET','client_order_id':'a'");

        assertThat(second.statusCode()).isEqualTo(201);
        assertThat(RestFixture.json(second)).isEqualTo(RestFixture.json(first));
    }

    @Test
    void answersPendingForAnOrderInDoubt() {
        rest.engine.decision = command -> new Answer.Known(
                rest.engine.receive(((Command.EnterOrder) command).intent()));

        HttpResponse<String> response = post(HEAD + "'order_type':'MARKET'");

        assertThat(response.statusCode()).isEqualTo(201);
        assertThat(RestFixture.json(response).get("status").asString()).isEqualTo("PENDING");
    }

    @Test
    void answersBusyWith429() {
        rest.engine.admission = OrderDesk.Admission.BUSY;

        HttpResponse<String> response = post(HEAD + "'order_type':'MARKET'");

        assertThat(response.statusCode()).isEqualTo(429);
        assertThat(response.headers().firstValue("Retry-After")).isEmpty();
        assertThat(RestFixture.json(response).get("details"))
                .isEqualTo(RestFixture.json("{'retry_after_seconds':1,'reset_at':null}"));
    }

    @Test
    void answers503WhileTheEngineDoesNotDecide() {
        rest.engine.admission = OrderDesk.Admission.UNAVAILABLE;
        rest.engine.status = TestEngine.status(dev.fixway.engine.order.EngineStatus.State.FAILED, "ledger not writable",
                dev.fixway.engine.order.EngineStatus.ProviderState.READY);

        for (HttpResponse<String> response : List.of(post(HEAD + "'order_type':'MARKET'"), rest.get("/v1/orders"),
                rest.delete("/v1/orders"), rest.delete("/v1/orders/TEST00000000000001"),
                rest.get("/v1/orders/TEST00000000000001"))) {
            assertThat(response.statusCode()).isEqualTo(503);
            assertThat(RestFixture.json(response).get("code").asString()).isEqualTo("PROVIDER_UNAVAILABLE");
            assertThat(RestFixture.json(response).get("details"))
                    .isEqualTo(RestFixture.json("{'reason':'ledger not writable'}"));
        }
    }

    @Test
    void passesOnLateBusyAndUnavailableAnswers() {
        rest.engine.decision = _ -> new Answer.Busy();
        assertThat(post(HEAD + "'order_type':'MARKET'").statusCode()).isEqualTo(429);
        rest.engine.decision = _ -> new Answer.Unavailable("stopping");
        assertThat(post(HEAD + "'order_type':'MARKET'").statusCode()).isEqualTo(503);
    }
}
