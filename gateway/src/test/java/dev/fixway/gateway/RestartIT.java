package dev.fixway.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.fixway.engine.session.FixMessage;
import dev.fixway.engine.session.FixPeer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// A gateway is stopped and started on the same folder: clients go on as if nothing had happened.
class RestartIT {
    private static final String RESTS = "55=AAPL|54=1|38=10|40=2|44=9.50|59=1";
    private static final String MARKET = "55=AAPL|54=1|38=10|40=1";
    private static final Duration LOOK = Duration.ofMillis(200);

    @TempDir
    @SuppressWarnings("NullAway") // set by JUnit
    Path folder;

    private final HeldProvider.Doors venue = new HeldProvider.Doors();

    @SuppressWarnings("NullAway") // set before each test
    private TestGateway gateway;

    @BeforeEach
    void start() {
        gateway = started(Map.of());
    }

    private TestGateway started(Map<String, String> settings) {
        return TestGateway.start(folder, settings,
                new Ports(ledger -> ledger, provider -> new HeldProvider(provider, venue), () -> {
                }));
    }

    @AfterEach
    void stop() {
        venue.calls().open();
        venue.events().open();
        gateway.close();
    }

    private void restart() {
        gateway.close();
        gateway = started(Map.of());
    }

    /// Logs on without a gap: the gateway's Logon has the number after the last message that came.
    private void logonInOrder(FixPeer peer) {
        int expected = peer.nextIn();
        gateway.logon(peer);
        assertThat(peer.nextIn()).as("number after the Logon").isEqualTo(expected + 1);
    }

    @Test
    void goesOnWithNumbersAndOrders() {
        FixPeer client = gateway.logon("CLIENT1");
        client.order("A1", RESTS);
        String orderId = client.next(2).getLast().get(37);
        client.logout();

        restart();
        logonInOrder(client);

        assertThat(gateway.get("/v1/orders/" + orderId).text("status")).isEqualTo("OPEN");
        client.request("F", "B1", "A1", "55=AAPL|54=1");
        assertThat(client.next(2)).extracting(m -> m.pick(150, 39, 11, 41, 37))
                .containsExactly("150=6|39=6|11=B1|41=A1|37=" + orderId, "150=4|39=4|11=B1|41=A1|37=" + orderId);
        client.order("A1", RESTS);
        assertThat(client.next().pick(150, 39, 103)).isEqualTo("150=8|39=4|103=6");
        assertThat(client.next(LOOK)).isNull();
    }

    @Test
    void logsOutWhenItStops() {
        FixPeer client = gateway.logon("CLIENT1");

        gateway.gateway().close();

        assertThat(client.next().type()).isEqualTo("5");
        client.expectClosed();
        restart();
        logonInOrder(client);
    }

    @Test
    void tellsOnceWhatHappenedWhileTheClientWasAway() {
        FixPeer client = gateway.logon("CLIENT1");
        venue.events().shut();
        client.order("A1", MARKET);
        String orderId = client.next(2).getLast().get(37);
        client.logout();
        venue.events().open();
        await().until(() -> "FILLED".equals(gateway.get("/v1/orders/" + orderId).text("status")));

        restart();
        logonInOrderAndTells(client, "150=F|39=2|11=A1|14=10|97=");
        client.logout();
        restart();

        logonInOrder(client);
        assertThat(client.next(LOOK)).isNull();
    }

    private void logonInOrderAndTells(FixPeer client, String report) {
        gateway.logon(client);
        FixMessage told = client.next();
        assertThat(told.pick(150, 39, 11, 14, 97)).isEqualTo(report);
        assertThat(client.next(LOOK)).isNull();
    }

    @Test
    void tellsWhatTheVenueDidWhileTheGatewayWasDown() {
        gateway.close();
        gateway = started(Map.of("MOCK_FILL_DELAY_MS", "600"));
        FixPeer client = gateway.logon("CLIENT1");
        client.order("A1", MARKET);
        client.next(2);
        client.logout();
        restart();

        logonInOrderAndTells(client, "150=F|39=2|11=A1|14=10|97=");
    }

    @Test
    void goesOnWithAnOpenCancel() {
        FixPeer client = gateway.logon("CLIENT1");
        client.order("A1", RESTS);
        String orderId = client.next(2).getLast().get(37);
        venue.calls().shut();
        client.request("F", "B1", "A1", "55=AAPL|54=1");
        assertThat(client.next().pick(150, 39)).isEqualTo("150=6|39=6");
        client.logout();
        gateway.close();
        venue.calls().open();

        gateway = started(Map.of());
        gateway.logon(client);

        assertThat(client.next().pick(150, 39, 11, 41)).isEqualTo("150=4|39=4|11=B1|41=A1");
        assertThat(gateway.get("/v1/orders/" + orderId).text("status")).isEqualTo("CANCELLED");
    }

    @Test
    void provesAndShowsTheLedger() {
        FixPeer client = gateway.logon("CLIENT1");
        client.order("A1", MARKET);
        List<FixMessage> told = client.next(3);
        String orderId = told.getFirst().get(37);
        client.logout();
        List<String> ids = List.of(orderId, "A1", orderId + "-1", told.getLast().get(17), told.get(1).get(198));

        ids.forEach(id -> showsTheOrder(id, orderId));
        Printed beside = run("verify");
        gateway.close();
        ids.forEach(id -> showsTheOrder(id, orderId));
        Printed alone = run("verify");

        assertThat(beside.code()).isZero();
        assertThat(beside.text()).endsWith("clean\n").doesNotContain("not compared");
        assertThat(alone.code()).isZero();
        assertThat(alone.text()).endsWith("clean\n").doesNotContain("not compared");
        assertThat(run("query", "NOTHING").code()).isEqualTo(1);
    }

    private void showsTheOrder(String id, String orderId) {
        Printed printed = run("query", id);
        assertThat(printed.code()).as("query %s: %s", id, printed.text()).isZero();
        assertThat(printed.text()).contains(orderId, "A1", "ORDER_RECEIVED", "ROUTED", "FILLED");
        assertThat(run("query", id, "--json").text().lines()).isNotEmpty()
                .allSatisfy(line -> assertThat(line).startsWith("{").contains(orderId));
    }

    @Test
    void letsNoSecondGatewayIntoTheFolder() {
        String pid = String.valueOf(ProcessHandle.current().pid());

        assertThatThrownBy(() -> Gateway.start(TestGateway.environment(folder, Map.of()), Ports.PLAIN))
                .hasMessageContaining(pid);

        assertThat(gateway.get("/readyz").status()).isEqualTo(200);
        assertThat(folder.resolve("data/run.json")).exists();
        assertThat(run("verify").code()).isZero();
    }

    private record Printed(int code, String text) {}

    private Printed run(String command, String... arguments) {
        StringWriter out = new StringWriter();
        CommandLine line = Main.commandLine();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(out, true));
        List<String> words = new java.util.ArrayList<>(List.of("ledger", command));
        words.addAll(List.of(arguments));
        words.addAll(List.of("--data-dir", folder.resolve("data").toString()));
        int code = line.execute(words.toArray(String[]::new));
        return new Printed(code, out.toString());
    }
}
