package dev.fixway.engine.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fixway.engine.ledger.SessionMark;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Numbers, reports and commands over lost connections, restarts, lost stores and resets.
class FixRecoveryIT extends FixServerTest {
    private static final String LIMIT = "55=X|54=1|38=1|40=2|44=1";
    private static final String SESSION = "FIX.4.4:FIXWAY->CLIENT1";

    @Test
    void drainsInOrderAfterReconnect() {
        FixPeer peer = peer("CLIENT1").logon(port());
        peer.order("A1", LIMIT);
        peer.next(2);
        peer.close();
        awaitLogoutRecorded();
        engine.cancelFromRest(1);

        peer.logon(port());

        assertThat(peer.next(2)).extracting(m -> m.pick(150, 11, 97))
                .containsExactly("150=6|11=A1|97=", "150=4|11=A1|97=");
        assertThat(peer.next(Duration.ofMillis(200))).isNull();
    }

    @Test
    void drainsALongLedgerBesideNewOrders() {
        FixPeer peer = peer("CLIENT1").logon(port());
        for (int i = 0; i < 300; i++) {
            peer.order("A" + i, LIMIT);
        }
        await().atMost(Duration.ofSeconds(10)).until(() -> engine.commands.size() == 300);
        peer.close();
        awaitLogoutRecorded();
        IntStream.rangeClosed(1, 300).forEach(engine::cancelFromRest);

        peer.logon(port());
        for (int i = 0; i < 50; i++) {
            peer.order("B" + i, LIMIT);
        }

        List<String> seen = new ArrayList<>();
        for (int i = 0; i < 300 * 4 + 50 * 2; i++) {
            seen.add(peer.next().get(17));
        }
        List<String> ledger = engine.ledger.stream()
                .map(row -> row.get(dev.fixway.engine.ledger.LedgerField.EXEC_ID))
                .filter(java.util.Objects::nonNull)
                .toList();
        assertThat(seen).containsExactlyElementsOf(ledger);
    }

    @Test
    void servesResendRequests() {
        FixPeer peer = peer("CLIENT1").logon(port());
        peer.order("A1", LIMIT);
        peer.order("A2", LIMIT);
        List<FixMessage> first = peer.next(4);

        peer.forget(2);

        assertThat(peer.next(4)).extracting(FixMessage::content)
                .containsExactlyElementsOf(first.stream().map(FixMessage::content).toList());
        peer.order("A3", LIMIT);
        assertThat(peer.next().pick(150, 11, 43)).isEqualTo("150=A|11=A3|43=");
    }

    @Test
    void goesOnAfterRestart() {
        FixPeer peer = peer("CLIENT1").logon(port());
        peer.order("A1", LIMIT);
        peer.next(2);
        restart();

        peer.logon(port());
        peer.order("A2", LIMIT);

        assertThat(peer.next(2)).extracting(m -> m.pick(150, 11)).containsExactly("150=A|11=A2", "150=0|11=A2");
        assertThat(engine.commands).hasSize(2);
    }

    @Test
    void asksAgainForUndecidedCommands() {
        FixPeer peer = peer("CLIENT1").logon(port());
        peer.order("A1", LIMIT);
        peer.next(2);
        engine.decides(false);
        peer.order("A2", LIMIT);
        peer.order("A3", LIMIT);
        await().atMost(Duration.ofSeconds(5)).until(() -> engine.commands.size() == 3);
        restart();
        engine.decides(true);

        peer.logon(port());

        assertThat(peer.next(4)).extracting(m -> m.pick(150, 11))
                .containsExactly("150=A|11=A2", "150=0|11=A2", "150=A|11=A3", "150=0|11=A3");
    }

    @Test
    void countsWhatTheStoreHasAsSent() {
        FixPeer peer = peer("CLIENT1").logon(port());
        peer.order("A1", LIMIT);
        peer.next(2);
        awaitMark(2);
        List<SessionMark> before = List.copyOf(engine.recovered());
        peer.order("A2", LIMIT);
        peer.next(2);
        peer.close();
        // The marks of the last groups are lost with the crash: the store knows more than the ledger.
        restart(before);

        peer.logon(port());

        assertThat(peer.next().pick(150, 11)).isEqualTo("150=I|11=A2");
        assertThat(peer.next(Duration.ofMillis(300))).isNull();
        assertThat(engine.commands).hasSize(3);
    }

