package dev.fixway.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fixway.engine.session.FixPeer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// The scenarios of the order state tables that the mock can cause, over a socket; each test has a session of its own.
///
/// The mock fills a fifth and then the rest. Crossings are made by holding a call on its way or what the mock tells.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ScenariosIT {
    private static final String MARKET = "55=AAPL|54=1|38=100|40=1";
    private static final String RESTS = "55=AAPL|54=1|38=100|40=2|44=9.50|59=1";
    private static final String SELLS = "55=AAPL|54=2|38=100|40=2|44=1.00|59=1";
    private static final String TIME = "60=20260102-10:00:00|";
    private static final Duration LOOK = Duration.ofMillis(60);
    private static final int SESSIONS = 40;
    private static final String RECEIVED = "8(X) A/A 100/0/100 @0";
    private static final String NEW = "8(X) 0/0 100/0/100 @0";
    private static final String FIRST = "8(X) F/1 100/20/80 @p 32=20";

    private final HeldProvider.Doors venue = new HeldProvider.Doors();

    @SuppressWarnings("NullAway") // set before all tests
    private TestGateway gateway;
    private int session;

    @SuppressWarnings("NullAway") // set before each test
    private FixPeer peer;
    @SuppressWarnings("NullAway") // set before each test
    private WireReports reports;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        StringBuilder sessions = new StringBuilder("[default]\nConnectionType=acceptor\nBeginString=FIX.4.4\n")
                .append("SenderCompID=FIXWAY\n");
        for (int i = 1; i <= SESSIONS; i++) {
            sessions.append("[session]\nTargetCompID=S").append(i).append("\nAccount=MAIN\n");
        }
        Path file = Files.writeString(folder.resolve("sessions.cfg"), sessions);
        gateway = TestGateway.start(folder,
                Map.of("FIX_CONFIG", file.toString(), "MOCK_PARTIAL_FILL_RATIO", "0.2", "MOCK_FILL_DELAY_MS", "500",
                        "LEDGER_DURABILITY", "process"),
                new Ports(ledger -> ledger, provider -> new HeldProvider(provider, venue), () -> {
                }));
    }

    @AfterAll
    void stop() {
        gateway.close();
    }

    @BeforeEach
    void logon() {
        session++;
        peer = gateway.logon("S" + session);
        reports = new WireReports();
    }

    @AfterEach
    void logout() {
        venue.calls().open();
        venue.events().open();
        peer.logout();
    }

    private void tells(String... expected) {
        List<String> told = peer.next(expected.length).stream().map(reports::text).toList();
        assertThat(told).containsExactly(expected);
    }

    private void tellsNoMore() {
        assertThat(peer.next(LOOK)).isNull();
    }

    private void enter(String terms) {
        peer.order("X", terms);
        tells(RECEIVED, NEW);
    }

    /// An order whose first fill the mock has made and not told yet.
    private void enterWithFillUnderWay(String terms) {
        venue.events().shut();
        enter(terms);
        await().until(() -> venue.events().waiting() == 1);
    }

    /// An order that is filled, of which only the first fill has been told.
    private void enterWithLastFillUnderWay(String terms) {
        enter(terms);
        tells(FIRST);
        venue.events().shut();
        await().until(() -> venue.events().waiting() == 1);
    }

    private void cancel(String clOrdId, String origClOrdId) {
        peer.request("F", clOrdId, origClOrdId, "55=AAPL|54=1");
    }

    private void replace(String clOrdId, String origClOrdId, String terms) {
        peer.request("G", clOrdId, origClOrdId, terms);
    }

    private static String qty(String terms, int orderQty) {
        return terms.replace("38=100", "38=" + orderQty);
    }

    private void status(String clOrdId) {
        peer.send("35=H|11=" + clOrdId + "|55=AAPL|54=1");
    }

    @Test
    void a1aFills() {
        enter(MARKET);

        tells(FIRST, "8(X) F/2 100/100/0 @p 32=80");
        tellsNoMore();
    }

    @Test
    void a1aRejects() {
        peer.order("X", qty(MARKET, 0));

        tells("8(X) 8/8 0/0/0 @0 37=NONE 103=13");
        tellsNoMore();
    }

    @Test
    void b1aCancelsWithoutFill() {
        enter(RESTS);

        cancel("Y", "X");

        tells("8(Y,X) 6/6 100/0/100 @0", "8(Y,X) 4/4 100/0/0 @0");
        tellsNoMore();
    }

    @Test
    void b1bFillsWhileCancelIsPending() {
        enterWithFillUnderWay(MARKET);

        cancel("Y", "X");

        tells("8(Y,X) 6/6 100/0/100 @0");
        venue.events().open();
        tells("8(X) F/6 100/20/80 @p 32=20", "8(Y,X) 4/4 100/20/0 @p");
        tellsNoMore();
    }

    @Test
    void b1cIsFilledBeforeTheCancelWorks() {
        enterWithLastFillUnderWay(MARKET);

        cancel("Y", "X");

        tells("8(Y,X) 6/6 100/20/80 @p");
        venue.events().open();
        tells("8(X) F/6 100/100/0 @p 32=80", "9(Y,X) 2 0 434=1");
        cancel("Z", "X");
        tells("9(Z,X) 2 0 434=1");
    }

    @Test
    void b1dCancelsBeforeTheAcknowledgement() {
        venue.calls().shut();
        peer.order("X", RESTS);
        cancel("Y", "X");

        tells(RECEIVED, "8(Y,X) 6/6 100/0/100 @0");
        venue.calls().open();
        tells("8(X) 0/6 100/0/100 @0", "8(Y,X) 4/4 100/0/0 @0");
    }

    @Test
    void b1eAcknowledgementAndCancelCross() {
        peer.order("X", RESTS);
        cancel("Y", "X");

        List<String> told = peer.next(4).stream().map(reports::text).toList();
        assertThat(told).isIn(
                List.of(RECEIVED, NEW, "8(Y,X) 6/6 100/0/100 @0", "8(Y,X) 4/4 100/0/0 @0"),
                List.of(RECEIVED, "8(Y,X) 6/6 100/0/100 @0", "8(X) 0/6 100/0/100 @0", "8(Y,X) 4/4 100/0/0 @0"));
    }

    @Test
    void b1fKnowsNoSuchOrder() {
        cancel("Y", "X");

        tells("9(Y,X) 8 1 37=NONE 434=1");
    }

    @Test
    void c1aReplacesUpWithoutFill() {
        enter(MARKET);

        replace("Y", "X", qty(MARKET, 110));

        tells("8(Y,X) E/E 100/0/100 @0", "8(Y,X) 5/0 110/0/110 @0", "8(Y) F/1 110/22/88 @p 32=22",
                "8(Y) F/2 110/110/0 @p 32=88");
    }

    @Test
    void c1bFillsOnTheOldTermsWhileReplaceIsPending() {
        enterWithFillUnderWay(MARKET);

        replace("Y", "X", qty(MARKET, 120));

        tells("8(Y,X) E/E 100/0/100 @0");
        venue.events().open();
        tells("8(X) F/E 100/20/80 @p 32=20", "8(Y,X) 5/1 120/20/100 @p", "8(Y) F/2 120/120/0 @p 32=100");
    }

    @Test
    void c1cRefusesToEnlargeAFilledOrder() {
        enter(MARKET);
        tells(FIRST, "8(X) F/2 100/100/0 @p 32=80");

        replace("Y", "X", qty(MARKET, 120));

        tells("9(Y,X) 2 0 434=2");
    }

    @Test
    void c2aIsFilledWhilePriceReplaceIsUnderWay() {
        enterWithLastFillUnderWay(SELLS);

        replace("Y", "X", SELLS.replace("44=1.00", "44=2.00"));

        tells("8(Y,X) E/E 100/20/80 @p");
        venue.events().open();
        tells("8(X) F/E 100/100/0 @p 32=80", "9(Y,X) 2 0 434=2");
    }

    @Test
    void c3aReducesToMoreThanFilled() {
        enterWithFillUnderWay(MARKET);

        replace("Y", "X", qty(MARKET, 80));

        tells("8(Y,X) E/E 100/0/100 @0");
        venue.events().open();
        tells("8(X) F/E 100/20/80 @p 32=20", "8(Y,X) 5/1 80/20/60 @p", "8(Y) F/2 80/80/0 @p 32=60");
    }

    @Test
    void c3bReducesToWhatIsFilled() {
        enterWithFillUnderWay(MARKET);

        replace("Y", "X", qty(MARKET, 20));

        tells("8(Y,X) E/E 100/0/100 @0");
        venue.events().open();
        tells("8(X) F/E 100/20/80 @p 32=20", "8(Y,X) 5/2 20/20/0 @p");
        tellsNoMore();
    }

    @Test
    void c3cReducesToLessThanFilledAndEndsAtWhatIsFilled() {
        enterWithFillUnderWay(MARKET);

        replace("Y", "X", qty(MARKET, 10));

        tells("8(Y,X) E/E 100/0/100 @0");
        venue.events().open();
        tells("8(X) F/E 100/20/80 @p 32=20", "8(Y,X) 5/2 20/20/0 @p");
        tellsNoMore();
    }

    @Test
    void d1aReplacesTwiceInARow() {
        enterWithFillUnderWay(MARKET);
        replace("Y", "X", qty(MARKET, 80));
        tells("8(Y,X) E/E 100/0/100 @0");
        venue.events().open();
        tells("8(X) F/E 100/20/80 @p 32=20", "8(Y,X) 5/1 80/20/60 @p");

        replace("Z", "Y", qty(MARKET, 60));

        tells("8(Z,Y) E/E 80/20/60 @p", "8(Z,Y) 5/1 60/20/40 @p", "8(Z) F/2 60/60/0 @p 32=40");
    }

    @Test
    void d1bReplacesFromTheLastAcceptedIdAfterARefusal() {
        enter(RESTS);

        replace("Y", "X", qty(RESTS, 80).replace("59=1", "59=0"));
        tells("9(Y,X) 0 2 434=2");
        replace("Z", "X", qty(RESTS, 60));

        tells("8(Z,X) E/E 100/0/100 @0", "8(Z,X) 5/0 60/0/60 @0");
    }

    @Test
    void d2bKeepsTwoReplacesPending() {
        enter(RESTS);
        venue.calls().shut();

        replace("Y", "X", qty(RESTS, 80));
        replace("Z", "Y", qty(RESTS, 70));

        tells("8(Y,X) E/E 100/0/100 @0", "8(Z,X) E/E 80/0/80 @0");
        venue.calls().open();
        tells("8(Y,X) 5/E 80/0/80 @0", "8(Z,Y) 5/0 70/0/70 @0");
    }

    @Test
    void f1aRefusesTheSameIdAgain() {
        enter(RESTS);

        peer.order("X", RESTS);

        tells("8(X) 8/0 100/0/100 @0 103=6");
    }

    @Test
    void f1bAnswersPossResend() {
        enter(RESTS);

        peer.send("35=D|97=Y|11=X|" + TIME + RESTS);
        tells("8(X) I/0 100/0/100 @0");
        peer.send("35=D|97=Y|11=X|" + TIME + RESTS.replace("44=9.50", "44=9.40"));
        tells("8(X) 8/0 100/0/100 @0 103=6");
        peer.send("35=D|97=Y|11=Y|" + TIME + qty(RESTS, 150));

        tells("8(Y) A/A 150/0/150 @0", "8(Y) 0/0 150/0/150 @0");
    }

    @Test
    void g1aKnowsNoSuchOrder() {
        status("X");

        tells("8(X) I/8 0/0/0 @0 37=NONE 103=5");
    }

    @Test
    void g1bTellsThatNothingIsDone() {
        enter(RESTS);

        status("X");

        tells(NEW.replace("0/0 100", "I/0 100"));
    }

    @Test
    void g1cTellsHowItIsDuringLife() {
        venue.calls().shut();
        peer.order("X", MARKET);
        status("X");
        tells(RECEIVED, "8(X) I/A 100/0/100 @0");
        venue.calls().open();
        tells(NEW, FIRST);
        venue.calls().shut();

        status("X");
        tells("8(X) I/1 100/20/80 @p");
        cancel("Y", "X");
        status("Y");
        tells("8(Y,X) 6/6 100/20/80 @p", "8(Y,X) I/6 100/20/80 @p");
        venue.calls().open();
        tells("8(Y,X) 4/4 100/20/0 @p");
        status("Y");

        tells("8(Y,X) I/4 100/20/0 @p");
    }

    @Test
    void i1aEndsFillOrKillThatCannotFill() {
        enter(RESTS.replace("59=1", "59=4"));

        tells("8(X) 4/4 100/0/0 @0");
        tellsNoMore();
    }

    @Test
    void i1bFillsWhatItCanAtOnce() {
        enter(MARKET + "|59=3");

        tells(FIRST, "8(X) 4/4 100/20/0 @p");
        tellsNoMore();
    }
}
