package dev.fixway.persistence.query;

import dev.fixway.engine.ledger.Group;
import dev.fixway.engine.ledger.LedgerException;
import dev.fixway.persistence.journal.JournalReader;
import dev.fixway.persistence.journal.JournalVerifier;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/// Reads a ledger from its files.
public final class LedgerFiles implements StoredLedger {
    private final Path dataDir;

    public LedgerFiles(Path dataDir) {
        this.dataDir = dataDir;
    }

    @Override
    public long headSeq() {
        // Who wants to know how far it goes reads it all later, and then it is proven.
        return JournalVerifier.lastSeq(dataDir);
    }

    @Override
    public void groups(Consumer<Group> visitor) {
        reader().afterGroup(0, frame -> {
            visitor.accept(frame.group());
            return true;
        });
    }

    @Override
    public void close() {
        // Each read opens and closes its files.
    }

    private JournalReader reader() {
        JournalVerifier verifier = JournalVerifier.of(dataDir, List.of());
        JournalReader reader = verifier.reader();
        if (reader == null) {
            throw new LedgerException("the journal cannot be read: " + verifier.check().fault());
        }
        return reader;
    }
}
