package dev.fixway.bridge.rest;

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

/// The real engine with a venue that a test makes tell, under the stream; and clients of it on plain sockets.
final class StreamRig implements AutoCloseable {
    final MemoryLedger ledger = new MemoryLedger();
    final ToldVenue venue = new ToldVenue();
    final RestFixture rest;
    final OrderEngine engine;
    final HeldFeed feed;
    private final List<RawPeer> peers = new ArrayList<>();

    /// - `streamSettings`: beside the defaults
    StreamRig(Map<String, String> streamSettings) {
        EngineSettings settings = EngineSettings.read(Environment.read(Map.of(), Path.of("target")));
        engine = new OrderEngine(settings, ledger, InstantSource.system(), new ReportRouting(List.of(), Map.of()),
                List.of(venue));
        rest = new RestFixture(engine, ledger, streamSettings);
        feed = new HeldFeed(rest.stream);
        engine.feed(feed);
    }

    /// Takes orders when this returns.
    void start() {
        engine.start(Sessions.NONE);
        await().until(() -> rest.get("/readyz").statusCode() == 200);
    }

    /// A client until the end of the test.
    ///
    /// - `query`: empty, or `?since=…`
    RawPeer open(String query) {
        RawPeer peer = new RawPeer(rest.server.port(), query);
        peers.add(peer);
        return peer;
    }

    @Override
    public void close() {
        feed.release();
        peers.forEach(RawPeer::close);
        rest.close();
        engine.close();
    }
}