    @Test
    void tornLastRecordIsSentAgain() throws IOException {
        FixPeer peer = peer("CLIENT1").logon(port());
        peer.order("A1", LIMIT);
        peer.next(2);
        awaitMark(2);
        List<SessionMark> before = List.copyOf(engine.recovered());
        peer.order("A2", LIMIT);
        // Both: a drain hands them over one by one, and the second would not be stored for one who is gone.
        peer.next(2);
        peer.close();
        awaitLogoutRecorded();
        stop();
        try (RandomAccessFile body = new RandomAccessFile(store("body").toFile(), "rw")) {
            body.setLength(body.length() - 5);
        }
        start(before);

        peer.logon(port());

        assertThat(peer.next().pick(150, 11)).isEqualTo("150=0|11=A2");
    }

    @Test
    void lostStoreGoesOnAtTheReservedNumber() throws IOException {
        FixPeer peer = peer("CLIENT1").logon(port());
        peer.order("A1", LIMIT);
        List<FixMessage> first = peer.next(2);
        awaitMark(2);
        stop();
        Files.delete(folder.resolve("fix/store/FIX.4.4-FIXWAY-CLIENT1.epoch"));
        int reserved = mark().reserved();
        start();

        peer.forgetSilently(first.getFirst().number(34));
        peer.logon(port());

        assertThat(peer.next(2)).extracting(m -> m.content() + m.find(97))
                .containsExactlyElementsOf(first.stream().map(m -> m.content() + "Y").toList());
        assertThat(peer.nextIn()).isGreaterThan(reserved);
        peer.order("A2", LIMIT);
        assertThat(peer.next().pick(150, 11, 97)).isEqualTo("150=A|11=A2|97=");
    }

    @Test
    void anotherBootMakesAnUnsyncedStoreLost() throws IOException {
        FixPeer peer = peer("CLIENT1").logon(port());
        peer.order("A1", LIMIT);
        peer.next(2);
        awaitMark(2);
        stop();
        Path epoch = folder.resolve("fix/store/FIX.4.4-FIXWAY-CLIENT1.epoch");
        Files.writeString(epoch, Files.readString(epoch).replace("synced=Y", "synced=N"));
        bootId = "boot-2";
        int reserved = mark().reserved();
        start();

        peer.logon(port());
        peer.order("A2", LIMIT);

        assertThat(peer.next().number(34)).isGreaterThanOrEqualTo(reserved);
    }

    @Test
    void cleanStopOutlivesAReboot() {
        FixPeer peer = peer("CLIENT1").logon(port());
        peer.order("A1", LIMIT);
        peer.next(2);
        bootId = "boot-2";
        restart();

        peer.logon(port());
        peer.order("A2", LIMIT);

        assertThat(peer.next().number(34)).isLessThan(20);
    }

