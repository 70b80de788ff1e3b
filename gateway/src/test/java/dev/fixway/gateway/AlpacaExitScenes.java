package dev.fixway.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fixway.engine.session.FixMessage;
import dev.fixway.engine.session.FixPeer;
import dev.fixway.providers.alpaca.AlpacaStandIn;
import dev.fixway.providers.alpaca.PaperOrder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// A gateway on Alpaca's stand-in, a client of its stream and two FIX sessions, for scenes about stop losses and take
/// profits.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class AlpacaExitScenes {
    static final String BOTH = ",\"stop_loss\":\"90\",\"take_profit\":\"120\"";
    /// What is open is known without a question to the ledger.
    private static final String OPEN = "OPEN,PENDING,PARTIALLY_FILLED,PENDING_CANCEL";
    /// FIX sessions: `CLIENT1` gets the reports of its own orders, `WATCHER` those of the account.
    private static final String SESSIONS = """
            [default]
            ConnectionType=acceptor
            BeginString=FIX.4.4
            SenderCompID=FIXWAY
            [session]
            TargetCompID=CLIENT1
            [session]
            TargetCompID=WATCHER
            Reports=account
            """;
    private final List<FixMessage> watched = new ArrayList<>();
    AlpacaStandIn venue;
    TestGateway gateway;
    FixPeer client;
    FixPeer watcher;
    Frames frames;
    String entryId = "";

    @BeforeAll
    void open(@TempDir Path folder) throws IOException {
        Path sessions = Files.writeString(folder.resolve("sessions.cfg"), SESSIONS);
        venue = AlpacaStandIn.start(AlpacaStandIn.Manner.BY_HAND, folder.resolve("book"));
        gateway = TestGateway.start(folder, AlpacaScenes.settings(venue, sessions), Ports.PLAIN);
        client = gateway.logon("CLIENT1");
        watcher = gateway.logon("WATCHER");
    }

    @AfterAll
    void shut() {
        gateway.close();
        venue.close();
    }

    @BeforeEach
    void listen() {
        frames = new Frames(gateway);
    }

    @AfterEach
    void flatten() {
        frames.close();
        venue.make("forget");
        assertThat(venue.submissions().values()).allMatch(times -> times == 1);
        venue.orders().stream().filter(PaperOrder::isOpen).forEach(order -> venue.make("cancel", order.clientId()));
        await().until(() -> gateway.get("/v1/orders?status=" + OPEN)
                .json()
                .isEmpty());
    }

    void protectedPosition() {
        enter(limit("10", BOTH));
        exits(2);
        fillEntry("10");
        frames.next(4);
        frames.forget();
    }

    static String limit(String quantity, String more) {
        return "{\"symbol\":\"AAPL\",\"side\":\"BUY\",\"quantity\":\"" + quantity
                + "\",\"order_type\":\"LIMIT\",\"limit_price\":\"95\"" + more + "}";
    }

    void enter(String body) {
        TestGateway.Answer answer = gateway.enter(body);
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        entryId = answer.text("id");
    }

    PaperOrder there() {
        return Objects.requireNonNull(venue.order(entryId + "-1"));
    }

    void fillEntry(String quantity) {
        venue.fill(entryId + "-1", quantity, "95");
    }

    void fillEntryIfOpen() {
        await().until(() -> venue.order(entryId + "-1") != null);
        if (there().isOpen()) {
            fillEntry("10");
        }
    }

    /// The exits of the entry, when there are so many.
    List<JsonNode> exits(int count) {
        await().until(() -> exits().size() == count);
        return exits();
    }

    private List<JsonNode> exits() {
        List<JsonNode> exits = new ArrayList<>();
        for (JsonNode order : gateway.get("/v1/orders?status=" + OPEN).json()) {
            if (order.path("parent_order_id").asString("").equals(entryId)) {
                exits.add(order);
            }
        }
        return exits;
    }

    /// The open exit of this type at the venue.
    PaperOrder exit(String type) {
        return venue.orders()
                .stream()
                .filter(order -> order.isOpen() && order.type().equalsIgnoreCase(type) && !order.isBuy())
                .findFirst()
                .orElseThrow();
    }

    String exitId(String type) {
        return exits(2).stream()
                .filter(exit -> exit.path("order_type").asString().equals(type))
                .findFirst()
                .orElseThrow()
                .path("id")
                .asString();
    }

    String positionId(String symbol) {
        return gateway.get("/v1/positions/" + symbol).text("id");
    }

    /// Everything that the session that watches the account was told of this order: each report once, in their order.
    List<String> watched(String orderId) {
        watcher.send("35=H|11=ask|37=" + orderId + "|55=AAPL|54=1");
        FixMessage next = watcher.next();
        while (!next.get(17).startsWith("STA-")) {
            watched.add(next);
            next = watcher.next();
        }
        List<FixMessage> ofOrder = watched.stream().filter(report -> orderId.equals(report.get(37))).toList();
        assertThat(ofOrder).extracting(report -> report.get(17))
                .containsExactlyElementsOf(IntStream.rangeClosed(1, ofOrder.size())
                        .mapToObj(number -> orderId + "." + number)
                        .toList());
        return ofOrder.stream().map(TableNotation::of).toList();
    }

    /// A session that watches nothing hears nothing: the answer to its question is next.
    void clientHearsNothing() {
        client.send("35=H|11=ask|37=" + entryId + "|55=AAPL|54=1");
        assertThat(client.next().pick(150, 37)).isEqualTo("150=I|37=" + entryId);
    }
}
