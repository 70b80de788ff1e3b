package dev.fixway.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fixway.engine.order.EngineStatus;
import dev.fixway.engine.order.Gate;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The core ends and another takes its place while clients of the stream are connected: nothing is missed or told
/// twice.
class StreamOutageIT {
    private static final String BUY = "{\"symbol\":\"AAPL\",\"side\":\"BUY\",\"quantity\":\"3\","
            + "\"order_type\":\"MARKET\"}";
    private static final int FRAMES_OF_AN_ORDER = 3;

    @TempDir
    @SuppressWarnings("NullAway") // set by JUnit
    Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private final AtomicReference<@Nullable HeldLedger> held = new AtomicReference<>();
    private final HeldProvider.Doors venue = new HeldProvider.Doors();

    @SuppressWarnings("NullAway") // set before each test
    private TestGateway gateway;

    @BeforeEach
    void start() {
        gateway = TestGateway.start(folder, Map.of("MOCK_FILL_DELAY_MS", "0"), new Ports(real -> {
            HeldLedger ledger = new HeldLedger(real, new Gate());
            held.set(ledger);
            return ledger;
        }, provider -> new HeldProvider(provider, venue), () -> {
        }));
    }

    @AfterEach
    void stop() {
        venue.calls().open();
        gateway.close();
        client.close();
    }

    private HeldLedger ledger() {
        return Objects.requireNonNull(held.get());
    }

    private Heard open(String query) {
        return Heard.open(client, gateway.restUrl(), query);
    }

    private void comesBack() {
        await().until(() -> gateway.gateway().status().state() == EngineStatus.State.FAILED);
        ledger().mend();
        await().until(() -> gateway.get("/readyz").status() == 200);
    }

    /// Frames as both kinds of clients have them.
    private static List<String> bare(Heard heard) {
        return heard.ofOrders()
                .stream()
                .map(frame -> frame.replaceAll(",\"(sequence|correlation_id)\":\"[^\"]*\"", ""))
                .toList();
    }

    @Test
    void staysWithItsClientsThroughOutagesWhileOrdersCome() {
        Heard live = open("");
        Heard since = open("?since=0");
        AtomicBoolean isOver = new AtomicBoolean();
        List<TestGateway.Answer> answers = new ArrayList<>();
        CompletableFuture<Void> trading = CompletableFuture.runAsync(() -> {
            while (!isOver.get()) {
                answers.add(gateway.enter(BUY));
            }
        });
        for (int i = 0; i < 2; i++) {
            int before = live.ofOrders().size();
            await().until(() -> live.ofOrders().size() > before + FRAMES_OF_AN_ORDER);
            ledger().failAppends("the disk is gone");
            comesBack();
        }
        isOver.set(true);
        trading.join();
        answers.add(gateway.enter(BUY));
        assertThat(answers).extracting(TestGateway.Answer::status).containsOnly(201, 503).endsWith(201);
        List<String> recorded = answers.stream()
                .filter(answer -> answer.status() == 201)
                .map(answer -> answer.text("id"))
                .toList();

        Heard whole = open("?since=0");
        // Filled, or rejected when its call was not made before the outage.
        await().untilAsserted(() -> {
            assertThat(whole.faults()).isEmpty();
            assertThat(whole.closeCode()).isZero();
            assertThat(whole.endedOrders()).containsExactlyInAnyOrderElementsOf(recorded);
            assertThat(whole.frames()).anyMatch(frame -> frame.contains("\"type\":\"account\""));
        });
        List<String> story = bare(whole);
        assertThat(story).doesNotHaveDuplicates();
        await().untilAsserted(() -> {
            assertThat(bare(live)).isEqualTo(story);
            assertThat(bare(since)).isEqualTo(story);
        });
        assertThat(List.of(live.closeCode(), since.closeCode())).containsOnly(0);
        assertThat(live.frames().stream().filter(frame -> frame.startsWith("{\"type\":\"connection\"")))
                .extracting(frame -> frame.replaceAll(".*\"event\":\"(\\w+)\".*", "$1"))
                .containsExactly("BROKER_DISCONNECTED", "BROKER_RECONNECTED", "BROKER_DISCONNECTED",
                        "BROKER_RECONNECTED");
    }

    @Test
    void tellsThatAnOrderDidNotReachTheVenueBeforeTheOutage() {
        Heard live = open("");
        venue.calls().shut();
        CompletableFuture<TestGateway.Answer> entered = gateway.enterLater(BUY);
        await().until(() -> venue.calls().waiting() == 1);

        ledger().failAppends("the disk is gone");
        assertThat(gateway.enter(BUY).status()).isEqualTo(503);
        TestGateway.Answer answer = entered.join();
        assertThat(answer.status()).isEqualTo(201);
        comesBack();

        await().until(() -> live.ofOrders().size() == 1);
        assertThat(live.ofOrders().getFirst()).contains("ORDER_REJECTED", answer.text("id"));
    }

    @Test
    void closesWhoWouldMissACommitThatIsInAfterAll() {
        assertThat(gateway.enter(BUY).status()).isEqualTo(201);
        // They have heard of no order yet: only the ledger knows where they stand.
        Heard live = open("");
        Heard since = open("?since=0");
        await().until(() -> since.ofOrders().size() == FRAMES_OF_AN_ORDER && since.has("\"type\":\"account\""));

        ledger().failAfterAppend("no answer");
        gateway.enter("{\"symbol\":\"MSFT\",\"side\":\"BUY\",\"quantity\":\"3\",\"order_type\":\"MARKET\"}");
        comesBack();

        await().until(() -> live.closeCode() == 1013 && since.closeCode() == 1013);
        assertThat(live.ofOrders()).isEmpty();
        assertThat(gateway.enter(BUY).status()).isEqualTo(201);
        Heard again = open("?since=0");
        await().until(() -> again.ofOrders().size() >= 2 * FRAMES_OF_AN_ORDER && again.has("\"type\":\"account\""));
        assertThat(bare(again)).startsWith(bare(since).toArray(String[]::new)).doesNotHaveDuplicates();
    }
}
