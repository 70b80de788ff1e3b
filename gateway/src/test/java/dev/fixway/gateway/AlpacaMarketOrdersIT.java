package dev.fixway.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fixway.engine.session.FixMessage;
import dev.fixway.engine.session.FixPeer;
import dev.fixway.providers.alpaca.AlpacaStandIn;
import dev.fixway.providers.alpaca.PaperFault;
import dev.fixway.providers.alpaca.PaperFault.Kind;
import dev.fixway.providers.alpaca.PaperFault.On;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Market orders on Alpaca's stand-in with the limits on and no prices streamed: one is asked for.
class AlpacaMarketOrdersIT {
    private static final String MARKET = "55=AAPL|54=1|40=1|59=0|38=";

    @TempDir
    @SuppressWarnings("NullAway") // set by JUnit
    Path folder;

    @SuppressWarnings("NullAway") // set before each test
    private AlpacaStandIn venue;
    @SuppressWarnings("NullAway") // set before each test
    private TestGateway gateway;

    @BeforeEach
    void start() {
        venue = AlpacaStandIn.start(AlpacaStandIn.Manner.BY_HAND, folder.resolve("book"));
        gateway = TestGateway.start(folder, settings("60000"), Ports.PLAIN);
    }

    @AfterEach
    void stop() {
        gateway.close();
        venue.close();
    }

    private Map<String, String> settings(String waitMillis) {
        Map<String, String> settings = new HashMap<>(venue.settings());
        settings.putAll(Map.of("GATEWAY_PROVIDER", "alpaca", "LEDGER_DURABILITY", "process",
                "RISK_ORDER_VALUE_MAX", "1000", "RISK_PRICE_WAIT_MS", waitMillis, "PROVIDER_REQUEST_TIMEOUT_MS",
                "60000", "ALPACA_COMPARE_SECS", "3600"));
        return settings;
    }

    /// The next question about AAPL is answered with this last price, of now.
    private void quotes(String last) {
        String now = Instant.now().toString();
        String body = "{\"symbol\":\"AAPL\",\"quote\":{\"t\":\"" + now
                + "\",\"bp\":99,\"bs\":1,\"ap\":101,\"as\":1},\"trade\":{\"t\":\"" + now + "\",\"p\":" + last + "}}";
        venue.fault(PaperFault.next(Kind.REFUSED, On.DATA).answer(200, body).times(2));
    }

    private static String rest(String quantity) {
        return "{\"symbol\":\"AAPL\",\"side\":\"BUY\",\"quantity\":\"" + quantity
                + "\",\"order_type\":\"MARKET\",\"time_in_force\":\"DAY\"}";
    }

    private static List<String> told(FixPeer peer, int count) {
        return peer.next(count).stream().map(TableNotation::of).toList();
    }

    @Test
    void valuesMarketOrdersAtThePriceThatItAsksFor() {
        FixPeer peer = gateway.logon("CLIENT1");
        peer.order("STALE", MARKET + "10");
        FixMessage refused = peer.next();
        assertThat(refused.pick(150, 37, 103)).isEqualTo("150=8|37=NONE|103=99");
        assertThat(refused.get(58)).startsWith("STALE_PRICE: the price of AAPL is of 2026-03-10T12:00:00Z");
        assertThat(gateway.enter(rest("10")).text("code")).isEqualTo("ORDER_REJECTED");
        assertThat(venue.submissions()).isEmpty();

        quotes("100");
        peer.order("X", MARKET + "10");

        assertThat(told(peer, 2)).containsExactly("8(X) A/A 10/0/10 @0", "8(X) 0/0 10/0/10 @0");
        TestGateway.Answer large = gateway.enter(rest("11"));
        assertThat(large.json().path("details").path("reject_code").asString("")).isEqualTo("MAX_ORDER_VALUE");
        assertThat(gateway.enter(rest("9")).status()).as("at the price that is known now").isEqualTo(201);
        assertThat(venue.submissions()).hasSize(2);
    }

    @Test
    void asksForTheMessageAgainThatWaitedWhenItStopped() {
        venue.fault(PaperFault.next(Kind.SILENT, On.DATA));
        FixPeer peer = gateway.logon("CLIENT1");
        peer.order("X", MARKET + "10");
        peer.request("F", "Y", "X", "55=AAPL|54=1");
        peer.send("35=1|112=both are read");
        assertThat(peer.next(Duration.ofMillis(200))).isNull();
        gateway.close();
        peer.close();

        quotes("100");
        gateway = TestGateway.start(folder, settings("60000"), Ports.PLAIN);
        gateway.logon(peer);

        assertThat(told(peer, 2)).containsExactly("8(X) A/A 10/0/10 @0", "8(Y,X) 6/6 10/0/10 @0");
        await().until(() -> venue.submissions().size() == 1);
        assertThat(peer.next(2).getLast().pick(150, 11, 41)).isEqualTo("150=4|11=Y|41=X");
    }
}
