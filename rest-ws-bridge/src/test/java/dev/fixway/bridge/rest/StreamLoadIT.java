package dev.fixway.bridge.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fixway.config.Environment;
import dev.fixway.engine.order.EngineSettings;
import dev.fixway.engine.order.OrderEngine;
import dev.fixway.engine.order.ReportRouting;
import dev.fixway.engine.order.Sessions;
import java.nio.file.Path;
import java.time.InstantSource;
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
    private final MemoryLedger ledger = new MemoryLedger();
    private final ToldVenue venue = new ToldVenue();
    private final List<RawPeer> peers = new ArrayList<>();
    private final OrderEngine engine;
    private final RestFixture rest;

    StreamLoadIT() {
        EngineSettings settings = EngineSettings.read(Environment.read(Map.of(), Path.of("target")));
        engine = new OrderEngine(settings, ledger, InstantSource.system(), new ReportRouting(List.of(), Map.of()),
                List.of(venue));
        rest = new RestFixture(engine, ledger, Map.of());
        engine.feed(rest.stream);
        venue.fillsAtOnce = true;
    }

    @BeforeEach
    void start() {
        engine.start(Sessions.NONE);
        await().until(() -> rest.get("/readyz").statusCode() == 200);
    }

    @AfterEach
    void stop() {
        peers.forEach(RawPeer::close);
        rest.close();
        engine.close();
    }

    /// An order has two order events here, and a trade.
    @ParameterizedTest
    @CsvSource({"50, 40, 2", "200, 5, 2"})
    void tellsEveryClientEverything(int clients, int eventsPerSecond, int seconds) {
        for (int i = 0; i < clients; i++) {
            peers.add(new RawPeer(rest.server.port(), ""));
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
