package dev.fixway.persistence.query;

import dev.fixway.engine.ledger.ForwardingLedger;
import dev.fixway.engine.ledger.Ledger;
import dev.fixway.engine.ledger.LedgerReader;
import dev.fixway.engine.ledger.Snapshot;
import dev.fixway.persistence.checkpoint.SnapshotSeal;
import org.jspecify.annotations.Nullable;

/// A ledger that a database answers for, and whose snapshots are signed. Threads as the port says.
final class FollowedLedger extends ForwardingLedger {
    private final LedgerReader reader;
    private final @Nullable SnapshotSeal seal;

    /// - `seal`: null for who only asks, and has no use for snapshots
    FollowedLedger(Ledger committed, LedgerReader reader, @Nullable SnapshotSeal seal) {
        super(committed);
        this.reader = reader;
        this.seal = seal;
    }

    @Override
    public @Nullable Snapshot latestSnapshot() {
        Snapshot sealed = seal == null ? null : super.latestSnapshot();
        return seal == null || sealed == null ? null : seal.unseal(sealed);
    }

    @Override
    public void keep(Snapshot snapshot) {
        if (seal != null) {
            super.keep(seal.seal(snapshot));
        }
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
