package dev.fixway.engine.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fixway.config.Secret;
import dev.fixway.engine.domain.OrdType;
import dev.fixway.engine.domain.Price;
import dev.fixway.engine.domain.Qty;
import dev.fixway.engine.domain.Side;
import dev.fixway.engine.domain.Terms;
import dev.fixway.engine.domain.TimeInForce;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The command-line client against the server: one connection per call.
class FixClientIT extends FixServerTest {
    private static final Duration QUIET = Duration.ofMillis(200);
    private static final Terms MARKET = Terms.of(OrdType.MARKET, Qty.of("10"), null, null, TimeInForce.DAY);
    private static final Terms LIMIT = Terms.of(OrdType.LIMIT, Qty.of("10"), Price.of("9.5"), null, TimeInForce.GTC);

    @Override
    String sessionsText() {
        return SessionsFile.DEFAULT_TEXT.replace("TargetCompID=CLIENT2", """
                TargetCompID=CLIENT2
                Username=alice
                PasswordEnv=CLIENT1_PASSWORD""");
    }

    private FixClient client(String name) {
        return FixClient.connect(
                FixTarget.plain("127.0.0.1", port(), name, "FIXWAY").as("alice", Secret.of("s3cret")),
                folder.resolve("fix/client"), InstantSource.system(), Duration.ofSeconds(10));
    }

    @Test
    void buysToTheFill() {
        List<FixText> reports;
        try (FixClient client = client("CLIENT1")) {
            reports = client.enter(Side.BUY, "AAPL", MARKET, QUIET);
        }

        assertThat(reports).extracting(r -> r.value(150)).containsExactly("A", "0", "F");
        assertThat(reports.getLast().toString()).contains("OrdStatus(39)=2 FILLED", "Symbol(55)=AAPL",
                "Side(54)=1 BUY");
    }

    @Test
    void goesOnFromCallToCall() {
        String clOrdId;
        try (FixClient client = client("CLIENT1")) {
            clOrdId = client.enter(Side.SELL, "AAPL", LIMIT, QUIET).getLast().value(11);
        }
        List<FixText> reports;
        try (FixClient client = client("CLIENT1")) {
            reports = client.cancel(clOrdId, QUIET);
        }

        assertThat(reports).extracting(r -> r.value(150)).containsExactly("6", "4");
        assertThat(engine.commands).hasSize(2);
    }

    @Test
    void takesTheServersNumbersWithAnEmptyStore() throws IOException {
        FixPeer peer = peer("CLIENT1").logon(port());
        peer.order("A1", "55=X|54=1|38=1|40=2|44=1");
        peer.next(2);
        peer.logout();

        List<FixText> reports;
        try (FixClient client = client("CLIENT1")) {
            reports = client.enter(Side.BUY, "AAPL", MARKET, QUIET);
        }

        assertThat(reports).extracting(r -> r.value(150)).containsExactly("A", "0", "F");
        assertThat(engine.commands).hasSize(2);
    }

    @Test
    void takesTheServersNumbersWhenItBeganAnew() throws IOException {
        try (FixClient client = client("CLIENT1")) {
            client.enter(Side.BUY, "AAPL", MARKET, QUIET);
            client.enter(Side.BUY, "AAPL", MARKET, QUIET);
        }
        stop();
        try (var files = Files.list(folder.resolve("fix/store"))) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        start(List.of());

        List<FixText> reports;
        try (FixClient client = client("CLIENT1")) {
            reports = client.enter(Side.BUY, "MSFT", MARKET, QUIET);
        }

        assertThat(reports).extracting(r -> r.value(55)).containsOnly("MSFT").isNotEmpty();
    }

    @Test
    void logsOnWithCredentials() {
        try (FixClient client = client("CLIENT2")) {
            assertThat(client.enter(Side.BUY, "AAPL", MARKET, QUIET)).hasSize(3);
        }
    }

    @Test
    void saysWhyItWasRefused() {
        FixTarget wrong = FixTarget.plain("127.0.0.1", port(), "CLIENT2", "FIXWAY").as("alice", Secret.of("no"));

        assertThatThrownBy(() -> FixClient.connect(wrong, folder.resolve("fix/client"), InstantSource.system(),
                Duration.ofSeconds(10))).isInstanceOf(FixClientException.class).hasMessageContaining("logon refused");
    }

    @Test
    void showsRefusedOrder() {
        try (FixClient client = client("CLIENT1")) {
            Terms nothing = Terms.of(OrdType.MARKET, Qty.ZERO, null, null, TimeInForce.DAY);
            List<FixText> reports = client.enter(Side.BUY, "AAPL", nothing, QUIET);

            assertThat(reports).singleElement().satisfies(r -> assertThat(r.value(103)).isEqualTo("13"));
        }
    }

    @Test
    void cancelOfUnknownOrderAsksForMore() {
        try (FixClient client = client("CLIENT1")) {
            assertThatThrownBy(() -> client.cancel("nothing", QUIET)).isInstanceOf(FixClientException.class);
            assertThat(client.cancel(null, "nothing", "AAPL", Side.BUY, QUIET)).singleElement()
                    .satisfies(r -> assertThat(r.value(35)).isEqualTo("9"));
        }
    }
}
