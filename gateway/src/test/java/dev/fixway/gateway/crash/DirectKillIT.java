package dev.fixway.gateway.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fixway.engine.provider.Capabilities.Amends;
import dev.fixway.engine.session.FixMessage;
import dev.fixway.engine.session.FixPeer;
import dev.fixway.gateway.ChildJava;
import dev.fixway.gateway.Main;
import dev.fixway.providers.standin.Fault;
import dev.fixway.providers.standin.StandInControl;
import dev.fixway.providers.standin.StandInProcess;
import dev.fixway.providers.standin.StandInVenue;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `fixway kill` and `fixway kill --direct` round a gateway that is killed with open orders.
class DirectKillIT {
    private static final StandInVenue.Manner BY_HAND = new StandInVenue.Manner(0, Amends.IN_PLACE, Duration.ZERO,
            Duration.ZERO, BigDecimal.ONE);
    private static final String RESTS = "55=AAPL|54=1|38=10|40=2|44=9.50|59=1";
    private static final Duration LOOK = Duration.ofMillis(300);

    @TempDir
    Path folder = Path.of("set by JUnit");

    private Map<String, String> settings(String url) {
        Map<String, String> settings = new HashMap<>(Map.of("DATA_DIR", folder.resolve("data").toString(),
                "GATEWAY_PORT", "0", "FIX_PORT", "0", "GATEWAY_PROVIDER", "stand-in", "STAND_IN_URL", url,
                "STAND_IN_VISIBILITY_MS", "0", "RECONNECT_INITIAL_BACKOFF_MS", "20", "RECONNECT_MAX_BACKOFF_MS", "100",
                "PROVIDER_REQUEST_TIMEOUT_MS", "2000"));
        settings.put("LEDGER_KEY_FILE", GatewayProcess.keyFile(folder).toString());
        return settings;
    }

    private GatewayProcess gateway(Map<String, String> settings) {
        return GatewayProcess.start(folder, Window.ANY_MOMENT, 1, settings).orElseThrow();
    }

    private record Ran(int code, String out) {}

    private Ran fixway(Map<String, String> settings, String... words) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(ChildJava.line(List.of("-Xmx128m"), Main.class, words))
                .directory(folder.toFile())
                .redirectError(ProcessBuilder.Redirect.appendTo(folder.resolve("kill.log").toFile()));
        builder.environment().putAll(settings);
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ran(process.waitFor(), said);
    }

    @Test
    void cancelsAtTheVenueWithoutAGatewayAndTellsItOnce() throws Exception {
        try (StandInProcess venue = StandInProcess.start(folder, BY_HAND);
                StandInControl control = new StandInControl(venue.port());
                FixPeer peer = new FixPeer("CLIENT1", "FIXWAY")) {
            Map<String, String> settings = settings(venue.url());
            GatewayProcess first = gateway(settings);
            peer.logon(first.fixPort());
            peer.order("A1", RESTS);
            peer.order("A2", RESTS);
            peer.next(4);
            first.kill();

            Ran killed = fixway(settings, "kill", "--direct");

            assertThat(killed.code()).as(killed.out()).isZero();
            assertThat(killed.out().lines()).filteredOn(line -> line.endsWith(": cancel taken")).hasSize(2);
            assertThat(killed.out()).endsWith("stand-in: 2 open orders found, 0 still open\n");
            assertThat(control.picture().orders()).extracting(order -> order.state()).containsOnly("canceled");
            try (GatewayProcess second = gateway(settings)) {
                peer.logon(second.fixPort());
                assertThat(peer.next(2)).extracting(report -> report.pick(150, 39, 11, 41, 97))
                        .containsExactlyInAnyOrder("150=4|39=4|11=A1|41=|97=", "150=4|39=4|11=A2|41=|97=");
                assertThat(peer.next(LOOK)).isNull();
                peer.logout();
            }
        }
    }

    @Test
    void goesOnKillingBehindAKillOfItsOwn() throws Exception {
        try (StandInProcess venue = StandInProcess.start(folder, BY_HAND);
                StandInControl control = new StandInControl(venue.port());
                FixPeer peer = new FixPeer("CLIENT1", "FIXWAY")) {
            Map<String, String> settings = settings(venue.url());
            GatewayProcess first = gateway(settings);
            peer.logon(first.fixPort());
            peer.order("A1", RESTS);
            String route = peer.next(2).getLast().get(37) + "-1";
            control.fault(new Fault(Fault.Kind.HELD, Fault.On.CANCEL, null, 1, 0));
            Ran waiting = fixway(settings, "kill", "--wait", "0", "--text", "a loop");
            FixMessage pending = peer.next();
            first.kill();

            try (GatewayProcess second = gateway(settings)) {
                peer.logon(second.fixPort());
                FixMessage canceled = peer.next();
                peer.order("A2", RESTS);

                assertThat(waiting.code()).as(waiting.out()).isEqualTo(1);
                assertThat(waiting.out()).endsWith("orders still open: 1\n");
                assertThat(pending.pick(150, 39)).isEqualTo("150=6|39=6");
                assertThat(canceled.pick(150, 39, 11, 41, 58))
                        .isEqualTo("150=4|39=4|11=A1|41=|58=canceled by the kill switch");
                assertThat(control.order(route)).extracting(order -> order.state()).isEqualTo("canceled");
                assertThat(peer.next().pick(150, 39, 103)).isEqualTo("150=8|39=8|103=99");
                peer.logout();
            }
        }
    }
}
