package dev.fixway.engine.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fixway.engine.ledger.SessionMark;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a power loss or a lost disk does to a FIX store: older files, none, torn ones. The ledger knows better.
class FixStoreLossIT extends FixServerTest {
    private static final String LIMIT = "55=X|54=1|38=1|40=2|44=1";
    private static final String SESSION = "FIX.4.4:FIXWAY->CLIENT1";
    private static final String FILE = "FIX.4.4-FIXWAY-CLIENT1";

    @ParameterizedTest
    @ValueSource(strings = {"boot-1", "boot-2"})
    void goesOnAboveAnOlderStore(String boot) throws IOException {
        FixPeer peer = peer("CLIENT1").logon(port());
        peer.order("A1", LIMIT);
        peer.next(2);
        Path older = folder.resolve("older");
        copy(stores(), older);
        peer.order("A2", LIMIT);
        List<FixMessage> second = peer.next(2);
        awaitMark(5);
        peer.close();
        stop();
        copy(older, stores());
        bootId = boot;
        int reserved = mark().reserved();
        start();

        peer.logon(port());
        peer.order("A3", LIMIT);

        assertThat(peer.next(2)).extracting(m -> m.pick(150, 11, 97))
                .containsExactly("150=A|11=A3|97=", "150=0|11=A3|97=");
        assertThat(peer.nextIn()).isGreaterThan(reserved);
        assertThat(engine.orderCount()).isEqualTo(3);
        peer.forget(second.getFirst().number(34));
        assertThat(peer.next(2)).extracting(m -> m.pick(150, 11, 43))
                .containsExactly("150=A|11=A3|43=Y",
                        "150=0|11=A3|43=Y");
    }

    @Test
    void tellsWhatAnOlderStoreMayNotHaveTold() throws IOException {
        FixPeer peer = peer("CLIENT1").logon(port());
        peer.order("A1", LIMIT);
        peer.next(2);
        awaitMark(3);
        Collection<SessionMark> before = List.copyOf(engine.recovered());
        Path older = folder.resolve("older");
        copy(stores(), older);
        peer.order("A2", LIMIT);
        List<FixMessage> second = peer.next(2);
        peer.close();
        stop();
        copy(older, stores());
        bootId = "boot-2";
        start(before);

        peer.forgetSilently(second.getFirst().number(34));
        peer.logon(port());

        assertThat(peer.next(2)).extracting(m -> m.content() + m.find(97))
                .containsExactlyElementsOf(second.stream().map(m -> m.content() + "Y").toList());
        assertThat(peer.next().pick(150, 11)).isEqualTo("150=I|11=A2");
        assertThat(peer.next(Duration.ofMillis(200))).isNull();
        assertThat(engine.orderCount()).isEqualTo(2);
    }

    @Test
    void goesOnWithoutAnyFile() throws IOException {
        FixPeer peer = peer("CLIENT1").logon(port());
        peer.order("A1", LIMIT);
        List<FixMessage> first = peer.next(2);
        awaitMark(3);
        peer.close();
        stop();
        delete(stores());
        int reserved = mark().reserved();
        start();

        peer.forgetSilently(first.getFirst().number(34));
        peer.logon(port());

        assertThat(peer.next(2)).extracting(m -> m.content() + m.find(97))
                .containsExactlyElementsOf(first.stream().map(m -> m.content() + "Y").toList());
        assertThat(peer.nextIn()).isGreaterThan(reserved);
        peer.order("A2", LIMIT);
        assertThat(peer.next(2)).extracting(m -> m.pick(150, 11, 97))
                .containsExactly("150=A|11=A2|97=", "150=0|11=A2|97=");
        assertThat(engine.orderCount()).isEqualTo(2);
    }

