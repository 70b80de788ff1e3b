package dev.fixway.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fixway.engine.session.FixMessage;
import dev.fixway.engine.session.FixPeer;
import dev.fixway.providers.alpaca.AlpacaStandIn;
import dev.fixway.providers.alpaca.PaperOrder;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// A stage for orders over FIX and REST on Alpaca's stand-in, which does what the test says. The mock stands beside it.
/// Each test has a session of its own.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class AlpacaScenes {
    static final String RECEIVED = "8(X) A/A 10/0/10 @0";
    static final String NEW = "8(X) 0/0 10/0/10 @0";
    static final String WHOLE = "8(X) F/2 10/10/0 @100 32=10 31=100";
    static final String ASKED = " 58=canceled at the venue";
    private static final int SESSIONS = 60;
    final FixPeer copy = new FixPeer("DROPCOPY", "FIXWAY");
    private Path folder = Path.of("");
    private int session;
    AlpacaStandIn venue;
    TestGateway gateway;
    FixPeer peer;
    String orderId = "";

    @BeforeAll
    void open(@TempDir Path made) throws IOException {
        folder = made;
        venue = AlpacaStandIn.start(AlpacaStandIn.Manner.BY_HAND, folder.resolve("book"));
        StringBuilder sessions = new StringBuilder("[default]\nConnectionType=acceptor\nBeginString=FIX.4.4\n")
                .append("SenderCompID=FIXWAY\n[session]\nTargetCompID=DROPCOPY\nRole=dropcopy\n");
        for (int i = 1; i <= SESSIONS; i++) {
            sessions.append("[session]\nTargetCompID=S").append(i).append("\nAccount=MAIN\n");
        }
        Files.writeString(folder.resolve("sessions.cfg"), sessions);
        gateway = TestGateway.start(folder, settings(venue, folder.resolve("sessions.cfg")), Ports.PLAIN);
        gateway.logon(copy);
    }

    /// Of a gateway on the stand-in, with the mock beside it, that does not let a test wait.
    static Map<String, String> settings(AlpacaStandIn venue, Path sessions) {
        Map<String, String> settings = new HashMap<>(venue.settings());
        settings.putAll(Map.of("GATEWAY_PROVIDER", "alpaca,mock", "FIX_CONFIG", sessions.toString(),
                "RECONNECT_INITIAL_BACKOFF_MS", "10", "RECONNECT_MAX_BACKOFF_MS", "50", "LEDGER_DURABILITY", "process",
                "ALPACA_VISIBILITY_MS", "800", "ALPACA_COMPARE_SECS", "1", "ALPACA_REQUESTS_PER_MINUTE", "100000",
                "PROVIDER_REQUEST_TIMEOUT_MS", "600"));
        // No prices stream here to value market orders at, and tests are fast.
        settings.putAll(Map.of("RISK_ORDER_VALUE_MAX", "0", "RISK_MESSAGES_PER_SECOND", "0"));
        return settings;
    }

    @AfterAll
    void shut() {
        gateway.close();
        venue.close();
    }

    @BeforeEach
    void logon() {
        session++;
        peer = gateway.logon("S" + session);
    }

    @AfterEach
    void logout() {
        venue.make("forget");
        assertThat(venue.submissions().values()).allMatch(times -> times == 1);
        peer.logout();
    }

    static String terms(String orderQty, String price) {
        return "55=AAPL|54=1|38=" + orderQty + "|40=2|44=" + price + "|59=0";
    }

    static String rest(String quantity) {
        return "{\"symbol\":\"MSFT\",\"side\":\"BUY\",\"quantity\":\"" + quantity
                + "\",\"order_type\":\"LIMIT\",\"limit_price\":\"1\",\"time_in_force\":\"DAY\"}";
    }

    void working() {
        peer.order("X", terms("10", "1"));
        tells(RECEIVED, NEW);
    }

    void tells(String... expected) {
        List<String> told = new ArrayList<>();
        for (FixMessage report : peer.next(expected.length)) {
            told.add(TableNotation.of(report));
            orderId = report.find(37) == null ? orderId : report.get(37);
        }
        assertThat(told).containsExactly(expected);
    }

    String route(int n) {
        return orderId + "-" + n;
    }

    void fill(String quantity, String price) {
        venue.fill(route(1), quantity, price);
    }

    PaperOrder there(int n) {
        return Objects.requireNonNull(venue.order(route(n)));
    }

    void restShows(String status, String filled) {
        TestGateway.Answer shown = gateway.get("/v1/orders/" + orderId);
        assertThat(shown.text("status")).isEqualTo(status);
        assertThat(shown.text("filled_quantity")).isEqualTo(filled);
    }

    List<String> ledger() {
        StringWriter out = new StringWriter();
        Main.commandLine()
                .setOut(new PrintWriter(out))
                .execute("ledger", "query", orderId, "--json", "--data-dir", folder.resolve("data").toString());
        return out.toString().lines().toList();
    }
}
