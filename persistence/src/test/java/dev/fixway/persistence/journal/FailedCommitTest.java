package dev.fixway.persistence.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fixway.engine.ledger.Group;
import dev.fixway.engine.ledger.LedgerException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a journal does when the disk fails it.
class FailedCommitTest {
    private static final JournalSettings SETTINGS = new JournalSettings(Durability.POWER, 1 << 13);

    @TempDir
    Path dataDir = Path.of("set by JUnit");

    private final FailingDisk disk = new FailingDisk(true);
    private final List<Group> committed = new ArrayList<>();
    private DataLock lock = noLock();
    private JournalLedger ledger = noLedger();
    private RandomEvents random = new RandomEvents(1, "TEST", 0);

    @BeforeEach
    void open() {
        lock = DataLock.take(dataDir);
        ledger = JournalLedger.open(lock, SETTINGS, disk, new Random(3));
        commit(3);
    }

    @AfterEach
    void close() {
        ledger.close();
        lock.close();
    }

    @Test
    void abandonsAGroupThatCouldNotBeForced() {
        disk.failsForce = true;
        refused();
        disk.failsForce = false;
        reopen();

        commit(4);

        assertCommitted();
        assertThat(JournalFiles.segments(dataDir)).hasSize(2);
    }

    @Test
    void abandonsAGroupThatWasPartlyWritten() {
        disk.writesAtMost = 100;
        refused();
        disk.writesAtMost = -1;
        reopen();

        commit(2);

        assertCommitted();
    }

    @Test
    void takesNothingUntilReopened() {
        disk.failsForce = true;
        refused();
        disk.failsForce = false;

        refused();
        assertThat(replayed()).isEqualTo(committed);
    }

    @Test
    void staysClosedWhileTheDiskFails() {
        disk.failsForce = true;
        refused();

        assertThatThrownBy(ledger::reopen).isInstanceOf(LedgerException.class);
        assertThatThrownBy(ledger::reopen).isInstanceOf(LedgerException.class);
        disk.failsForce = false;
        reopen();

        commit(1);
        assertCommitted();
    }

    @Test
    void survivesAFullDiskAtTheEndOfASegment() {
        disk.failsAllocate = true;
        int before = committed.size();
        boolean isFull = false;
        while (!isFull && committed.size() < before + 100) {
            Group group = random().group(3);
            try {
                ledger.append(group);
                committed.add(group);
            } catch (LedgerException e) {
                isFull = true;
            }
        }
        assertThat(isFull).isTrue();
        disk.failsAllocate = false;
        reopen();

        commit(50);

        assertCommitted();
    }

    @Test
    void countsAWrittenGroupWhoseForceFailedWhenTheProcessStartsAnew() {
        disk.failsForce = true;
        Group unforced = new Group(random().events(2), List.of(), List.of());
        assertThatThrownBy(() -> ledger.append(unforced)).isInstanceOf(LedgerException.class);
        disk.failsForce = false;

        restart();

        committed.add(unforced);
        assertThat(replayed()).isEqualTo(committed);
    }

    @Test
    void keepsAGroupThatIsLargerThanASegment() {
        Group large = new Group(random().events(200), List.of(), List.of());
        ledger.append(large);
        committed.add(large);

        commit(5);

        assertCommitted();
    }

    private RandomEvents random() {
        random = new RandomEvents(committed.size(), ledger.installation(), ledger.headSeq());
        return random;
    }

    private void commit(int count) {
        for (int i = 0; i < count; i++) {
            Group group = random().group(3);
            ledger.append(group);
            committed.add(group);
        }
    }

    private void refused() {
        long head = ledger.headSeq();
        Group group = new Group(random().events(2), List.of(), List.of());
        assertThatThrownBy(() -> ledger.append(group)).isInstanceOf(LedgerException.class);
        assertThat(ledger.headSeq()).isEqualTo(head);
    }

    private void reopen() {
        ledger.reopen();
    }

    private void restart() {
        close();
        lock = DataLock.take(dataDir);
        ledger = JournalLedger.open(lock, SETTINGS, disk, new Random(4));
    }

    /// In this process, after a restart and by verification.
    private void assertCommitted() {
        assertThat(replayed()).isEqualTo(committed);
        restart();
        assertThat(replayed()).isEqualTo(committed);
        JournalCheck check = JournalVerifier.verify(dataDir);
        assertThat(check.fault()).isNull();
        assertThat(check.groups()).isEqualTo(committed.size());
    }

    private List<Group> replayed() {
        List<Group> groups = new ArrayList<>();
        ledger.replay(0, 0, groups::add);
        return groups;
    }

    @SuppressWarnings("NullAway") // JUnit calls open() before anything reads the field.
    private static DataLock noLock() {
        return null;
    }

    @SuppressWarnings("NullAway") // As above.
    private static JournalLedger noLedger() {
        return null;
    }
}
