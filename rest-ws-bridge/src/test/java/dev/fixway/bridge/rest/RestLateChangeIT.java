package dev.fixway.bridge.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fixway.engine.ledger.EventType;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A change or a cancel that the engine has not looked at when its client's time is up.
class RestLateChangeIT {
    private final StreamRig rig = new StreamRig(Map.of());
    private final RestFixture rest = rig.rest;

    @BeforeEach
    void start() {
        rig.start();
    }

    @AfterEach
    void stop() {
        rig.close();
    }

    @Test
    void aChangeThatIsSaidToBeWithdrawnIsNotMade() throws InterruptedException {
        String id = rest.submitted("AAPL");
        hold();

        CompletableFuture<HttpResponse<String>> late = CompletableFuture.supplyAsync(() -> rest.send("PATCH",
                "/v1/orders/" + id, "{\"quantity\":\"7\"}", "Content-Type", "application/json"));
        HttpResponse<String> answer = timeUp(late);
        rig.feed.release();
        rest.submitted("MSFT");

        assertThat(answer.statusCode()).isEqualTo(503);
        boolean saysWithdrawn = answer.body().contains("withdrawn");
        assertThat(saysWithdrawn && quantity(id).equals("7")).as("%s, and its quantity is %s", answer.body(),
                quantity(id)).isFalse();
    }

    @Test
    void aCancelThatIsSaidToBeWithdrawnIsNotMade() throws InterruptedException {
        String id = rest.submitted("AAPL");
        hold();

        CompletableFuture<HttpResponse<String>> late = CompletableFuture
                .supplyAsync(() -> rest.delete("/v1/orders/" + id));
        HttpResponse<String> answer = timeUp(late);
        rig.feed.release();
        rest.submitted("MSFT");

        assertThat(answer.statusCode()).isEqualTo(503);
        String status = RestFixture.json(rest.get("/v1/orders/" + id)).get("status").asString();
        boolean saysWithdrawn = answer.body().contains("withdrawn");
        assertThat(saysWithdrawn && !status.equals("OPEN")).as("%s, and it is %s", answer.body(), status).isFalse();
    }

    private String quantity(String id) {
        return RestFixture.json(rest.get("/v1/orders/" + id)).get("quantity").asString();
    }

    /// Holds the `orders` thread.
    private void hold() throws InterruptedException {
        rig.open("");
        await().until(() -> rest.stream.clients() == 1);
        rig.feed.holdAt(EventType.ACKNOWLEDGED);
        var _ = CompletableFuture.runAsync(() -> rest.submitted("HELD"));
        rig.feed.awaitHeld();
    }

    private HttpResponse<String> timeUp(CompletableFuture<HttpResponse<String>> call) {
        await().until(() -> {
            rest.ticker.add(RestFixture.LIMITS.engine());
            return call.isDone();
        });
        return call.join();
    }
}
