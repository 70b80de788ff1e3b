package dev.fixway.engine.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.fixway.config.Secret;
import dev.fixway.engine.domain.OrdType;
import dev.fixway.engine.domain.Price;
import dev.fixway.engine.domain.Qty;
import dev.fixway.engine.domain.Side;
import dev.fixway.engine.domain.Terms;
import dev.fixway.engine.domain.TimeInForce;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The command-line client against acceptors that are not ours: each version, TLS, credentials, and servers that do not
/// answer.
class FixClientElsewhereIT {
    private static final Duration QUIET = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Terms MARKET = Terms.of(OrdType.MARKET, Qty.of("10"), null, null, TimeInForce.DAY);
    private static final Terms LIMIT = Terms.of(OrdType.LIMIT, Qty.of("10"), Price.of("9.5"), null, TimeInForce.GTC);

    @TempDir
    @SuppressWarnings("NullAway") // set by JUnit
    Path folder;

    private FixTarget target(int port, FixVersion version) {
        return new FixTarget("127.0.0.1", port, version, "ME", "SERVER", null, null, false);
    }

    private FixClient client(FixTarget target) {
        return client(target, PATIENCE);
    }

    private FixClient client(FixTarget target, Duration patience) {
        return FixClient.connect(target, folder.resolve("client"), InstantSource.system(), patience);
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

    @Test
    void logsOnByTlsWithCredentials() throws Exception {
        ServerCertificate certificate = ServerCertificate.make(folder, "dns:localhost,ip:127.0.0.1");
        try (PlainAcceptor server = PlainAcceptor.start(FixVersion.FIX44, true, certificate.filter())) {
            FixTarget.Tls trusting = new FixTarget.Tls(certificate.pem(), null, false);
            FixTarget known = tls(server, trusting).as(PlainAcceptor.USERNAME, Secret.of(PlainAcceptor.PASSWORD));

            try (FixClient client = client(known)) {
                assertThat(client.enter(Side.BUY, "AAPL", MARKET, QUIET)).hasSize(2);
            }
            FixTarget.Tls store = new FixTarget.Tls(certificate.store(), Secret.of(ServerCertificate.PASSWORD), false);
            try (FixClient client = client(tls(server, store).as(PlainAcceptor.USERNAME,
                    Secret.of(PlainAcceptor.PASSWORD)))) {
                assertThat(client.enter(Side.BUY, "AAPL", MARKET, QUIET)).hasSize(2);
            }
            FixTarget anyone = tls(server, new FixTarget.Tls(null, null, true));
            assertThatThrownBy(() -> client(anyone)).hasMessage("the server refuses the logon: who are you?");
            FixTarget wary = tls(server, new FixTarget.Tls(null, null, false));
            assertThatThrownBy(() -> client(wary)).hasMessageStartingWith("TLS with 127.0.0.1:")
                    .hasMessageContaining("unable to find valid certification path");
            FixTarget plain = target(server.port(), FixVersion.FIX44);
            assertThatThrownBy(() -> client(plain)).hasMessageContaining("or expects TLS");
        }
    }

    private FixTarget tls(PlainAcceptor server, FixTarget.Tls tls) {
        return new FixTarget("127.0.0.1", server.port(), FixVersion.FIX44, "ME", "SERVER", null, tls, false);
    }

    @Test
    void refusesCertificateOfAnotherHost() throws Exception {
        ServerCertificate certificate = ServerCertificate.make(folder, "dns:elsewhere.example");
        try (PlainAcceptor server = PlainAcceptor.start(FixVersion.FIX44, false, certificate.filter())) {
            FixTarget target = tls(server, new FixTarget.Tls(certificate.pem(), null, false));

            assertThatThrownBy(() -> client(target)).hasMessageStartingWith("TLS with 127.0.0.1:")
                    .hasMessageContaining("No subject alternative names");
        }
    }

    @Test
    void saysThatNobodyIsThere() {
        assertThatThrownBy(() -> client(target(1, FixVersion.FIX44)))
                .hasMessage("no FIX server answers at 127.0.0.1:1: Connection refused");
        FixTarget nowhere = new FixTarget("no-such-host.invalid", 1, FixVersion.FIX44, "ME", "SERVER", null, null,
                false);
        assertThatThrownBy(() -> client(nowhere)).hasMessageEndingWith(": no such host");
    }

    @Test
    void saysThatNobodyAnswers() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> client(target(silent.getLocalPort(), FixVersion.FIX44), Duration.ofSeconds(1)))
                    .hasMessageContaining("takes the connection and does not answer the Logon within 1 s");
        }
    }

    @Test
    void saysThatAnOrderMayHaveBeenTaken() {
        try (PlainAcceptor server = PlainAcceptor.start(FixVersion.FIX44, false, null);
                FixClient client = client(target(server.port(), FixVersion.FIX44), Duration.ofSeconds(3))) {
            assertThatThrownBy(() -> client.enter(Side.BUY, "SILENT", MARKET, QUIET))
                    .isInstanceOf(FixClientException.class)
                    .hasMessageMatching("no answer to [0-9A-Z]+-2 within 3 s: it may have been taken");
        }
    }

    @Test
    void saysThatTheSessionMayBeUnknown() {
        try (PlainAcceptor server = PlainAcceptor.start(FixVersion.FIX44, false, null)) {
            FixTarget stranger = FixTarget.plain("127.0.0.1", server.port(), "STRANGER", "SERVER");

            assertThatThrownBy(() -> client(stranger))
                    .hasMessageContaining("perhaps it knows no FIX.4.4 session STRANGER -> SERVER");
        }
    }

    @Test
    void letsNoSecondClientUseItsNumbers() {
        try (PlainAcceptor server = PlainAcceptor.start(FixVersion.FIX44, false, null);
                FixClient _ = client(target(server.port(), FixVersion.FIX44))) {
            assertThatThrownBy(() -> client(target(server.port(), FixVersion.FIX44)))
                    .hasMessageContaining("another client uses the session");
        }
    }

    @Test
    void tellsOfLostConnectionAndSendsNothingThen() {
        List<String> news = new CopyOnWriteArrayList<>();
        ClientListener listener = new ClientListener() {
            @Override
            public void connection(String what) {
                news.add(what);
            }
        };
        PlainAcceptor server = PlainAcceptor.start(FixVersion.FIX44, false, null);
        try (FixClient client = FixClient.connect(target(server.port(), FixVersion.FIX44), folder.resolve("client"),
                InstantSource.system(), PATIENCE, listener)) {
            server.close();
            await().until(() -> !news.isEmpty());

            assertThat(news.getFirst()).startsWith("connection lost");
            assertThatThrownBy(() -> client.enter(Side.BUY, "AAPL", MARKET, QUIET))
                    .hasMessage("not logged on at the moment: nothing was sent");
        }
    }
}
