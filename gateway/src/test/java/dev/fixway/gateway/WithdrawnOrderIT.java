package dev.fixway.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fixway.engine.order.Gate;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A client that was told that nothing came of its order finds that nothing came of it.
class WithdrawnOrderIT {
    private static final String POST = """
            {"symbol":"MSFT","side":"BUY","quantity":"10","order_type":"LIMIT","limit_price":"9.50",\
            "time_in_force":"GTC","client_order_id":"%s"}""";

    @TempDir
    @SuppressWarnings("NullAway") // set by JUnit
    Path folder;

    private final Gate commits = new Gate();
    private final HeldProvider.Doors venue = new HeldProvider.Doors();

    @SuppressWarnings("NullAway") // set before each test
    private TestGateway gateway;

    @BeforeEach
    void start() {
        gateway = TestGateway.start(folder, Map.of("REST_ENGINE_DEADLINE_MS", "1000"),
                new Ports(real -> new HeldLedger(real, commits), provider -> new HeldProvider(provider, venue), () -> {
                }));
    }

    @AfterEach
    void stop() {
        commits.open();
        venue.calls().open();
        gateway.close();
    }

    @Test
    void sendsNothingForAnOrderWhoseTimeWasUpBeforeItsCommit() throws Exception {
        commits.shut();
        CompletableFuture<TestGateway.Answer> inHand = gateway.enterLater(POST.formatted("R1"));
        await().until(() -> commits.waiting() == 1);
        CompletableFuture<TestGateway.Answer> behind = gateway.enterLater(POST.formatted("R2"));

        assertThat(inHand.get(10, TimeUnit.SECONDS).body()).contains("PROVIDER_UNAVAILABLE", "withdrawn");
        assertThat(inHand.join().status()).isEqualTo(503);
        assertThat(behind.get(10, TimeUnit.SECONDS).body()).contains("PROVIDER_UNAVAILABLE", "withdrawn");
        commits.open();

        await().until(() -> ordersOf("R1").contains("REJECTED"));
        assertThat(venue.made()).as("calls to the venue").isEmpty();
        assertThat(ordersOf("R2")).as("never begun").isEqualTo("[]");
        assertThat(gateway.enter(POST.formatted("R2")).status()).as("its id is free").isEqualTo(201);
        assertThat(venue.made()).hasSize(1);
    }

    @Test
    void leavesAnOrderAloneThatIsOnItsWay() throws Exception {
        venue.calls().shut();
        CompletableFuture<TestGateway.Answer> post = gateway.enterLater(POST.formatted("R1"));

        assertThat(post.get(10, TimeUnit.SECONDS).body()).contains("PROVIDER_UNAVAILABLE", "on its way");
        venue.calls().open();

        await().until(() -> ordersOf("R1").contains("\"OPEN\""));
        assertThat(venue.made()).hasSize(1);
    }

    private String ordersOf(String clientOrderId) {
        return gateway.get("/v1/orders?client_order_id=" + clientOrderId).body();
    }
}
