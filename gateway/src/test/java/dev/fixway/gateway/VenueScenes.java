package dev.fixway.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fixway.engine.provider.Capabilities.Amends;
import dev.fixway.engine.session.FixMessage;
import dev.fixway.engine.session.FixPeer;
import dev.fixway.providers.standin.Fault;
import dev.fixway.providers.standin.StandInControl;
import dev.fixway.providers.standin.StandInMessages.TermsText;
import dev.fixway.providers.standin.StandInVenue;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// A stage for scenarios of the order state tables: the product between a FIX socket and a venue that does what the
/// test says. One gateway for all tests of a class; each test has a session of its own and an order `X` for 100 at
/// limit 10.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class VenueScenes {
    static final String RECEIVED = "8(X) A/A 100/0/100 @0";
    static final String NEW = "8(X) 0/0 100/0/100 @0";
    static final String ASKED = " 58=canceled on request";
    private static final int SESSIONS = 40;
    private final Map<String, Integer> reportCounts = new HashMap<>();
    private final FixPeer copy = new FixPeer("DROPCOPY", "FIXWAY");
    private int session;

    @SuppressWarnings("NullAway") // set before all tests
    Path folder;
    @SuppressWarnings("NullAway") // set before all tests
    StandInVenue.Manner manner;
    @SuppressWarnings("NullAway") // set before all tests
    StandInVenue venue;
    @SuppressWarnings("NullAway") // set before all tests
    StandInControl control;
    @SuppressWarnings("NullAway") // set before all tests
    TestGateway gateway;
    @SuppressWarnings("NullAway") // set before each test
    FixPeer peer;
    @SuppressWarnings("NullAway") // set by the first report of a test
    String orderId;

    /// How the venue amends orders.
    Amends amends() {
        return Amends.IN_PLACE;
    }

    /// Settings beside those that every scene has.
    Map<String, String> settings() {
        return Map.of();
    }

    Ports ports() {
        return Ports.PLAIN;
    }

    @BeforeAll
    void open(@TempDir Path made) throws IOException {
        folder = made;
        manner = new StandInVenue.Manner(0, amends(), Duration.ZERO, Duration.ZERO, BigDecimal.ONE);
        openVenue();
        manner = new StandInVenue.Manner(venue.port(), amends(), Duration.ZERO, Duration.ZERO, BigDecimal.ONE);
        control = new StandInControl(venue.port());
        StringBuilder sessions = new StringBuilder("[default]\nConnectionType=acceptor\nBeginString=FIX.4.4\n")
                .append("SenderCompID=FIXWAY\n[session]\nTargetCompID=DROPCOPY\nRole=dropcopy\n");
        for (int i = 1; i <= SESSIONS; i++) {
            sessions.append("[session]\nTargetCompID=S").append(i).append("\nAccount=MAIN\n");
        }
        Files.writeString(folder.resolve("sessions.cfg"), sessions);
        openGateway();
    }

    void openVenue() {
        venue = StandInVenue.start(manner, folder.resolve("book"));
    }

    void openGateway() {
        Map<String, String> all = new HashMap<>(Map.of("GATEWAY_PROVIDER", "stand-in", "STAND_IN_URL",
                "http://127.0.0.1:" + manner.port(), "STAND_IN_AMENDS", amends().name().toLowerCase(Locale.ROOT),
                "STAND_IN_VISIBILITY_MS", "0",
                "RECONNECT_INITIAL_BACKOFF_MS", "10", "RECONNECT_MAX_BACKOFF_MS", "50", "LEDGER_DURABILITY", "process",
                "FIX_CONFIG", folder.resolve("sessions.cfg").toString()));
        all.putAll(settings());
        gateway = TestGateway.start(folder, all, ports());
        gateway.logon(copy);
    }

    @AfterAll
    void shut() {
        gateway.close();
        control.close();
        venue.close();
    }

    @BeforeEach
    void logon() {
        session++;
        peer = gateway.logon("S" + session);
    }

    @AfterEach
    void logout() {
        control.forgetFaults();
        peer.logout();
    }

    // --- what the client does and hears ---------------------------------------------------------------------------

    static String terms(String orderQty) {
        return terms(orderQty, "10", "0");
    }

    static String terms(String orderQty, String price, String timeInForce) {
        return "55=AAPL|54=1|38=" + orderQty + "|40=2|44=" + price + "|59=" + timeInForce;
    }

    void enter(String terms) {
        peer.order("X", terms);
    }

    /// Order `X`, acknowledged.
    void working() {
        working("0");
    }

    void working(String timeInForce) {
        enter(terms("100", "10", timeInForce));
        tells(RECEIVED, NEW);
    }

    void cancel(String clOrdId, String origClOrdId) {
        peer.request("F", clOrdId, origClOrdId, "55=AAPL|54=1");
    }

    /// A cancel that the venue has taken and not carried out.
    void cancelHeld(String clOrdId, String origClOrdId, String expected) {
        holds(Fault.On.CANCEL, 1);
        cancel(clOrdId, origClOrdId);
        tells(expected);
        awaitHeld(1);
    }

    /// A replace that the venue has taken and not carried out.
    void replaceHeld(String clOrdId, String origClOrdId, String orderQty, String expected) {
        holds(Fault.On.REPLACE, 1);
        replace(clOrdId, origClOrdId, orderQty);
        tells(expected);
        awaitHeld(1);
    }

    void replace(String clOrdId, String origClOrdId, String orderQty) {
        peer.request("G", clOrdId, origClOrdId, terms(orderQty));
    }

    /// The next reports are these; each ExecID(17) has the number after the one before.
    void tells(String... expected) {
        List<String> told = new ArrayList<>();
        for (FixMessage report : peer.next(expected.length)) {
            told.add(TableNotation.of(report));
            count(report);
        }
        assertThat(told).containsExactly(expected);
    }

    private void count(FixMessage report) {
        String of = report.get(37);
        if (!"NONE".equals(of)) {
            orderId = of;
        }
        String execId = report.find(17);
        if (execId != null && execId.startsWith(of + ".")) {
            int number = reportCounts.merge(of, 1, Integer::sum);
            assertThat(execId).as("%s", report).isEqualTo(of + "." + number);
        }
    }

    /// Nothing more is told: the answer to a status request is next. Then what REST says.
    ///
    /// - `status`: as in `I/2 100/100/0 @10`
    /// - `restStatus`: as in `FILLED`
    void ends(String status, String restStatus) {
        peer.send("35=H|11=X|55=AAPL|54=1");
        tells("8(X) " + status);
        TestGateway.Answer shown = gateway.get("/v1/orders/" + orderId);
        assertThat(shown.text("status")).isEqualTo(restStatus);
        assertThat(shown.text("filled_quantity")).isEqualTo(status.split("[ /]", -1)[3]);
    }

    /// What drop copy got of this order is, from its first report on, exactly this.
    void copied(String... expected) {
        List<String> told = new ArrayList<>();
        while (told.size() < expected.length) {
            FixMessage report = copy.next();
            if (orderId.equals(report.find(37))) {
                told.add(TableNotation.of(report));
            }
        }
        assertThat(told).containsExactly(expected);
    }

    /// What drop copy got of an order that was placed elsewhere becomes this test's order.
    void adopts(String venueOrderId, String expected) {
        FixMessage report = copy.next();
        while (!venueOrderId.equals(report.find(198))) {
            report = copy.next();
        }
        assertThat(TableNotation.of(report)).isEqualTo(expected);
        orderId = report.get(37);
    }

    /// What a command beside the gateway printed and ended with.
    record Ran(int code, String out, String err) {}

    Ran fixway(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--data-dir", folder.resolve("data").toString()));
        int code = Main.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(all.toArray(String[]::new));
        return new Ran(code, out.toString(), err.toString());
    }

    // --- what the venue does --------------------------------------------------------------------------------------

    /// The order's n-th route, as the venue knows it.
    String route(int n) {
        return orderId + "-" + n;
    }

    void fills(String qty) {
        fills(qty, "10");
    }

    void fills(String qty, String price) {
        control.fill(route(1), qty, price);
    }

    /// A fill that crosses with what the client sends next: it is in, and the client has not read it.
    void fillsUnread(String qty, String cumQty) {
        fills(qty);
        awaitShown("filled_quantity", cumQty);
    }

    void awaitShown(String member, String value) {
        await().until(() -> gateway.get("/v1/orders/" + orderId).text(member).equals(value));
    }

    void faults(Fault.Kind kind, Fault.@Nullable On on) {
        control.fault(new Fault(kind, on, null, 1, 0));
    }

    /// The next requests of this kind are taken; what becomes of them is said later.
    void holds(Fault.On on, int times) {
        control.fault(new Fault(Fault.Kind.HELD, on, null, times, 0));
    }

    /// The order has come to the venue, which may not have said so.
    void awaitAtVenue() {
        await().until(() -> control.order(route(1)) != null);
    }

    /// So many requests have come to the venue and are held there.
    void awaitHeld(int count) {
        await().until(() -> control.picture().held().getOrDefault(route(1), 0) == count);
    }

    void confirms() {
        control.confirm(route(1));
    }

    void refuses(String code) {
        control.refuse(route(1), code, "no");
    }

    void restates(String orderQty, int reason) {
        restates("day", orderQty, reason);
    }

    void restates(String timeInForce, String orderQty, int reason) {
        control.restate(route(1), new TermsText("limit", timeInForce, orderQty, "10", null), reason);
    }
}
