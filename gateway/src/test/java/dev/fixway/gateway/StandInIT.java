package dev.fixway.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fixway.engine.provider.Capabilities.Amends;
import dev.fixway.engine.session.FixPeer;
import dev.fixway.providers.standin.StandInControl;
import dev.fixway.providers.standin.StandInProcess;
import dev.fixway.providers.standin.StandInVenue;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The product on a venue that is a process of its own.
class StandInIT {
    private static final StandInVenue.Manner BY_HAND = new StandInVenue.Manner(0, Amends.IN_PLACE, Duration.ZERO,
            Duration.ZERO, BigDecimal.ONE);

    @Test
    void tradesOnAVenueBehindTheNetwork(@TempDir Path folder) {
        try (StandInProcess venue = StandInProcess.start(folder, BY_HAND);
                StandInControl control = new StandInControl(venue.port());
                TestGateway gateway = TestGateway.start(folder, settings(venue), Ports.PLAIN)) {
            FixPeer peer = gateway.logon("CLIENT1");

            peer.order("A1", "55=AAPL|54=1|38=100|40=1");
            List<String> told = new ArrayList<>(told(peer, 2));
            String order = control.picture().orders().getFirst().clientId();
            control.fill(order, "30", "10.01");
            control.fill(order, "70", "10.02");
            told.addAll(told(peer, 2));

            assertThat(gateway.readyLine()).contains("provider=stand-in ledger");
            assertThat(told).containsExactly("150=A|39=A|14=0", "150=0|39=0|14=0", "150=F|39=1|14=30",
                    "150=F|39=2|14=100");
            assertThat(control.picture().submissions()).containsExactly(Map.entry(order, 1));
        }
    }

    @Test
    void saysThatAVenueCannotBeReachedForLong(@TempDir Path folder) {
        StandInProcess venue = StandInProcess.start(folder, BY_HAND);
        Map<String, String> settings = new HashMap<>(settings(venue));
        settings.put("RECONNECT_MAX_DURATION_SECS", "1");
        try (TestGateway gateway = TestGateway.start(folder, settings, Ports.PLAIN)) {
            venue.close();

            await().until(() -> gateway.get("/metrics")
                    .body()
                    .contains("gateway_broker_reconnect_failures_total{platform=\"stand-in\"} 1"));
            assertThat(gateway.get("/metrics").body())
                    .contains("gateway_broker_reconnect_attempts_total{platform=\"stand-in\"}");
            assertThat(gateway.get("/readyz").status()).isEqualTo(503);
        } finally {
            venue.close();
        }
    }

    private static List<String> told(FixPeer peer, int count) {
        return peer.next(count).stream().map(report -> report.pick(150, 39, 14)).toList();
    }

    static Map<String, String> settings(StandInProcess venue) {
        return Map.of("GATEWAY_PROVIDER", "stand-in", "STAND_IN_URL", venue.url(), "STAND_IN_VISIBILITY_MS", "0",
                "RECONNECT_INITIAL_BACKOFF_MS", "20", "RECONNECT_MAX_BACKOFF_MS", "100",
                "PROVIDER_REQUEST_TIMEOUT_MS", "2000");
    }
}
