package dev.fixway.bridge.rest;

import static dev.fixway.bridge.rest.RestFixture.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fixway.engine.order.EngineStatus;
import dev.fixway.engine.provider.ProviderException;
import dev.fixway.engine.provider.VenueProfile;
import dev.fixway.engine.provider.VenueRefusal;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Account, capabilities, connection and breakers, and what a venue's refusals are to clients.
class RestAccountIT {
    private final RestFixture rest = new RestFixture();

    @AfterEach
    void stop() {
        rest.close();
    }

    @Test
    void showsTheAccountInPlainDecimals() {
        assertThat(json(rest.get("/v1/account"))).isEqualTo(json(
                "{'balance':'100000','equity':'100000.50','margin_used':'0','margin_available':'100000',"
                        + "'unrealized_pnl':'-0.50','currency':'USD'}"));
    }

    @Test
    void showsWhatTheProviderCanDo() {
        assertThat(json(rest.get("/v1/capabilities"))).isEqualTo(json(
                "{'supported_asset_classes':['STOCK'],'supported_order_types':['MARKET','LIMIT'],"
                        + "'position_mode':'NETTING','features':['short_selling']}"));

        rest.market.profile = new VenueProfile(List.of(), List.of(), VenueProfile.PositionMode.HEDGING, List.of(),
                new BigDecimal("50"), new VenueProfile.RateLimits(200, null, 7));
        assertThat(json(rest.get("/v1/capabilities"))).isEqualTo(json(
                "{'supported_asset_classes':[],'supported_order_types':[],'position_mode':'HEDGING','features':[],"
                        + "'max_leverage':'50','rate_limits':{'requests_per_minute':200,'orders_per_day':7}}"));
    }

    @Test
    void tellsWhetherTheVenueAnswers() {
        assertThat(json(rest.get("/v1/status"))).isEqualTo(
                json("{'connected':true,'latency_ms':0,'last_heartbeat':'2026-03-04T12:00:00Z'}"));

        rest.market.failure = new ProviderException("no route");
        assertThat(json(rest.get("/v1/status"))).isEqualTo(
                json("{'connected':false,'latency_ms':0,'last_heartbeat':'2026-03-04T12:00:00Z'}"));

        rest.market.failure = VenueRefusal.unsupported("get_account");
        assertThat(json(rest.get("/v1/status")).get("connected").asBoolean()).as("it has answered").isTrue();

        rest.engine.status = TestEngine.status(EngineStatus.State.RUNNING, "", EngineStatus.ProviderState.CONNECTING);
        assertThat(json(rest.get("/v1/status")).get("connected").asBoolean()).isFalse();
    }

