package dev.fixway.persistence.query;

import dev.fixway.engine.ledger.ForwardingLedger;
import dev.fixway.engine.ledger.Ledger;
import dev.fixway.engine.ledger.LedgerReader;

/// A ledger that a database answers for. Threads as the port says.
final class FollowedLedger extends ForwardingLedger {
    private final LedgerReader reader;

    FollowedLedger(Ledger committed, LedgerReader reader) {
        super(committed);
        this.reader = reader;
    }

    @Override
    public LedgerReader reader() {
        return reader;
    }

    /// Leaves it open: [Persistence#close] ends it after its follower.
    @Override
    public void close() {
        // What the engine no longer needs the follower still reads.
    }
}
