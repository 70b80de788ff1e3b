package dev.fixway.engine.session;

import static dev.fixway.engine.session.FixClients.MARKET;
import static dev.fixway.engine.session.FixClients.QUIET;
import static dev.fixway.engine.session.FixClients.target;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.fixway.engine.domain.OrdType;
import dev.fixway.engine.domain.Price;
import dev.fixway.engine.domain.Qty;
import dev.fixway.engine.domain.Side;
import dev.fixway.engine.domain.Terms;
import dev.fixway.engine.domain.TimeInForce;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The command-line client against acceptors that are not ours, in each version.
class FixClientElsewhereIT {
    private static final Terms LIMIT = Terms.of(OrdType.LIMIT, Qty.of("10"), Price.of("9.5"), null, TimeInForce.GTC);

    @TempDir
    @SuppressWarnings("NullAway") // set by JUnit
    Path folder;

    private FixClient client(FixTarget target) {
        return FixClients.connect(target, folder);
    }

    @ParameterizedTest
    @EnumSource
    void tradesInEachVersion(FixVersion version) {
        try (PlainAcceptor server = PlainAcceptor.start(version, false, null);
                FixClient client = client(target(server.port(), version))) {
            List<FixText> filled = client.enter(Side.BUY, "AAPL", MARKET, QUIET);
            List<FixText> rests = client.enter(Side.SELL, "AAPL", LIMIT, QUIET);
            String clOrdId = rests.getLast().value(11);
            List<FixText> status = client.status(clOrdId, QUIET);
            List<FixText> replaced = client.replace(clOrdId, Qty.of("20"), Price.of("9.6"), QUIET);
            List<FixText> canceled = client.cancel(replaced.getLast().value(11), QUIET);

            assertThat(filled).extracting(m -> m.value(39)).containsExactly("0", "2");
            assertThat(filled.getLast().toString()).contains("MsgType(35)=8 E", "OrdStatus(39)=2 FILLED",
                    "Side(54)=1 BUY", "SenderCompID(49)=SERVER");
            assertThat(status).singleElement().extracting(m -> m.value(11)).isEqualTo(clOrdId);
            assertThat(replaced).singleElement().extracting(m -> m.value(41)).isEqualTo(clOrdId);
            assertThat(canceled).singleElement().extracting(m -> m.value(39)).isEqualTo("4");
            assertThat(server.received()).anyMatch(
                    m -> m.contains("|35=G|") && m.contains("|38=20|") && m.contains("|44=9.6|")
                            && m.contains("|59=1|"))
                    .anyMatch(m -> m.contains("|35=F|") && m.contains("|38=20|") && m.contains("|54=2|"));
        }
    }

    @Test
    void asksForAllOrders() {
        try (PlainAcceptor server = PlainAcceptor.start(FixVersion.FIXT11, false, null);
                FixClient client = client(target(server.port(), FixVersion.FIXT11))) {
            assertThat(client.massStatus(QUIET)).extracting(m -> m.value(912)).containsExactly("N", "Y");
        }
    }

    @Test
    void oldVersionHasNoMassStatus() {
        try (PlainAcceptor server = PlainAcceptor.start(FixVersion.FIX42, false, null);
                FixClient client = client(target(server.port(), FixVersion.FIX42))) {
            assertThatThrownBy(() -> client.massStatus(QUIET)).hasMessage("FIX.4.2 has no OrderMassStatusRequest(AF)");
        }
    }

    @Test
    void sendsWhatIsTypedWithItsGroups() {
        try (PlainAcceptor server = PlainAcceptor.start(FixVersion.FIX44, false, null);
                FixClient client = client(target(server.port(), FixVersion.FIX44))) {
            List<FixText> answers = client.send("8=FIX.9|35=D|34=77|11=R1|453=2|448=A|447=D|452=1|448=B|447=D|452=3|"
                    + "21=1|55=AAPL|54=1|60=20260304-05:06:07|38=10|40=1", QUIET);
            List<FixText> alive = client.send("35=1|112=are you there", QUIET);

            assertThat(answers).extracting(m -> m.value(39)).containsExactly("0", "2");
            assertThat(server.received())
                    .anyMatch(m -> m.contains("|453=2|448=A|447=D|452=1|448=B|447=D|452=3|") && m.contains("|34=2|"));
            assertThat(alive).singleElement().extracting(m -> m.value(112)).isEqualTo("are you there");
            assertThatThrownBy(() -> client.send("35=5", QUIET)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> client.send("11=A1", QUIET)).hasMessageContaining("35= is missing");
            assertThatThrownBy(() -> client.send("35=D|hello", QUIET)).hasMessageContaining("'hello' is no field");
        }
    }

    @Test
    void answersTestRequests() {
        try (PlainAcceptor server = PlainAcceptor.start(FixVersion.FIX44, false, null);
                FixClient _ = client(target(server.port(), FixVersion.FIX44))) {
            server.ask("T-1");

            await().until(
                    () -> server.received().stream().anyMatch(m -> m.contains("|35=0|") && m.contains("|112=T-1|")));
        }
    }

    @Test
    void takesTheNumbersOfServerThatForgot() {
        int numbers = 0;
        for (int i = 0; i < 2; i++) {
            try (PlainAcceptor server = PlainAcceptor.start(FixVersion.FIX44, false, null);
                    FixClient client = client(target(server.port(), FixVersion.FIX44))) {
                numbers += client.enter(Side.BUY, "AAPL", MARKET, QUIET).size();
            }
        }
        assertThat(numbers).isEqualTo(4);
    }

    @Test
    void resetsNumbersWhenAsked() {
        try (PlainAcceptor server = PlainAcceptor.start(FixVersion.FIX44, false, null)) {
            FixTarget plain = target(server.port(), FixVersion.FIX44);
            try (FixClient client = client(plain)) {
                client.enter(Side.BUY, "AAPL", MARKET, QUIET);
            }
            FixTarget reset = new FixTarget(plain.host(), plain.port(), plain.version(), "ME", "SERVER", null, null,
                    true);
            try (FixClient client = client(reset)) {
                assertThat(client.enter(Side.BUY, "AAPL", MARKET, QUIET).getFirst().value(34)).isEqualTo("2");
            }
            assertThat(server.received()).anyMatch(m -> m.contains("|35=A|") && m.contains("|141=Y|"));
        }
    }
}
