package dev.fixway.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fixway.engine.session.FixMessage;
import dev.fixway.engine.session.FixPeer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// OrderMassStatusRequest(AF) over the socket.
class MassStatusIT {
    private static final String RESTS = "|54=1|38=10|40=2|44=9.50|59=1";

    @TempDir
    @SuppressWarnings("NullAway") // set by JUnit
    Path folder;

    @SuppressWarnings("NullAway") // set before each test
    private TestGateway gateway;

    @BeforeEach
    void start() {
        gateway = TestGateway.start(folder);
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void tellsEveryOpenOrderOfTheAccountAndNothingOfOthers() {
        FixPeer client = gateway.logon("CLIENT1");
        client.send("35=AF|584=NONE-YET|585=7");
        assertThat(client.next().pick(35, 37, 39, 150, 103, 584, 911, 912, 55, 54, 14, 151, 58)).isEqualTo(
                "35=8|37=NONE|39=8|150=I|103=5|584=NONE-YET|911=0|912=Y|55=[N/A]|54=7|14=0|151=0|58=no open orders");
        client.order("A1", "55=AAPL" + RESTS);
        client.order("A2", "55=MSFT" + RESTS);
        client.order("A3", "55=AAPL" + RESTS);
        List<FixMessage> entered = client.next(6);
        String rest = gateway.enter("""
                {"symbol":"AAPL","side":"SELL","quantity":"7","order_type":"LIMIT","limit_price":"9999"}""").text("id");

        client.send("35=AF|584=ALL|585=7");
        List<FixMessage> all = client.next(4);
        client.send("35=AF|584=SOME|585=1|55=AAPL|54=1");
        List<FixMessage> some = client.next(2);
        FixPeer other = gateway.logon("CLIENT2");
        other.send("35=AF|584=OTHERS|585=7");

        assertThat(all).extracting(m -> m.pick(35, 150, 39, 11, 55, 38, 151, 584, 911, 912))
                .containsExactly(
                        "35=8|150=I|39=0|11=A1|55=AAPL|38=10|151=10|584=ALL|911=4|912=N",
                        "35=8|150=I|39=0|11=A2|55=MSFT|38=10|151=10|584=ALL|911=4|912=N",
                        "35=8|150=I|39=0|11=A3|55=AAPL|38=10|151=10|584=ALL|911=4|912=N",
                        "35=8|150=I|39=0|11=" + rest + "|55=AAPL|38=7|151=7|584=ALL|911=4|912=Y");
        assertThat(some).extracting(m -> m.pick(11, 584, 911, 912))
                .containsExactly("11=A1|584=SOME|911=2|912=N",
                        "11=A3|584=SOME|911=2|912=Y");
        assertThat(all).extracting(m -> m.get(17))
                .doesNotHaveDuplicates()
                .doesNotContainAnyElementsOf(entered.stream().map(m -> m.get(17)).toList());
        assertThat(other.next().pick(150, 39, 584, 911, 912)).isEqualTo("150=I|39=8|584=OTHERS|911=0|912=Y");
    }

    @Test
    void refusesWhatCannotBeAskedSo() {
        Map<String, String> refusals = new LinkedHashMap<>();
        refusals.put("585=7", "35=3|371=584|373=1|380=|379=");
        refusals.put("584=Q", "35=3|371=585|373=1|380=|379=");
        refusals.put("584=Q|585=9", "35=3|371=585|373=5|380=|379=");
        refusals.put("584=Q|585=1", "35=j|371=|373=|380=5|379=");
        for (String fault : List.of("585=3", "585=8", "585=7|55=AAPL", "585=7|54=5", "585=7|336=DAY")) {
            refusals.put("584=Q|" + fault, "35=j|371=|373=|380=0|379=Q");
        }
        refusals.put("584=Q|585=7|1=OTHER", "35=j|371=|373=|380=6|379=Q");
        FixPeer client = gateway.logon("CLIENT2");

        refusals.forEach((asked, expected) -> {
            client.send("35=AF|" + asked);
            FixMessage refusal = client.next();
            assertThat(refusal.pick(35, 371, 373, 380, 379)).as(asked).isEqualTo(expected);
            assertThat(refusal.get(372)).isEqualTo("AF");
            assertThat(refusal.get(58)).isNotEmpty();
        });
        client.send("35=BE|923=U|924=1|553=u|554=p");
        assertThat(client.next().pick(35, 380)).isEqualTo("35=j|380=3");
        client.order("A1", "55=AAPL" + RESTS);
        client.next(2);
        client.send("35=AF|584=R|585=7");
        assertThat(client.next().get(912)).isEqualTo("Y");
        client.logout();
        // Logs are written a moment later; all of them at the end.
        gateway.close();

        // What the session answers by itself, and how orders stand, is in no ledger; that is no break.
        StringWriter out = new StringWriter();
        int code = Main.commandLine()
                .setOut(new PrintWriter(out))
                .execute("replay", "--json", "--data-dir", folder.resolve("data").toString(),
                        folder.resolve("data").resolve("fix").resolve("log").toString());
        assertThat(code).as(out.toString()).isZero();
    }
}
