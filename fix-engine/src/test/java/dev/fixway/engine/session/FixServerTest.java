package dev.fixway.engine.session;

import static org.awaitility.Awaitility.await;

import dev.fixway.config.Environment;
import dev.fixway.engine.domain.ProviderId;
import dev.fixway.engine.ledger.SessionMark;
import dev.fixway.engine.order.Sessions;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// A FIX server on a free port in front of a [TestEngine]; both can be stopped and started on the same folder.
abstract class FixServerTest {
    static final int UNWRITTEN_MAX = 50;
    /// Of a client that is to be slow: soon full, and more than a segment of the loopback, because below that TCP may
    /// wait 40 ms for each piece that is read.
    static final int SMALL_BUFFER = 65_536;
    private final List<FixPeer> peers = new ArrayList<>();

    @TempDir
    @SuppressWarnings("NullAway") // set by JUnit
    Path folder;

    TestEngine engine = new TestEngine(file().reportRouting());
    final Refusals refusals = new Refusals(System::nanoTime);
    String bootId = "boot-1";
    /// Runs when messages are in a store, before the number moves.
    volatile Runnable stored = () -> {
    };
    private @Nullable FixServer server;

    /// The sessions file of the test.
    String sessionsText() {
        return SessionsFile.DEFAULT_TEXT;
    }

    /// The limits of the test.
    FixSettings.Limits limits() {
        return new FixSettings.Limits(2 << 20, Duration.ofSeconds(10), UNWRITTEN_MAX, Duration.ofSeconds(30), 500, 100,
                10_000, Duration.ofSeconds(60));
    }

    /// How far back a reset repeats.
    Duration resetRepeat() {
        return Duration.ofSeconds(60);
    }

    private SessionsFile file() {
        return SessionsFile.parse(sessionsText(),
                Environment.read(Map.of("CLIENT1_PASSWORD", "s3cret"), Path.of("target")), new ProviderId("mock"));
    }

    @BeforeEach
    void start() {
        start(engine.recovered());
    }

    /// Starts with what the ledger knows of the sessions.
    void start(Collection<SessionMark> marks) {
        FixSettings settings = new FixSettings("127.0.0.1", 0, null, resetRepeat(), limits(),
                new FixSettings.LogSettings(true, 1 << 20, 4));
        server = new FixServer(settings, file(), new FixServer.Home(folder, bootId), InstantSource.system(),
                refusals);
        server.whenStored(() -> stored.run());
        engine.connect(server.sessionsPort());
        server.start(engine, engine.rows, marks);
    }

    void restart() {
        stop();
        start();
    }

    /// Starts again with other marks than the ledger has by now.
    void restart(Collection<SessionMark> marks) {
        stop();
        start(marks);
    }

    @AfterEach
    void end() {
        peers.forEach(FixPeer::close);
        stop();
        engine.close();
    }

    /// Stops the server; the engine and its ledger stay.
    void stop() {
        if (server != null) {
            server.stop(Duration.ofSeconds(1));
        }
        engine.connect(Sessions.NONE);
        server = null;
    }

    FixServer server() {
        if (server == null) {
            throw new AssertionError("not started");
        }
        return server;
    }

    int port() {
        return server().port();
    }

    SessionStatus status(String client) {
        return server().status().stream().filter(s -> s.name().endsWith(">" + client)).findFirst().orElseThrow();
    }

    void awaitLoggedOut() {
        await().atMost(Duration.ofSeconds(5)).until(() -> !status("CLIENT1").loggedOn());
    }

    FixPeer peer(String name) {
        FixPeer peer = new FixPeer(name, "FIXWAY");
        peers.add(peer);
        return peer;
    }

    /// CLIENT1 where the sessions of the test ask for its password.
    FixPeer withPassword() {
        return peer("CLIENT1").credentials("553=alice|554=s3cret");
    }
}
