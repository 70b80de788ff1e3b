package dev.fixway.engine.session;

import static dev.fixway.engine.session.FixClients.MARKET;
import static dev.fixway.engine.session.FixClients.QUIET;
import static dev.fixway.engine.session.FixClients.target;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.fixway.engine.domain.Side;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the command-line client says when there is no server, or one that does not answer, or is gone.
class FixClientTroubleIT {
    @TempDir
    @SuppressWarnings("NullAway") // set by JUnit
    Path folder;

    private FixClient client(FixTarget target) {
        return FixClients.connect(target, folder);
    }

    private FixClient client(FixTarget target, Duration patience) {
        return FixClients.connect(target, folder, patience, ClientListener.NONE);
    }

    @Test
    void saysThatNobodyIsThere() {
        assertThatThrownBy(() -> client(target(1, FixVersion.FIX44)))
                .hasMessage("no FIX server answers at 127.0.0.1:1: Connection refused");
        FixTarget nowhere = new FixTarget("no-such-host.invalid", 1, FixVersion.FIX44, "ME", "SERVER", null, null,
                false);
        assertThatThrownBy(() -> client(nowhere)).hasMessageEndingWith(": no such host");
    }

    @Test
    void saysThatNobodyAnswers() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> client(target(silent.getLocalPort(), FixVersion.FIX44), Duration.ofSeconds(1)))
                    .hasMessageContaining("takes the connection and does not answer the Logon within 1 s");
        }
    }

    @Test
    void saysThatAnOrderMayHaveBeenTaken() {
        try (PlainAcceptor server = PlainAcceptor.start(FixVersion.FIX44, false, null);
                FixClient client = client(target(server.port(), FixVersion.FIX44), Duration.ofSeconds(3))) {
            assertThatThrownBy(() -> client.enter(Side.BUY, "SILENT", MARKET, QUIET))
                    .isInstanceOf(FixClientException.class)
                    .hasMessageMatching("no answer to [0-9A-Z]+-2 within 3 s: it may have been taken");
        }
    }

    @Test
    void saysThatTheSessionMayBeUnknown() {
        try (PlainAcceptor server = PlainAcceptor.start(FixVersion.FIX44, false, null)) {
            FixTarget stranger = FixTarget.plain("127.0.0.1", server.port(), "STRANGER", "SERVER");

            assertThatThrownBy(() -> client(stranger))
                    .hasMessageContaining("perhaps it knows no FIX.4.4 session STRANGER -> SERVER");
        }
    }

    @Test
    void letsNoSecondClientUseItsNumbers() {
        try (PlainAcceptor server = PlainAcceptor.start(FixVersion.FIX44, false, null);
                FixClient _ = client(target(server.port(), FixVersion.FIX44))) {
            assertThatThrownBy(() -> client(target(server.port(), FixVersion.FIX44)))
                    .hasMessageContaining("another client uses the session");
        }
    }

    @Test
    void tellsOfLostConnectionAndSendsNothingThen() {
        List<String> news = new CopyOnWriteArrayList<>();
        ClientListener listener = new ClientListener() {
            @Override
            public void connection(String what) {
                news.add(what);
            }
        };
        PlainAcceptor server = PlainAcceptor.start(FixVersion.FIX44, false, null);
        try (FixClient client = FixClients.connect(target(server.port(), FixVersion.FIX44), folder,
                Duration.ofSeconds(10), listener)) {
            server.close();
            await().until(() -> !news.isEmpty());

            assertThat(news.getFirst()).startsWith("connection lost");
            assertThatThrownBy(() -> client.enter(Side.BUY, "AAPL", MARKET, QUIET))
                    .hasMessage("not logged on at the moment: nothing was sent");
        }
    }
}
