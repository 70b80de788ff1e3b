package dev.fixway.engine.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fixway.engine.ledger.EventType;
import dev.fixway.engine.order.Gate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Who is let in, and what a refused logon changes: nothing.
class FixLogonIT extends FixServerTest {
    private static final String ORDER = "55=X|54=1|38=1|40=2|44=1";

    @Override
    String sessionsText() {
        return SessionsFile.DEFAULT_TEXT.replace("TargetCompID=CLIENT1", """
                TargetCompID=CLIENT1
                Username=alice
                PasswordEnv=CLIENT1_PASSWORD""");
    }

    @ParameterizedTest
    @ValueSource(strings = {"35=A|98=0|108=30", "35=A|98=0|108=30|553=alice|554=wrong",
            "35=A|98=0|108=30|553=bob|554=s3cret",
            "35=A|98=0|108=30|554=s3cret"})
    void saysTheSameToEveryWrongCredential(String logon) {
        FixPeer peer = peer("CLIENT1").connect(port());

        peer.send(logon);

        assertThat(peer.next().pick(35, 58)).isEqualTo("35=5|58=logon refused");
        peer.expectClosed();
    }

    @ParameterizedTest
    @ValueSource(strings = {"35=A|98=0|108=4", "35=A|98=0|108=61", "35=A|98=0|108=0", "35=A|98=1|108=30"})
    void refusesBadLogon(String logon) {
        FixPeer peer = peer("CLIENT2").connect(port());

        peer.send(logon);

        assertThat(peer.next().pick(35)).isEqualTo("35=5");
        peer.expectClosed();
    }

    @Test
    void refusedLogonUsesUpNoNumber() {
        FixPeer intruder = peer("CLIENT1").connect(port());
        intruder.send("35=A|98=0|108=30|553=alice|554=wrong");
        intruder.next();
        intruder.expectClosed();
        FixPeer peer = withPassword();

        peer.logon(port());

        peer.order("A1", ORDER);
        assertThat(peer.next().pick(150, 11)).isEqualTo("150=A|11=A1");
    }

    @Test
    void resetNeedsNumberOne() {
        FixPeer peer = peer("CLIENT2").connect(port());
        peer.skip(4);

        peer.send("35=A|98=0|108=30|141=Y");

        assertThat(peer.next().type()).isEqualTo("5");
        peer.expectClosed();
    }

    @Test
    void keepsLiveSessionWhenAnotherLogsOn() {
        FixPeer peer = peer("CLIENT2").logon(port());
        FixPeer second = peer("CLIENT2").connect(port());

        second.send("35=A|98=0|108=30");

        second.expectClosed();
        peer.order("A1", ORDER);
        assertThat(peer.next().pick(150, 11)).isEqualTo("150=A|11=A1");
    }

    @Test
    void unknownSessionIsClosed() {
        FixPeer peer = peer("NOBODY").connect(port());

        peer.send("35=A|98=0|108=30");

        peer.expectClosed();
    }

    @Test
    void recordsLogonAndLogout() {
        FixPeer peer = peer("CLIENT2").logon(port());

        peer.logout();

        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(engine.ledger).extracting(row -> row.type())
                        .containsExactly(EventType.SESSION_LOGON, EventType.SESSION_LOGOUT));
    }

    @Test
    void logsOutWhoIsLoggingOnWhenItStops() throws InterruptedException {
        Gate answer = new Gate();
        answer.shut();
        stored = answer::pass;
        FixPeer peer = peer("CLIENT2").connect(port());
        peer.send("35=A|98=0|108=30");
        await().until(() -> answer.waiting() == 1);
        Thread stopping = Thread.startVirtualThread(() -> server().stop(Duration.ofSeconds(5)));
        await().until(() -> stopping.getState() == Thread.State.TIMED_WAITING);

        answer.open();

        assertThat(peer.next().type()).isEqualTo("A");
        assertThat(peer.next().type()).isEqualTo("5");
        peer.send("35=5");
        peer.expectClosed();
        stopping.join();
    }

    @Test
    void masksPasswordsInLogs() throws IOException {
        FixPeer peer = peer("CLIENT1").connect(port());
        peer.send("35=A|98=0|108=30|553=alice|554=s3cret|925=n3wone");
        peer.next();
        FixPeer intruder = peer("CLIENT1").connect(port());
        intruder.send("35=A|98=0|108=30|553=alice|554=gu3ss");
        intruder.expectClosed();

        stop();

        try (var files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1))
                        .doesNotContain("s3cret", "n3wone", "gu3ss");
            }
        }
        String log = Files.readString(folder.resolve("fix/log/FIX.4.4-FIXWAY-CLIENT1.messages.log"));
        assertThat(log)
                .containsPattern("(?m)^\\d{8}-\\d\\d:\\d\\d:\\d\\d\\.\\d{6} in e1 8=FIX\\.4\\.4.*554=\\*{6}\u0001");
        assertThat(log).containsPattern("(?m)^\\d{8}-\\d\\d:\\d\\d:\\d\\d\\.\\d{6} out e1 8=FIX\\.4\\.4");
    }
}
