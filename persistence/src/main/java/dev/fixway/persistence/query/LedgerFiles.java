package dev.fixway.persistence.query;

import dev.fixway.engine.ledger.Group;
import dev.fixway.engine.ledger.LedgerException;
import dev.fixway.persistence.journal.JournalReader;
import dev.fixway.persistence.journal.JournalVerifier;
import java.nio.file.Path;
import java.util.function.Consumer;

/// Reads a ledger from its files, beside a running gateway or without one; changes nothing.
public final class LedgerFiles {
    private final Path dataDir;

    public LedgerFiles(Path dataDir) {
        this.dataDir = dataDir;
    }

    /// Sequence of the last event.
    ///
    /// Throws LedgerException when the journal is damaged or not there.
    public long headSeq() {
        return JournalVerifier.reader(dataDir).headSeq();
    }

    /// Every group that is in now, in order.
    ///
    /// Throws [LedgerException] when the journal is damaged or not there.
    public void groups(Consumer<Group> visitor) {
        JournalReader reader = JournalVerifier.reader(dataDir);
        reader.afterGroup(0, frame -> {
            visitor.accept(frame.group());
            return true;
        });
    }
}
