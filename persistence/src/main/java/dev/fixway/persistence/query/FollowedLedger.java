package dev.fixway.persistence.query;

import dev.fixway.engine.ledger.ForwardingLedger;
import dev.fixway.engine.ledger.LedgerReader;
import dev.fixway.persistence.journal.JournalLedger;

/// A journal that a database answers for. Threads as the port says.
final class FollowedLedger extends ForwardingLedger {
    private final LedgerReader reader;

    FollowedLedger(JournalLedger journal, LedgerReader reader) {
        super(journal);
        this.reader = reader;
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
