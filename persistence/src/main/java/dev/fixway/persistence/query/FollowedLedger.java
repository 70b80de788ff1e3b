package dev.fixway.persistence.query;

import dev.fixway.engine.ledger.Group;
import dev.fixway.engine.ledger.Ledger;
import dev.fixway.engine.ledger.LedgerReader;
import dev.fixway.engine.ledger.Snapshot;
import dev.fixway.persistence.journal.JournalLedger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A journal that a database answers for. Threads as [Ledger] says.
final class FollowedLedger implements Ledger {
    private final JournalLedger journal;
    private final LedgerReader reader;

    FollowedLedger(JournalLedger journal, LedgerReader reader) {
        this.journal = journal;
        this.reader = reader;
    }

    @Override
    public String installation() {
        return journal.installation();
    }

    @Override
    public long headSeq() {
        return journal.headSeq();
    }

    @Override
    public void append(Group group) {
        journal.append(group);
    }

    @Override
    public @Nullable Snapshot latestSnapshot() {
        return journal.latestSnapshot();
    }

    @Override
    public void keep(Snapshot snapshot) {
        journal.keep(snapshot);
    }

    @Override
    public void replay(long afterSeq, long afterGroup, Consumer<Group> visitor) {
        journal.replay(afterSeq, afterGroup, visitor);
    }

    @Override
    public long groupCount() {
        return journal.groupCount();
    }

    @Override
    public LedgerReader reader() {
        return reader;
    }

    /// Leaves the journal open: [Persistence#close] ends it after its follower.
    @Override
    public void close() {
        // What the engine no longer needs the follower still reads.
    }
}