    /// What was not written whole is missing, or zeros where room was made for it.
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void takesATornRecordForNoMessageEvenAfterMoreWereWritten(boolean isZeros) throws IOException {
        FixPeer peer = peer("CLIENT1").logon(port());
        peer.order("A1", LIMIT);
        peer.next(2);
        awaitMark(3);
        Collection<SessionMark> before = List.copyOf(engine.recovered());
        peer.order("A2", LIMIT);
        peer.next(2);
        peer.close();
        awaitLoggedOut();
        stop();
        try (RandomAccessFile body = new RandomAccessFile(stores().resolve(FILE + ".body").toFile(), "rw")) {
            long length = body.length();
            body.setLength(length - 5);
            if (isZeros) {
                body.setLength(length);
            }
        }
        start(before);
        // The Logout that answers a bad Logon is one more record: it runs into the torn one.
        FixPeer intruder = peer("CLIENT1").connect(port());
        intruder.probeLogon();
        intruder.expectClosed();
        restart(before);

        peer.logon(port());

        assertThat(peer.next().pick(150, 11)).isEqualTo("150=0|11=A2");
    }

    /// A disk that has lost what lies in the middle of a file; the gateway runs on.
    @Test
    void tellsAgainWhatIsDamagedInTheStore() throws IOException {
        FixPeer peer = peer("CLIENT1").logon(port());
        for (int i = 1; i <= 4; i++) {
            peer.order("A" + i, LIMIT);
            peer.next(2);
            awaitMark(1 + 2 * i);
        }
        // Logon(A) is 1, so A2 was told by 4 and 5.
        Path body = stores().resolve(FILE + ".body");
        String stored = Files.readString(body, StandardCharsets.ISO_8859_1);
        Files.writeString(body, stored.replace("\u000111=A2\u0001", "\u000111=?2\u0001"), StandardCharsets.ISO_8859_1,
                StandardOpenOption.WRITE);

        peer.forget(2);

        assertThat(peer.next(8)).extracting(m -> m.pick(150, 11, 43, 97))
                .containsExactly("150=A|11=A1|43=Y|97=", "150=0|11=A1|43=Y|97=", "150=A|11=A3|43=Y|97=",
                        "150=0|11=A3|43=Y|97=", "150=A|11=A4|43=Y|97=", "150=0|11=A4|43=Y|97=",
                        "150=A|11=A2|43=|97=Y", "150=0|11=A2|43=|97=Y");
        assertThat(peer.next(Duration.ofMillis(200))).isNull();
    }

    @Test
    void asksAgainWhenTheLedgerIsBehindTheStore() {
        FixPeer peer = peer("CLIENT1").logon(port());
        peer.order("A1", LIMIT);
        peer.next(2);
        awaitMark(3);
        engine.decides(false);
        for (int i = 2; i <= 30; i++) {
            peer.order("A" + i, LIMIT);
        }
        await().atMost(Duration.ofSeconds(5)).until(() -> engine.commands.size() == 30);
        peer.close();
        restart();
        engine.decides(true);

        peer.logon(port());

        assertThat(peer.next(58).stream().map(m -> m.get(11)).distinct()).hasSize(29).startsWith("A2").endsWith("A30");
        assertThat(engine.orderCount()).isEqualTo(30);
    }

    @Test
    void resetWhileReportsWait() {
        FixPeer peer = peer("CLIENT1").logon(port());
        peer.order("A1", LIMIT);
        peer.order("A2", LIMIT);
        peer.next(4);
        peer.close();
        awaitLoggedOut();
        engine.cancelFromRest(1);

        peer.logonWithReset(port());

        assertThat(peer.next(7)).extracting(m -> m.pick(150, 11, 97))
                .containsExactly("150=A|11=A1|97=Y", "150=0|11=A1|97=Y", "150=A|11=A2|97=Y", "150=0|11=A2|97=Y",
                        "150=6|11=A1|97=", "150=4|11=A1|97=", "150=I|11=A2|97=");
        assertThat(peer.next(Duration.ofMillis(200))).isNull();
    }

    private Path stores() {
        return folder.resolve("fix/store");
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.filter(f -> f.getFileName().toString().startsWith(FILE)).toList()) {
                Files.copy(file, to.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private static void delete(Path from) throws IOException {
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
    }

    private SessionMark mark() {
        return engine.recovered().stream().filter(m -> m.session().equals(SESSION)).findFirst().orElseThrow();
    }

    /// Waits until the ledger knows that what has this number is handed over.
    private void awaitMark(int number) {
        await().atMost(Duration.ofSeconds(5)).until(() -> {
            engine.nudge();
            return engine.recovered().stream().anyMatch(m -> m.session().equals(SESSION) && m.outbound() >= number);
        });
    }
}
