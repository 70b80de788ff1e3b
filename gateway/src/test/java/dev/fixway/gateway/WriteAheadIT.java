package dev.fixway.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fixway.engine.ledger.Ledger;
import dev.fixway.engine.order.Gate;
import dev.fixway.engine.session.FixMessage;
import dev.fixway.engine.session.FixPeer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Nothing leaves any socket and nothing reaches the venue before it is committed; nothing at all when it cannot be.
class WriteAheadIT {
    private static final String RESTS = "55=AAPL|54=1|38=10|40=2|44=9.50|59=1";
    private static final String POST = """
            {"symbol":"MSFT","side":"BUY","quantity":"10","order_type":"LIMIT","limit_price":"9.50",\
            "time_in_force":"GTC","client_order_id":"R1"}""";
    private static final Duration LOOK = Duration.ofMillis(250);
    private static final String READY = "/readyz";

    @TempDir
    @SuppressWarnings("NullAway") // set by JUnit
    Path folder;

    private final Gate commits = new Gate();
    private final HeldProvider.Doors venue = new HeldProvider.Doors();
    private final AtomicReference<@Nullable HeldLedger> ledger = new AtomicReference<>();

    @SuppressWarnings("NullAway") // set before each test
    private TestGateway gateway;

    @BeforeEach
    void start() {
        gateway = TestGateway.start(folder, Map.of(),
                new Ports(this::held, provider -> new HeldProvider(provider, venue), () -> {
                }));
    }

    private Ledger held(Ledger real) {
        HeldLedger held = new HeldLedger(real, commits);
        ledger.set(held);
        return held;
    }

    @AfterEach
    void stop() {
        commits.open();
        gateway.close();
    }

    @Test
    void holdsEverythingUntilTheCommit() throws Exception {
        FixPeer copy = gateway.logon("DROPCOPY");
        FixPeer client = gateway.logon("CLIENT1");
        FixPeer other = gateway.logon("CLIENT2");
        String restingId = enter(client, "A1");
        enter(client, "A2");
        String deletedId = enter(client, "A3");
        copy.next(6);
        int callsBefore = venue.made().size();

        commits.shut();
        client.order("A4", RESTS);
        await().until(() -> commits.waiting() == 1);
        client.request("F", "F1", "A1", "55=AAPL|54=1");
        client.request("G", "G1", "A2", "55=AAPL|54=1|38=20|40=2|44=9.50|59=1");
        client.send("35=H|11=S1|37=" + restingId + "|55=AAPL|54=1");
        client.request("F", "F2", "A9", "55=AAPL|54=1");
        client.order("A1", RESTS);
        other.order("B1", RESTS);
        CompletableFuture<TestGateway.Answer> post = gateway.enterLater(POST);
        CompletableFuture<TestGateway.Answer> delete = gateway.deleteLater("/v1/orders/" + deletedId);

        assertThat(client.next(LOOK)).as("to the client").isNull();
        assertThat(other.next(LOOK)).as("to the other client").isNull();
        assertThat(copy.next(LOOK)).as("to drop copy").isNull();
        assertThat(List.of(post.isDone(), delete.isDone())).as("REST answers").containsOnly(false);
        assertThat(venue.made()).as("calls").hasSize(callsBefore);
        assertThat(gateway.get("/livez").status()).isEqualTo(200);

        commits.open();
        List<String> told = client.next(11).stream().map(m -> m.pick(35, 150, 11)).toList();
        assertThat(told).containsSubsequence("35=8|150=A|11=A4", "35=8|150=6|11=F1", "35=8|150=E|11=G1",
                "35=9|150=|11=F2", "35=8|150=8|11=A1");
        assertThat(told).contains("35=8|150=I|11=S1", "35=8|150=0|11=A4", "35=8|150=4|11=F1", "35=8|150=5|11=G1",
                "35=8|150=6|11=A3",
                "35=8|150=4|11=A3");
        assertThat(other.next(2)).extracting(m -> m.pick(150, 11)).containsExactly("150=A|11=B1", "150=0|11=B1");
        assertThat(post.get(10, TimeUnit.SECONDS).status()).isEqualTo(201);
        assertThat(delete.get(10, TimeUnit.SECONDS).status()).isEqualTo(200);
        assertThat(venue.made()).hasSize(callsBefore + 6);
    }

    @Test
    void holdsProviderEventsUntilTheCommit() {
        FixPeer copy = gateway.logon("DROPCOPY");
        FixPeer client = gateway.logon("CLIENT1");
        venue.events().shut();
        client.order("A1", "55=AAPL|54=1|38=10|40=1");
        client.next(2);
        copy.next(2);
        await().until(() -> venue.events().waiting() == 1);

        commits.shut();
        venue.events().open();
        await().until(() -> commits.waiting() == 1);

        assertThat(client.next(LOOK)).isNull();
        assertThat(copy.next(LOOK)).isNull();
        commits.open();
        FixMessage fill = client.next();
        assertThat(fill.pick(150, 39)).isEqualTo("150=F|39=2");
        assertThat(copy.next().get(17)).isEqualTo(fill.get(17));
    }

    @Test
    void letsNothingOutWhenACommitFailsAndComesBackByItself() throws Exception {
        FixPeer copy = gateway.logon("DROPCOPY");
        FixPeer client = gateway.logon("CLIENT1");
        String restingId = enter(client, "A1");
        copy.next(2);
        int callsBefore = venue.made().size();
        commits.shut();
        CompletableFuture<TestGateway.Answer> post = gateway.enterLater(POST);
        await().until(() -> commits.waiting() == 1);
        client.order("A2", RESTS);
        CompletableFuture<TestGateway.Answer> delete = gateway.deleteLater("/v1/orders/" + restingId);
        assertThat(client.next(LOOK)).isNull();

        HeldLedger held = java.util.Objects.requireNonNull(ledger.get());
        held.failAppends("the disk is full");
        commits.open();

        assertThat(post.get(10, TimeUnit.SECONDS).text("code")).isEqualTo("PROVIDER_UNAVAILABLE");
        assertThat(post.join().status()).isEqualTo(503);
        assertThat(delete.get(10, TimeUnit.SECONDS).status()).isEqualTo(503);
        client.expectClosed();
        copy.expectClosed();
        assertThat(gateway.get(READY).status()).isEqualTo(503);
        assertThat(gateway.enter(POST).status()).isEqualTo(503);
        assertThat(client.refusal(gateway.gateway().fixPort()).type()).as("a refused logon").isEqualTo("5");
        client.expectClosed();
        assertThat(venue.made()).hasSize(callsBefore);

        held.mend();
        await().until(() -> gateway.get(READY).status() == 200);
        gateway.logon(client);
        assertThat(client.next(2)).extracting(m -> m.pick(150, 11)).containsExactly("150=A|11=A2", "150=0|11=A2");
        assertThat(gateway.get("/v1/orders")
                .json()
                .valueStream()
                .map((JsonNode o) -> o.path("client_order_id")
                        .asString(""))
                .toList()).containsExactlyInAnyOrder("A1", "A2");
    }

    private static String enter(FixPeer client, String clOrdId) {
        client.order(clOrdId, RESTS);
        return client.next(2).getLast().get(37);
    }
}
