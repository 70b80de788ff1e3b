package dev.fixway.engine.session;

import static org.awaitility.Awaitility.await;

import dev.fixway.config.Environment;
import dev.fixway.engine.domain.ProviderId;
import dev.fixway.engine.order.EngineSettings;
import dev.fixway.engine.order.OrderEngine;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// The FIX edge in front of the engine itself, on a ledger in memory and a venue that answers at once.
abstract class FixEngineTest {
    final MemoryLedger ledger = new MemoryLedger();
    final FixPeer peer = new FixPeer("CLIENT1", "FIXWAY");
    InstantVenue venue = new InstantVenue();
    private final List<FixPeer> others = new ArrayList<>();
    private @Nullable OrderEngine engine;
    private @Nullable FixServer server;

    @TempDir
    @SuppressWarnings("NullAway") // set by JUnit
    Path folder;

    @BeforeEach
    void start() {
        Environment environment = Environment.read(Map.of(), Path.of("target"));
        SessionsFile file = SessionsFile.parse(SessionsFile.DEFAULT_TEXT, environment, new ProviderId("mock"));
        FixSettings settings = new FixSettings("127.0.0.1", 0, null, resetRepeat(), limits(),
                new FixSettings.LogSettings(true, 1 << 20, 4));
        FixServer made = new FixServer(settings, file, new FixServer.Home(folder, "boot"), InstantSource.system(),
                new Refusals(System::nanoTime));
        venue = new InstantVenue();
        OrderEngine owner = new OrderEngine(EngineSettings.read(environment), ledger, InstantSource.system(),
                made.reportRouting(), List.of(venue));
        owner.start(made.sessionsPort());
        await().atMost(Duration.ofSeconds(5)).until(() -> owner.status().isReady(new ProviderId("mock")));
        made.start(owner, ledger, owner.sessionMarks().values());
        engine = owner;
        server = made;
    }

    /// How far back a reset repeats.
    Duration resetRepeat() {
        return Duration.ofSeconds(60);
    }

    /// The limits of the test.
    FixSettings.Limits limits() {
        return FixSettings.Limits.DEFAULT;
    }

    @AfterEach
    void stop() {
        peer.close();
        others.forEach(FixPeer::close);
        if (server != null && engine != null) {
            server.stop(Duration.ofSeconds(1));
            engine.close();
        }
    }

    int port() {
        if (server == null) {
            throw new AssertionError("not started");
        }
        return server.port();
    }

    /// Another client.
    FixPeer peer(String name) {
        FixPeer made = new FixPeer(name, "FIXWAY");
        others.add(made);
        return made;
    }
}