    @Test
    void takesTheProviderByName() {
        assertThat(rest.get("/v1/account?provider=mock").statusCode()).isEqualTo(200);

        HttpResponse<String> other = rest.get("/v1/account?provider=alpaca");
        assertThat(other.statusCode()).isEqualTo(400);
        assertThat(other.body()).startsWith("Failed to deserialize query string: provider: ");
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', value = {
            "INVALID, 400, INVALID_REQUEST, \"{'field':'symbol'}\"",
            "UNAUTHORIZED, 401, UNAUTHORIZED, \"{'code':'AUTH_FAILED'}\"",
            "REJECTED, 422, ORDER_REJECTED, \"{'field':'symbol','reject_code':'ORDER_REJECTED','reject_reason':'no'}\"",
            "NO_SUCH_SYMBOL, 404, SYMBOL_NOT_FOUND, \"{'symbol':'AAPL'}\"",
            "NO_SUCH_POSITION, 404, POSITION_NOT_FOUND, \"{'resource':'position','id':'AAPL'}\"",
            "RATE_LIMITED, 429, RATE_LIMITED, \"{'retry_after_seconds':3,'reset_at':null}\"",
            "UNSUPPORTED, 501, UNSUPPORTED_OPERATION, \"{'operation':'this','provider':'mock'}\"",
            "UNAVAILABLE, 503, PROVIDER_UNAVAILABLE, \"{'reason':'mock: no'}\"",
            "UNREADABLE, 500, INTERNAL_ERROR,"})
    void turnsRefusalsOfTheVenueIntoErrors(VenueRefusal.Kind kind, int status, String code, String details) {
        rest.market.failure = new VenueRefusal(kind, "no", Map.of("field", "symbol"), 3L);

        HttpResponse<String> answer = rest.get("/v1/quotes/AAPL");

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(json(answer).get("code").asString()).isEqualTo(code);
        assertThat(json(answer).get("details")).isEqualTo(details == null ? null : json(details));
    }

    @ParameterizedTest
    @EnumSource(VenueRefusal.Kind.class)
    void answersEveryRefusalOnEveryRead(VenueRefusal.Kind kind) {
        rest.market.failure = new VenueRefusal(kind, "no");
        for (String path : List.of("/v1/account", "/v1/capabilities", "/v1/positions", "/v1/positions/x",
                "/v1/quotes/AAPL", "/v1/bars/AAPL?timeframe=1m")) {
            assertThat(rest.get(path).statusCode()).isGreaterThanOrEqualTo(400);
        }
    }

    @Test
    void tellsAVenueThatCannotBeAskedFromAnEngineThatDoesNotRun() {
        rest.market.failure = new ProviderException("reset by peer");
        assertThat(json(rest.get("/v1/account"))).isEqualTo(json("{'code':'PROVIDER_ERROR',"
                + "'message':'Provider error: mock could not be asked: reset by peer','details':{'provider':'mock'}}"));

        rest.engine.status = TestEngine.status(EngineStatus.State.FAILED, "the disk is full",
                EngineStatus.ProviderState.LOST);
        HttpResponse<String> answer = rest.get("/v1/account");
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(json(answer).at("/details/reason").asString()).isEqualTo("the disk is full");
    }

    @Test
    void asksAtMostSoManyQuestionsAtOnceAndGoesOnServing() {
        rest.market.doors.drainPermits();
        List<CompletableFuture<HttpResponse<String>>> held = IntStream.range(0, VenueDoor.AT_ONCE_MAX)
                .mapToObj(_ -> CompletableFuture.supplyAsync(() -> rest.get("/v1/account"),
                        r -> Thread.ofVirtual().start(r)))
                .toList();
        await().until(() -> rest.market.questions.get() == VenueDoor.AT_ONCE_MAX);

        assertThat(rest.get("/v1/account").statusCode()).isEqualTo(429);
        assertThat(rest.get("/livez").statusCode()).isEqualTo(200);

        rest.market.doors.release(1_000);
        held.forEach(answer -> assertThat(answer.join().statusCode()).isEqualTo(200));
        assertThat(rest.get("/v1/account").statusCode()).isEqualTo(200);
    }

    @Test
    void givesUpOnAVenueThatDoesNotAnswer() {
        rest.market.doors.drainPermits();
        CompletableFuture<HttpResponse<String>> held = CompletableFuture.supplyAsync(() -> rest.get("/v1/account"),
                r -> Thread.ofVirtual().start(r));
        await().until(() -> rest.market.questions.get() == 1);

        rest.ticker.add(RestFixture.LIMITS.engine());

        assertThat(held.join().statusCode()).isEqualTo(502);
        rest.market.doors.release(1_000);
    }

    @Test
    void resetsBreakersOncePerMinute() {
        String closed = "{'adapter':{'state':'closed','failure_count':0},"
                + "'exit_order':{'state':'closed','failure_count':0}}";
        assertThat(json(rest.get("/v1/circuit-breakers"))).isEqualTo(json(closed));
        assertThat(json(reset())).isEqualTo(json(closed));

        HttpResponse<String> tooSoon = reset();
        assertThat(tooSoon.statusCode()).isEqualTo(409);
        assertThat(json(tooSoon).get("code").asString()).isEqualTo("RESET_COOLDOWN");
        assertThat(json(tooSoon).has("details")).isFalse();

        rest.ticker.add(Duration.ofSeconds(60));
        assertThat(reset().statusCode()).isEqualTo(200);
        assertThat(rest.get("/metrics").body()).contains("gateway_circuit_breaker_resets_total 2");
    }

    private HttpResponse<String> reset() {
        return rest.send("POST", "/v1/circuit-breakers/reset", "not even JSON");
    }
}
