package dev.fixway.persistence.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fixway.engine.ledger.Group;
import dev.fixway.engine.ledger.LedgerException;
import dev.fixway.engine.ledger.Snapshot;
import dev.fixway.persistence.journal.DataLock;
import dev.fixway.persistence.journal.Durability;
import dev.fixway.persistence.journal.JournalLedger;
import dev.fixway.persistence.journal.JournalSettings;
import dev.fixway.persistence.journal.RandomEvents;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Which snapshots a start believes.
class SnapshotSealTest {
    private static final byte[] STATE = "one open order\nand another".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    Path home = Path.of("set by JUnit");

    private DataLock lock;
    private JournalLedger journal;
    private KeyFile keys;

    @BeforeEach
    void open() {
        lock = DataLock.take(home.resolve("data"));
        journal = journal(lock);
        keys = new KeyFile(home.resolve("keys/ledger.key"));
        keys.make();
    }

    @AfterEach
    void close() {
        try (DataLock _ = lock) {
            journal.close();
        }
    }

    @Test
    void opensWhatItClosed() {
        for (byte[] state : List.of(STATE, new byte[0], new byte[]{'\n'}, new byte[100_000])) {
            Snapshot snapshot = new Snapshot(journal.headSeq(), journal.groupCount(), state);

            assertThat(seal().unseal(seal().seal(snapshot))).usingRecursiveComparison().isEqualTo(snapshot);
        }
    }

    @Test
    void believesNoneWithAnyByteChanged() {
        byte[] sealed = sealed().state();
        for (int at = 0; at < sealed.length; at++) {
            byte[] changed = sealed.clone();
            changed[at] ^= 1;

            assertThat(seal().unseal(now(changed))).as("byte %s", at).isNull();
        }
        assertThat(seal().unseal(now(sealed))).isNotNull();
    }

    @Test
    void believesNoneThatIsNotSigned() {
        assertThat(seal().unseal(now(STATE))).isNull();
        assertThat(seal().unseal(now(new byte[0]))).isNull();
        assertThat(seal().unseal(now("fixway-snapshot-1\n".getBytes(StandardCharsets.US_ASCII)))).isNull();
        assertThat(seal().unseal(now(new byte[5_000]))).isNull();
    }

    @Test
    void believesNoneOfAnotherMoment() {
        Snapshot early = sealed();
        append();

        assertThat(seal().unseal(new Snapshot(journal.headSeq(), journal.groupCount(), early.state()))).isNull();
        assertThat(seal().unseal(new Snapshot(early.seq() + 1, early.group(), early.state()))).isNull();
        assertThat(seal().unseal(new Snapshot(early.seq(), journal.groupCount() + 1, early.state()))).isNull();
        assertThat(seal().unseal(early)).isNotNull();
    }

    @Test
    void believesNoneOfAnotherLedger() {
        Snapshot mine = sealed();
        try (DataLock other = DataLock.take(home.resolve("other")); JournalLedger another = journal(other)) {
            SnapshotSeal seal = new SnapshotSeal(another, keys.read(), keys);

            assertThat(another.headSeq()).isEqualTo(mine.seq());
            assertThat(seal.unseal(mine)).isNull();
        }
    }

    @Test
    void believesAKeyThatWasReplacedAsLongAsItIsThere() throws IOException {
        Snapshot old = sealed();
        String oldId = keys.read().id();
        keys.replace();

        assertThat(seal().unseal(old)).isNotNull();

        Files.delete(home.resolve("keys/ledger.key." + oldId));

        assertThat(seal().unseal(old)).isNull();
    }

    @Test
    void believesNoKeyThatLiesBesideUnderTheNameOfAnother() {
        KeyFile strange = new KeyFile(home.resolve("data/strange.key"));
        strange.make();
        String id = keys.read().id();
        String strangeId = strange.read().id();
        keys.replace();
        Snapshot forged = new SnapshotSeal(journal, strange.read(), strange).seal(now(STATE));

        assertThat(seal().unseal(forged)).isNull();
        for (String elsewhere : List.of(id, "../data/strange.key", "x/../../data/strange.key")) {
            String text = new String(forged.state(), StandardCharsets.ISO_8859_1).replace(strangeId, elsewhere);

            assertThat(seal().unseal(now(text.getBytes(StandardCharsets.ISO_8859_1)))).as(elsewhere).isNull();
        }
    }

    @Test
    void sealsNothingThatTheChainDoesNotReach() {
        assertThatThrownBy(() -> seal().seal(new Snapshot(journal.headSeq(), journal.groupCount() + 1, STATE)))
                .isInstanceOf(LedgerException.class);
    }

    private SnapshotSeal seal() {
        return new SnapshotSeal(journal, keys.read(), keys);
    }

    private Snapshot sealed() {
        return seal().seal(now(STATE));
    }

    private Snapshot now(byte[] state) {
        return new Snapshot(journal.headSeq(), journal.groupCount(), state);
    }

    private static JournalLedger journal(DataLock lock) {
        JournalLedger made = JournalLedger.open(lock, new JournalSettings(Durability.PROCESS, 1 << 14));
        append(made);
        append(made);
        return made;
    }

    private void append() {
        append(journal);
    }

    private static void append(JournalLedger to) {
        to.append(new Group(new RandomEvents(to.headSeq(), to.installation(), to.headSeq()).events(3), List.of(),
                List.of()));
    }
}
