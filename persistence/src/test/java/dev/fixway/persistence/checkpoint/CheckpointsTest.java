package dev.fixway.persistence.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.fixway.engine.ledger.Group;
import dev.fixway.engine.ledger.LedgerException;
import dev.fixway.persistence.journal.DataLock;
import dev.fixway.persistence.journal.Durability;
import dev.fixway.persistence.journal.JournalLedger;
import dev.fixway.persistence.journal.JournalSettings;
import dev.fixway.persistence.journal.RandomEvents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// When checkpoints are written, with which key, and when nothing may be signed.
class CheckpointsTest {
    private static final Duration LONG = Duration.ofHours(1);
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-21T10:00:00Z"));

    @TempDir
    Path home = Path.of("set by JUnit");

    /// A journal with its checkpoints.
    private final class Open implements AutoCloseable {
        private final DataLock lock = DataLock.take(data());
        private final JournalLedger journal;
        private final Checkpoints checkpoints;

        Open(int events, Duration interval) {
            try {
                journal = JournalLedger.open(lock, new JournalSettings(Durability.PROCESS, 1 << 14));
                checkpoints = Checkpoints.open(data(), new CheckpointSettings(keyFile(), events, interval), journal,
                        CLOCK);
            } catch (RuntimeException e) {
                lock.close();
                throw e;
            }
        }

        void append(int count) {
            List<Group> groups = List.of(new Group(
                    new RandomEvents(journal.headSeq(), journal.installation(), journal.headSeq()).events(count),
                    List.of(), List.of()));
            groups.forEach(journal::append);
        }

        @Override
        public void close() {
            try (DataLock _ = lock; JournalLedger _ = journal) {
                checkpoints.close();
            }
        }
    }

    private Path data() {
        return home.resolve("data");
    }

    private Path keyFile() {
        return home.resolve("keys/deep/ledger.key");
    }

    private CheckpointProof proof() {
        return CheckpointProof.of(data(), Trust.ofKeyFile(keyFile()));
    }

    private void fill(int count) {
        try (Open open = new Open(1_000_000, LONG)) {
            open.append(count);
        }
    }

    @Test
    void signsAfterSoManyEventsAndAtTheEnd() {
        try (Open open = new Open(5, LONG)) {
            open.append(4);
            open.append(1);
            await().untilAsserted(() -> assertThat(open.checkpoints.signedSeq()).isEqualTo(5));
            open.append(3);
        }

        assertThat(proof().check("").fault()).isNull();
        assertThat(proof().points()).extracting(point -> point.seq()).containsExactly(5L, 8L);
    }

    @Test
    void signsAfterAnIntervalOnlyWhatIsNew() {
        try (Open open = new Open(1_000_000, Duration.ofMillis(1))) {
            open.append(2);
            await().untilAsserted(() -> assertThat(open.checkpoints.signedSeq()).isEqualTo(2));
        }
        fill(0);

        assertThat(proof().points()).hasSize(1);
    }

    @Test
    void makesTheKeyOnceForItsOwnerAlone() throws IOException {
        fill(1);
        byte[] made = Files.readAllBytes(keyFile());
        fill(1);

        assertThat(Files.readAllBytes(keyFile())).isEqualTo(made);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(keyFile()))).isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(keyFile().getParent())))
                .isEqualTo("rwx------");
        assertThat(data().resolve("checkpoints/" + proof().check("").keyId() + ".pub")).exists();
    }

    @Test
    void doesNotGoOnWithoutItsKeyOrWithAnother() throws IOException {
        fill(1);
        Files.delete(keyFile());

        assertThatThrownBy(() -> fill(1)).isInstanceOf(LedgerException.class)
                .hasMessageContaining("is missing in " + keyFile())
                .hasMessageContaining("Put that key back from its copy");

        new KeyFile(keyFile()).make();

        assertThatThrownBy(() -> fill(1)).isInstanceOf(LedgerException.class).hasMessageContaining("were signed by");
        assertThat(CheckpointProof.of(data(), Trust.NONE).points()).hasSize(1);
    }

    @Test
    void letsTheOldKeyIntroduceTheNewOne() {
        fill(2);
        String old = proof().check("").keyId();
        Trust oldTrust = Trust.ofKeyFile(keyFile());
        String next = Checkpoints.replaceKey(keyFile());
        fill(3);

        CheckpointCheck check = proof().check("");
        assertThat(check.fault()).isNull();
        assertThat(check.keyId()).isEqualTo(next).isNotEqualTo(old);
        assertThat(proof().points()).extracting(point -> point.seq()).containsExactly(2L, 2L, 2L, 5L);
        assertThat(CheckpointProof.of(data(), oldTrust).check("").fault()).isNull();
    }

    @Test
    void writesOverALineThatACrashLeftUnfinished() throws IOException {
        fill(2);
        Files.writeString(data().resolve("checkpoints/0000000001.checkpoints"), "fixway-checkpoint-1 2 ABCD 4",
                StandardOpenOption.APPEND);

        assertThat(proof().check("").fault()).isNull();
        fill(3);

        assertThat(proof().check("").fault()).isNull();
        assertThat(proof().points()).extracting(point -> point.seq()).containsExactly(2L, 5L);
    }

    @Test
    void signsNothingOnTopOfAForgedCheckpoint() throws IOException {
        fill(2);
        Path file = data().resolve("checkpoints/0000000001.checkpoints");
        Files.writeString(file, Files.readString(file).replace("2026-11-21T10", "2026-11-20T10"));

        assertThatThrownBy(() -> fill(1)).isInstanceOf(LedgerException.class).hasMessageContaining("is not signed by");
    }

    @Test
    void triesAgainWhenItCannotWrite() throws IOException {
        try (Open open = new Open(1, LONG)) {
            Files.createDirectory(data().resolve("checkpoints/0000000001.checkpoints"));
            open.append(1);
            await().untilAsserted(() -> assertThat(open.checkpoints.failures()).isPositive());
            Files.delete(data().resolve("checkpoints/0000000001.checkpoints"));
            await().untilAsserted(() -> assertThat(open.checkpoints.signedSeq()).isEqualTo(1));
        }

        assertThat(proof().points()).hasSize(1);
    }

    @Test
    void goesOnInAnotherFile() {
        CheckpointFolder folder = new CheckpointFolder(data(), 5);
        SigningKey key = SigningKey.generate();
        Checkpoint.Line line = null;
        for (int number = 1; number <= 7; number++) {
            byte[] previous = line == null ? Checkpoint.NO_PREVIOUS : line.hash();
            line = new Checkpoint(number, "ABCD", dev.fixway.persistence.journal.ChainPoint.START, CLOCK.instant(),
                    key.id(), null, previous).sign(key);
            folder.append(line);
            folder.keep(key.publicKey());
        }

        CheckpointProof proof = CheckpointProof.of(data(), Trust.NONE);
        assertThat(folder.files()).hasSize(2);
        assertThat(proof.check("").fault()).isNull();
        assertThat(proof.points()).hasSize(7);
        assertThat(folder.line(6)).startsWith("fixway-checkpoint-1 6 ");
    }
}
