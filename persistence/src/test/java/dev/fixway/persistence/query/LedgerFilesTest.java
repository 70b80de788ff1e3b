package dev.fixway.persistence.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fixway.engine.ledger.LedgerException;
import dev.fixway.persistence.journal.DataLock;
import dev.fixway.persistence.journal.Durability;
import dev.fixway.persistence.journal.JournalFiles;
import dev.fixway.persistence.journal.JournalLedger;
import dev.fixway.persistence.journal.JournalSettings;
import dev.fixway.persistence.journal.RandomEvents;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How far a ledger goes is asked of its last segment alone; what it says is proven when it is read.
class LedgerFilesTest {
    private static final JournalSettings SETTINGS = new JournalSettings(Durability.PROCESS, 1 << 16);
    private static final long EVENTS = 600;

    @TempDir
    Path dataDir = Path.of("set by JUnit");

    @BeforeEach
    void write() {
        try (DataLock lock = DataLock.take(dataDir); JournalLedger ledger = JournalLedger.open(lock, SETTINGS)) {
            RandomEvents random = new RandomEvents(5, ledger.installation(), 0);
            while (ledger.headSeq() < EVENTS) {
                ledger.append(random.group(4));
            }
        }
        assertThat(JournalFiles.segments(dataDir)).hasSizeGreaterThan(2);
    }

    private long read() {
        AtomicLong last = new AtomicLong();
        new LedgerFiles(dataDir).groups(group -> last.addAndGet(group.events().size()));
        return last.get();
    }

    @Test
    void goesAsFarAsItReads() {
        assertThat(new LedgerFiles(dataDir).headSeq()).isGreaterThanOrEqualTo(EVENTS).isEqualTo(read());
    }

    @Test
    void looksAtTheLastSegmentAloneAndProvesTheRestWhenItIsRead() {
        long head = read();
        JournalFiles.flip(JournalFiles.segments(dataDir).getFirst(), 4_000);

        assertThat(new LedgerFiles(dataDir).headSeq()).isEqualTo(head);
        assertThatThrownBy(this::read).isInstanceOf(LedgerException.class).hasMessageContaining("cannot be read");
    }

    @Test
    void saysThatThereIsNone(@TempDir Path empty) {
        assertThatThrownBy(() -> new LedgerFiles(empty).headSeq()).isInstanceOf(LedgerException.class);
    }
}
