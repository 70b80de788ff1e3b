package dev.fixway.bridge.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Many clients at a tenth of the rate of the bench: every one gets everything, in one order.
class StreamLoadIT {
    private final StreamRig rig = new StreamRig(Map.of());
    private final RestFixture rest = rig.rest;
    private final ToldVenue venue = rig.venue;

    @BeforeEach
    void start() {
        venue.fillsAtOnce = true;
        rig.start();
    }

    @AfterEach
    void stop() {
        rig.close();
    }

    /// An order has two order events here, and a trade.
    @ParameterizedTest
    @CsvSource({"50, 40, 2", "200, 5, 2"})
    void tellsEveryClientEverything(int clients, int eventsPerSecond, int seconds) {
        List<RawPeer> peers = new ArrayList<>();
        for (int i = 0; i < clients; i++) {
            peers.add(rig.open(""));
        }
        int orders = eventsPerSecond * seconds / 2;
        long startNanos = System.nanoTime();
        for (int i = 0; i < orders; i++) {
            long dueNanos = startNanos + TimeUnit.SECONDS.toNanos(seconds) * i / orders;
            while (System.nanoTime() - dueNanos < 0) {
                LockSupport.parkNanos(dueNanos - System.nanoTime());
            }
            rest.submitted("S" + i);
        }

        await().until(() -> peers.stream().allMatch(peer -> peer.count() == 3 * orders));
        List<String> first = peers.getFirst().frames().stream().map(Object::toString).toList();
        assertThat(peers).allMatch(peer -> peer.frames().stream().map(Object::toString).toList().equals(first));
        assertThat(peers.getFirst().frames().stream().map(StreamPeer::brief).distinct()).containsExactly(
                "order ORDER_CREATED OPEN 0", "trade TRADE_FILLED", "order ORDER_FILLED FILLED 10");
        assertThat(rest.stream.slowClients()).isZero();
    }
}
