package dev.fixway.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fixway.engine.domain.FillId;
import dev.fixway.engine.domain.OrdType;
import dev.fixway.engine.domain.OrderId;
import dev.fixway.engine.domain.Price;
import dev.fixway.engine.domain.Qty;
import dev.fixway.engine.domain.Side;
import dev.fixway.engine.domain.Symbol;
import dev.fixway.engine.domain.Terms;
import dev.fixway.engine.domain.TimeInForce;
import dev.fixway.engine.domain.VenueOrderId;
import dev.fixway.engine.provider.ProviderEvent;
import dev.fixway.engine.provider.ProviderListener;
import dev.fixway.engine.provider.VenueOrder;
import dev.fixway.engine.session.FixMessage;
import dev.fixway.engine.session.FixPeer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// `fixway orders` beside a running gateway whose venue cannot tell: a FIX client sees what a person resolves.
class OrdersCommandIT {
    private static final String RESTS = "55=AAPL|54=1|38=10|40=2|44=9.50|59=1";
    private final AtomicReference<@Nullable ProviderListener> venue = new AtomicReference<>();

    @TempDir
    @SuppressWarnings("NullAway") // set by JUnit
    Path folder;

    @SuppressWarnings("NullAway") // set before each test
    private TestGateway gateway;

    @BeforeEach
    void start() {
        gateway = TestGateway.start(folder, Map.of(),
                new Ports(ledger -> ledger, provider -> new DeafProvider(provider, venue), () -> {
                }));
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    /// What a command printed and ended with.
    private record Ran(int code, String out, String err) {}

    private Ran run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line = Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        String[] all = java.util.Arrays.copyOf(arguments, arguments.length + 2);
        all[arguments.length] = "--data-dir";
        all[arguments.length + 1] = folder.resolve("data").toString();
        return new Ran(line.execute(all), out.toString(), err.toString());
    }

    private String doubted(FixPeer client, String clOrdId) {
        client.order(clOrdId, RESTS);
        String orderId = client.next(1).getFirst().get(37);
        await().until(() -> gateway.get("/v1/orders/" + orderId).status() == 200
                && run("orders", "--in-doubt", "--json").out().contains(orderId));
        return orderId;
    }

    @Test
    void showsAndRejectsWhatIsInDoubt() {
        FixPeer client = gateway.logon("CLIENT1");
        String orderId = doubted(client, "A1");

        Ran table = run("orders");
        assertThat(table.code()).isZero();
        assertThat(table.out()).startsWith("ID ")
                .contains(orderId, "A1", "CLIENT1", "MAIN", "mock", "AAPL",
                        "PENDING_NEW", "order " + orderId + "-1");

        Ran resolved = run("orders", "resolve", orderId, "rejected", "--text", "asked on the phone");
        assertThat(resolved.out()).isEqualTo("order " + orderId + " is REJECTED, filled 0" + System.lineSeparator());
        assertThat(client.next(1).getFirst().pick(35, 150, 39, 11, 58))
                .isEqualTo("35=8|150=8|39=8|11=A1|58=by hand: asked on the phone");
        assertThat(run("orders", "--in-doubt").out().lines()).hasSize(1);
    }

    @Test
    void fillsByHandAndDoesNotDoubleTheRealFill() {
        FixPeer client = gateway.logon("CLIENT1");
        String orderId = doubted(client, "A1");

        run("orders", "resolve", orderId, "filled", "--qty", "10", "--price", "9.40", "--text", "their screen");
        List<FixMessage> told = client.next(2);
        assertThat(told).extracting(m -> m.pick(150, 39, 14, 151, 31))
                .containsExactly("150=0|39=0|14=0|151=10|31=", "150=F|39=2|14=10|151=0|31=9.40");

        Objects.requireNonNull(venue.get())
                .onEvent(new ProviderEvent.Filled(new OrderId(orderId).route(1), new FillId("real"), Qty.of("10"),
                        Price.of("9.45"), null, Instant.parse("2020-01-01T00:00:00Z")));
        assertThat(client.next(2)).extracting(m -> m.pick(150, 39, 14, 31))
                .containsExactly("150=H|39=0|14=0|31=9.40", "150=F|39=2|14=10|31=9.45");
    }

    @Test
    void refusesWhatContradictsTheFacts() {
        FixPeer client = gateway.logon("CLIENT1");
        String orderId = doubted(client, "A1");

        Ran tooMuch = run("orders", "resolve", orderId, "filled", "--qty", "11", "--price", "9", "--text", "x");
        Ran noPrice = run("orders", "resolve", orderId, "filled", "--text", "x");
        Ran unknown = run("orders", "resolve", "0000000000000000ZZ", "working", "--text", "x");
        run("orders", "resolve", orderId, "working", "--text", "x");
        Ran settled = run("orders", "resolve", orderId, "canceled", "--text", "x");

        assertThat(tooMuch.code()).isEqualTo(1);
        assertThat(tooMuch.err()).contains("the order is for 10");
        assertThat(noPrice.code()).isEqualTo(2);
        assertThat(unknown.code()).isEqualTo(1);
        assertThat(settled.err()).contains("not in doubt");
    }

    @Test
    void showsAndCancelsAnOrderPlacedElsewhere() {
        FixPeer copy = gateway.logon("DROPCOPY");
        ProviderListener engine = Objects.requireNonNull(venue.get());
        engine.onForeign(new VenueOrder("web-1", new VenueOrderId("V-77"), new Symbol("AAPL"), Side.BUY,
                Terms.of(OrdType.LIMIT, Qty.of("5"), Price.of("9"), null, TimeInForce.GTC),
                Instant.parse("2026-01-01T00:00:00Z"), List.of()), null);

        FixMessage adopted = copy.next(1).getFirst();
        assertThat(adopted.pick(150, 39, 11, 38, 198)).isEqualTo("150=0|39=0|11=V-77|38=5|198=V-77");
        String orderId = adopted.get(37);
        assertThat(gateway.get("/v1/orders/" + orderId).text("client_order_id")).isEqualTo("V-77");
        assertThat(run("orders", "--json").out()).contains("\"external\":true", "V-77");
        assertThat(gateway.delete("/v1/orders/" + orderId).status()).isEqualTo(200);
        assertThat(copy.next(1).getFirst().pick(150, 39)).isEqualTo("150=6|39=6");
    }

    @Test
    void saysSoWhenNoGatewayRuns() {
        gateway.close();

        Ran ran = run("orders");

        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err()).startsWith("Error: no gateway runs on ");
    }
}