    @Test
    void resetRepeatsWhatWasToldLately() {
        FixPeer peer = peer("CLIENT1").logon(port());
        peer.order("A1", LIMIT);
        List<FixMessage> first = peer.next(2);
        peer.logout();
        awaitLogoutRecorded();

        peer.logonWithReset(port());

        assertThat(peer.next(2)).extracting(m -> m.content() + m.find(97))
                .containsExactlyElementsOf(first.stream().map(m -> m.content() + "Y").toList());
        assertThat(peer.next().pick(35, 150, 39, 11)).isEqualTo("35=8|150=I|39=0|11=A1");
        peer.order("A2", LIMIT);
        assertThat(peer.next(2)).extracting(m -> m.pick(150, 11, 97))
                .containsExactly("150=A|11=A2|97=", "150=0|11=A2|97=");
        await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> assertThat(mark().epoch()).isEqualTo(2));
    }

    @Test
    void resetWithinALiveSession() {
        FixPeer peer = peer("CLIENT1").logon(port());
        peer.order("A1", LIMIT);
        peer.next(2);

        peer.resetWithin();

        assertThat(peer.next(2)).extracting(m -> m.pick(150, 97)).containsExactly("150=A|97=Y", "150=0|97=Y");
        assertThat(peer.next().get(150)).isEqualTo("I");
    }

    @Test
    void resetThatTheLedgerNeverHeardOf() {
        FixPeer peer = peer("CLIENT1").logon(port());
        peer.order("A1", LIMIT);
        peer.next(2);
        awaitMark(2);
        List<SessionMark> before = List.copyOf(engine.recovered());
        peer.logout();
        peer.logonWithReset(port());
        peer.next(3);
        peer.close();
        restart(before);

        peer.logon(port());
        peer.order("A2", LIMIT);

        FixMessage next = peer.next();
        assertThat(next.pick(150, 11, 97)).isEqualTo("150=A|11=A2|97=");
        assertThat(next.number(34)).isLessThan(20);
        await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> assertThat(mark().epoch()).isEqualTo(2));
    }

    /// The cursor of the ledger is behind what had gone when the process died.
    @Test
    void resetAfterACrash() {
        List<SessionMark> before = toldBeyondTheCursor();
        restart(before);

        tellsTheSecondOrderMarked();
    }

    /// As above, and the process died between the reset and what it would have sent under the new numbers.
    @Test
    void resetAfterACrashInAReset() throws IOException {
        List<SessionMark> before = toldBeyondTheCursor();
        stop();
        Path epoch = folder.resolve("fix/store/FIX.4.4-FIXWAY-CLIENT1.epoch");
        Files.writeString(epoch,
                Files.readString(epoch).replace("epoch=1", "epoch=2").replace("resetting=N", "resetting=Y"));
        start(before);

        tellsTheSecondOrderMarked();
    }

    private List<SessionMark> toldBeyondTheCursor() {
        FixPeer peer = peer("CLIENT1").logon(port());
        peer.order("A1", LIMIT);
        peer.next(2);
        awaitMark(2);
        List<SessionMark> before = List.copyOf(engine.recovered());
        peer.order("A2", LIMIT);
        peer.next(2);
        peer.close();
        return before;
    }

    private void tellsTheSecondOrderMarked() {
        FixPeer peer = peer("CLIENT1").logonWithReset(port());

        List<String> told = new ArrayList<>();
        while (told.size() < 4) {
            FixMessage next = peer.next();
            if (!"I".equals(next.get(150))) {
                told.add(next.pick(150, 11, 97));
            }
        }
        assertThat(told).containsExactly("150=A|11=A1|97=Y", "150=0|11=A1|97=Y", "150=A|11=A2|97=Y",
                "150=0|11=A2|97=Y");
    }

    @Test
    void closesEverythingWhenTheLedgerFails() {
        FixPeer peer = peer("CLIENT1").logon(port());
        peer.order("A1", LIMIT);
        peer.next(2);
        engine.decides(false);
        peer.order("A2", LIMIT);
        await().atMost(Duration.ofSeconds(5)).until(() -> engine.commands.size() == 2);

        engine.fails();

        peer.expectClosed();
        assertThat(peer.refusal(port()).pick(35, 58)).isEqualTo("35=5|58=not available, try again later");
        peer.expectClosed();
        engine.decides(true);
        engine.recovers();
        peer.logon(port());
        assertThat(peer.next(2)).extracting(m -> m.pick(150, 11)).containsExactly("150=A|11=A2", "150=0|11=A2");
    }

    private Path store(String part) {
        return folder.resolve("fix/store/FIX.4.4-FIXWAY-CLIENT1." + part);
    }

    private SessionMark mark() {
        return engine.recovered().stream().filter(m -> m.session().equals(SESSION)).findFirst().orElseThrow();
    }

    /// Waits until the ledger knows that this many reports are handed over.
    private void awaitMark(int reports) {
        await().atMost(Duration.ofSeconds(5)).until(() -> {
            engine.nudge();
            return engine.recovered().stream().anyMatch(m -> m.session().equals(SESSION) && m.outbound() > reports);
        });
    }

    private void awaitLogoutRecorded() {
        await().atMost(Duration.ofSeconds(5))
                .until(() -> engine.ledger.stream()
                        .anyMatch(row -> row.type() == dev.fixway.engine.ledger.EventType.SESSION_LOGOUT));
    }
}
