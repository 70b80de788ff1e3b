package dev.fixway.engine.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fixway.config.Environment;
import dev.fixway.engine.domain.ProviderId;
import dev.fixway.engine.order.EngineSettings;
import dev.fixway.engine.order.OrderEngine;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The FIX edge in front of the engine itself, on a ledger in memory and a venue that answers at once.
class FixEngineIT {
    private static final String LIMIT = "55=AAPL|54=1|38=10|40=2|44=9.50|59=1";
    private final MemoryLedger ledger = new MemoryLedger();
    private final FixPeer peer = new FixPeer("CLIENT1", "FIXWAY");
    private InstantVenue venue = new InstantVenue();
    private @Nullable OrderEngine engine;
    private @Nullable FixServer server;

    @TempDir
    @SuppressWarnings("NullAway") // set by JUnit
    private Path folder;

    @BeforeEach
    void start() {
        Environment environment = Environment.read(Map.of(), Path.of("target"));
        SessionsFile file = SessionsFile.parse(SessionsFile.DEFAULT_TEXT, environment, new ProviderId("mock"));
        FixSettings settings = new FixSettings("127.0.0.1", 0, null, Duration.ofSeconds(60), FixSettings.Limits.DEFAULT,
                new FixSettings.LogSettings(false, 1 << 20, 4));
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

    @AfterEach
    void stop() {
        peer.close();
        if (server != null && engine != null) {
            server.stop(Duration.ofSeconds(1));
            engine.close();
        }
    }

    private int port() {
        if (server == null) {
            throw new AssertionError("not started");
        }
        return server.port();
    }

    @Test
    void takesAnOrderAllTheWay() {
        peer.logon(port());

        peer.order("A1", "55=AAPL|54=1|38=10|40=1");

        assertThat(peer.next(3)).extracting(m -> m.pick(150, 39, 11, 14, 151, 6))
                .containsExactly("150=A|39=A|11=A1|14=0|151=10|6=0", "150=0|39=0|11=A1|14=0|151=10|6=0",
                        "150=F|39=2|11=A1|14=10|151=0|6=10");
    }

    @Test
    void replacesCancelsAndAsks() {
        peer.logon(port());
        peer.order("A1", LIMIT);
        peer.next(2);

        peer.request("G", "A2", "A1", "55=AAPL|54=1|38=20|40=2|44=9.6|59=1");
        assertThat(peer.next(2)).extracting(m -> m.pick(150, 39, 11, 41, 38))
                .containsExactly("150=E|39=E|11=A2|41=A1|38=10",
                        "150=5|39=0|11=A2|41=A1|38=20");
        peer.send("35=H|11=A2|55=AAPL|54=1");
        assertThat(peer.next().pick(150, 39, 11, 38)).isEqualTo("150=I|39=0|11=A2|38=20");
        peer.request("F", "A3", "A2", "55=AAPL|54=1");
        assertThat(peer.next(2)).extracting(m -> m.pick(150, 39, 11, 41))
                .containsExactly("150=6|39=6|11=A3|41=A2",
                        "150=4|39=4|11=A3|41=A2");
        peer.request("F", "A4", "A3", "55=AAPL|54=1");
        assertThat(peer.next().pick(35, 11, 434)).isEqualTo("35=9|11=A4|434=1");
    }

    @Test
    void recordsAndAnswersFaults() {
        peer.logon(port());

        peer.order("A1", "55=AAPL|54=1|38=0|40=1");
        peer.order("A2", LIMIT);
        peer.next();
        peer.next(2);
        peer.order("A2", LIMIT);

        assertThat(peer.next().pick(35, 150, 39, 103)).isEqualTo("35=8|150=8|39=0|103=6");
    }

    @Test
    void goesOnAfterRestart() {
        peer.logon(port());
        peer.order("A1", LIMIT);
        peer.next(2);
        peer.logout();
        stop();
        start();

        peer.logon(port());
        peer.request("F", "A2", "A1", "55=AAPL|54=1");

        assertThat(peer.next(2)).extracting(m -> m.pick(150, 11, 41))
                .containsExactly("150=6|11=A2|41=A1",
                        "150=4|11=A2|41=A1");
        assertThat(venue.submitted).isEmpty();
    }

    @Test
    void nothingLeavesWhenTheCommitFails() {
        peer.logon(port());
        peer.order("A1", LIMIT);
        peer.next(2);
        ledger.failing = true;

        peer.order("A2", LIMIT);

        peer.expectClosed();
        assertThat(venue.submitted).hasSize(1);
        stop();
        ledger.failing = false;
        start();
        peer.logon(port());
        assertThat(peer.next(2)).extracting(m -> m.pick(150, 11)).containsExactly("150=A|11=A2", "150=0|11=A2");
    }

    @Test
    void resetTellsOpenOrders() {
        peer.logon(port());
        peer.order("A1", LIMIT);
        peer.next(2);
        peer.logout();

        peer.logonWithReset(port());

        assertThat(peer.next(3)).extracting(m -> m.pick(150, 11, 97))
                .containsExactly("150=A|11=A1|97=Y",
                        "150=0|11=A1|97=Y", "150=I|11=A1|97=");
    }
}
