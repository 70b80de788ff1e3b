package dev.fixway.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fixway.engine.order.Gate;
import dev.fixway.engine.provider.ProviderFactory;
import dev.fixway.engine.session.FixMessage;
import dev.fixway.engine.session.FixPeer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `fixway kill` beside a running gateway, seen by a FIX client and a REST client.
class KillCommandIT {
    private static final String RESTS = "55=AAPL|54=1|38=10|40=2|44=9.50|59=1";
    private static final String REST_BODY = """
            {"symbol":"AAPL","side":"BUY","quantity":"5","order_type":"LIMIT","limit_price":"9","time_in_force":"GTC"}""";

    @TempDir
    @SuppressWarnings("NullAway") // set by JUnit
    Path folder;

    @SuppressWarnings("NullAway") // set before each test
    private TestGateway gateway;

    @BeforeEach
    void start() {
        gateway = TestGateway.start(folder, Map.of("RISK_CONTROLS", "all", "RISK_ORDER_QTY_MAX", "1000"), Ports.PLAIN);
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    private record Ran(int code, String out, String err) {}

    private Ran fixway(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        List<String> all = new ArrayList<>(List.of("kill"));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--data-dir", folder.resolve("data").toString()));
        int code = Main.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(all.toArray(String[]::new));
        return new Ran(code, out.toString(), err.toString());
    }

    @Test
    void cancelsEverythingAndStaysOnOverARestart() {
        FixPeer peer = gateway.logon("CLIENT1");
        peer.order("A1", RESTS);
        String orderId = peer.next(2).getLast().get(37);
        assertThat(gateway.enter(REST_BODY).status()).isEqualTo(201);

        Ran killed = fixway("--text", "a loop");

        assertThat(killed.code()).as(killed.toString()).isZero();
        assertThat(killed.out()).contains("kill switch on since ", ": a loop\nno order is open\n");
        assertThat(peer.next(2)).extracting(report -> report.pick(150, 39, 11, 41, 58))
                .containsExactly("150=6|39=6|11=A1|41=|58=",
                        "150=4|39=4|11=A1|41=|58=canceled by the kill switch");
        assertThat(gateway.get("/v1/orders/" + orderId).text("status")).isEqualTo("CANCELLED");
        assertRefuses(peer, "A2");
        peer.logout();
        gateway.close();
        start();
        gateway.logon(peer);

        assertThat(gateway.get("/health").text("kill_switch")).isEqualTo("on");
        assertThat(gateway.get("/metrics").body()).contains("fixway_kill_switch 1");
        assertRefuses(peer, "A3");
        assertThat(fixway("--status").code()).isEqualTo(1);
        assertThat(fixway("--release").code()).isEqualTo(2);
        assertThat(fixway("--release", "--text", "mended").out()).isEqualTo("kill switch off\n");
        assertThat(fixway("--status").code()).isZero();
        peer.order("A4", RESTS);
        assertThat(peer.next(2).getLast().pick(150, 39)).isEqualTo("150=0|39=0");
    }

    private void assertRefuses(FixPeer peer, String clOrdId) {
        peer.order(clOrdId, RESTS);
        assertThat(peer.next().pick(150, 39, 103, 58))
                .isEqualTo("150=8|39=8|103=99|58=KILL_SWITCH: no orders are taken");
        TestGateway.Answer refused = gateway.enter(REST_BODY);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text("code")).isEqualTo("ORDER_REJECTED");
        assertThat(refused.json().path("details").path("reject_code").asString("")).isEqualTo("KILL_SWITCH");
    }

    @Test
    void letsReduceOnlyOrdersPass() {
        assertThat(fixway().code()).isZero();

        TestGateway.Answer exit = gateway.enter(REST_BODY.replace("}", ",\"reduce_only\":true}"));

        assertThat(exit.status()).as(exit.body()).isEqualTo(201);
    }

    @Test
    void namesTheLimitThatAnOrderBreaks() {
        FixPeer peer = gateway.logon("CLIENT1");
        peer.order("A1", RESTS);
        peer.next(2);

        peer.request("G", "A2", "A1", RESTS.replace("38=10", "38=1001"));
        FixMessage refused = peer.next();
        TestGateway.Answer tooLarge = gateway.enter(REST_BODY.replace("\"5\"", "\"1001\""));

        assertThat(refused.type() + "|" + refused.pick(39, 434, 102, 58))
                .isEqualTo("9|39=0|434=2|102=99|58=MAX_ORDER_QTY: 1001 is more than 1000");
        assertThat(tooLarge.status()).isEqualTo(422);
        assertThat(tooLarge.json().path("details").path("reject_code").asString("")).isEqualTo("MAX_ORDER_QTY");
        await().untilAsserted(() -> assertThat(gateway.get("/metrics").body())
                .contains("fixway_risk_refusals_total{rule=\"MAX_ORDER_QTY\"} 2"));
    }

    @Test
    void saysThatTheMockIsHeldByItsGateway() throws InterruptedException {
        FixPeer peer = gateway.logon("CLIENT1");
        peer.order("A1", RESTS);
        peer.next(2);

        StringWriter beside = new StringWriter();
        boolean isDone = direct(beside);
        gateway.close();
        StringWriter alone = new StringWriter();

        assertThat(isDone).isFalse();
        assertThat(beside.toString()).startsWith("mock: not done: mock: its book in ").contains(" is in use ");
        assertThat(direct(alone)).as(alone.toString()).isTrue();
        assertThat(alone.toString()).contains(" AAPL BUY 10: cancel taken\n")
                .endsWith("mock: 1 open orders found, 0 still open\n");
        start();
        gateway.logon(peer);
        assertThat(peer.next().pick(150, 39, 11, 41)).isEqualTo("150=4|39=4|11=A1|41=");
    }

    private boolean direct(StringWriter out) throws InterruptedException {
        ProviderFactory mock = ProviderChoice.choose(TestGateway.environment(folder, Map.of())).getFirst();
        return new DirectKill(new PrintWriter(out), Duration.ofSeconds(5)).cancelAll(mock.name(),
                () -> mock.emergency(TestGateway.environment(folder, Map.of()), folder.resolve("data"),
                        Clock.systemUTC()));
    }

    @Test
    void isOnAsSoonAsItCanBeRecorded() {
        gateway.close();
        AtomicReference<HeldLedger> ledger = new AtomicReference<>();
        gateway = TestGateway.start(folder, Map.of(), new Ports(real -> {
            ledger.set(new HeldLedger(real, new Gate()));
            return ledger.get();
        }, provider -> provider, () -> {
        }));
        FixPeer peer = gateway.logon("CLIENT1");
        peer.order("A1", RESTS);
        String orderId = peer.next(2).getLast().get(37);
        ledger.get().failAppends("the disk is full");

        Ran failed = fixway("--text", "a loop");
        Ran again = fixway("--text", "a loop");

        assertThat(failed.code()).isEqualTo(1);
        assertThat(failed.err()).contains("takes no orders until it can", "fixway kill --direct");
        assertThat(again.err()).contains("takes no orders until it can");
        ledger.get().mend();
        await().until(() -> gateway.get("/health").text("kill_switch").equals("on"));
        await().until(() -> gateway.get("/v1/orders/" + orderId).text("status").equals("CANCELLED"));
        assertThat(gateway.enter(REST_BODY).status()).isEqualTo(422);
    }

    @Test
    void saysWhatElseCanBeDoneWithoutAGateway() {
        gateway.close();

        Ran alone = fixway();

        assertThat(alone.code()).isEqualTo(1);
        assertThat(alone.err()).contains("no gateway runs on ", "fixway kill --direct");
    }
}
