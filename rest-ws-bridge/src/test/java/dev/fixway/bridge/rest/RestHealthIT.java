package dev.fixway.bridge.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fixway.engine.domain.OrderId;
import dev.fixway.engine.ledger.EventType;
import dev.fixway.engine.ledger.LedgerEvent;
import dev.fixway.engine.order.EngineStatus;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RestHealthIT {
    private final RestFixture rest = new RestFixture();

    @AfterEach
    void stop() {
        rest.close();
    }

    private HttpResponse<String> operator(String path) {
        return rest.get(path, "Authorization", "Bearer " + RestFixture.OPERATOR_TOKEN);
    }

    @Test
    void tellsThatItLives() {
        assertThat(rest.get("/livez").body()).isEqualTo("{\"status\":\"ok\"}");
    }

    @Test
    void tellsWhetherItIsReady() {
        assertThat(rest.get("/readyz").body())
                .isEqualTo("{\"ready\":true,\"providers\":[\"mock\"],\"provider_count\":1}");

        rest.engine.status = TestEngine.status(EngineStatus.State.RUNNING, "", EngineStatus.ProviderState.CONNECTING);

        assertThat(rest.get("/readyz").statusCode()).isEqualTo(503);
        assertThat(rest.get("/readyz").body())
                .isEqualTo(
                        "{\"ready\":false,\"providers\":[],\"provider_count\":0,\"message\":\"provider mock is "
                                + "not ready\"}");
    }

    @Test
    void tellsHowItIs() {
        assertThat(rest.get("/health").body())
                .isEqualTo(
                        "{\"status\":\"connected\",\"version\":\"0.1.0\",\"git_sha\":\"abc123\",\"kill_switch\":\"off\","
                                + "\"providers\":[{\"platform\":\"mock\",\"connected\":true}]}");

        rest.engine.status = TestEngine.status(EngineStatus.State.FAILED, "ledger not writable",
                EngineStatus.ProviderState.READY);

        assertThat(rest.get("/health").statusCode()).isEqualTo(200);
        assertThat(rest.get("/health").body())
                .isEqualTo(
                        "{\"status\":\"degraded\",\"version\":\"0.1.0\",\"git_sha\":\"abc123\",\"kill_switch\":\"off\","
                                + "\"reason\":\"ledger not writable\",\"providers\":[{\"platform\":\"mock\","
                                + "\"connected\":false}]}");
    }

    @Test
    void countsOrdersInThePublishedForm() {
        rest.submitted("A");
        rest.submitted("A");
        rest.post("{}");
        rest.metrics.orderEvent(TestEngine.MOCK, EventType.FILL);
        rest.metrics.orderEvent(TestEngine.MOCK, EventType.ROUTED);
        rest.metrics.watchInbox(() -> 12);

        HttpResponse<String> response = rest.get("/metrics");

        assertThat(response.headers().firstValue("Content-Type")).contains("text/plain; charset=utf-8");
        assertThat(response.body()).contains("# TYPE gateway_orders_submitted_total counter\n")
                .contains("\ngateway_orders_submitted_total{platform=\"mock\"} 2\n\n")
                .contains("gateway_order_events_total{platform=\"mock\",event_type=\"filled\"} 1\n")
                .contains("# TYPE gateway_order_submit_duration_seconds histogram\n")
                .contains("gateway_order_submit_duration_seconds_bucket{platform=\"mock\",le=\"10\"} 2\n")
                .contains("gateway_order_submit_duration_seconds_bucket{platform=\"mock\",le=\"0.025\"}")
                .contains("gateway_order_submit_duration_seconds_bucket{platform=\"mock\",le=\"+Inf\"} 2\n")
                .contains("gateway_order_submit_duration_seconds_count{platform=\"mock\"} 2\n")
                .contains("fixway_engine_inbox 12\n")
                .contains("fixway_engine_open_orders 3\n")
                .contains("fixway_engine_oldest_doubt_seconds 2.5\n")
                .endsWith("\n\n")
                .doesNotContain("# HELP", "# EOF", "_max", "routed");
    }

    @Test
    void givesOperatorsTheEventsOfAnOrder() {
        rest.submitted("A");
        assertThat(operator("/v1/ops/ledger/orders/x").statusCode()).isEqualTo(404);

        rest.eventsOfAny = eventsOfFirst();

        HttpResponse<String> response = operator("/v1/ops/ledger/orders/any%20id");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(RestFixture.json(response).get("events")).hasSize(3);
        assertThat(RestFixture.json(response).get("events").get(0).get("seq").asLong()).isEqualTo(1);
        assertThat(RestFixture.json(response).get("events").get(0).get("event_type").asString())
                .isEqualTo("ORDER_RECEIVED");
        assertThat(RestFixture.json(response).get("events").get(0).get("order_qty").asString()).isEqualTo("10");
    }

    private List<LedgerEvent> eventsOfFirst() {
        CompletableFuture<List<LedgerEvent>> events = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> events.complete(rest.engine.eventsOf(OrderId.of("TEST", 1))));
        return events.join();
    }

    @Test
    void givesOperatorsTheComparisonOfTheLedger() {
        assertThat(operator("/v1/ops/ledger/verify").body())
                .isEqualTo("{\"clean\":true,\"through_seq\":7,\"findings\":[]}");

        rest.verification = new LedgerOps.Verification(9, List.of("row 3 differs"));

        assertThat(operator("/v1/ops/ledger/verify").body())
                .isEqualTo("{\"clean\":false,\"through_seq\":9,\"findings\":[\"row 3 differs\"]}");
    }
}
