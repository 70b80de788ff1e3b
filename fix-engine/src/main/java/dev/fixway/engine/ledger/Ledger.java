package dev.fixway.engine.ledger;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The durable, append-only record. One writer: the `orders` thread.
public interface Ledger extends AutoCloseable {
    /// Made with the ledger, never changed: 4 characters of `[0-9A-Z]` that begin every OrderID(37).
    String installation();

    /// Sequence of the last committed event; 0 while there is none.
    long headSeq();

    /// Commits a group: when it returns, the group is durable as the setting `LEDGER_DURABILITY` says.
    ///
    /// Throws LedgerException when the group is *not in*, its subclass [CommitInDoubtException] when that is not known
    /// before [#reopen], and [WriterFencedException] when another process writes now. Event sequences follow [#headSeq]
    /// without a gap.
    void append(Group group);

    /// Makes the ledger writable after a failed append: what was abandoned stays out, the head stands at the last
    /// commit.
    ///
    /// A group whose commit was in doubt is in now, and the head beyond it, or will never be.
    ///
    /// Throws LedgerException when it cannot be written yet; may be called again. Throws [WriterFencedException] when
    /// it never will: this process must end. The writer's thread.
    void reopen();

    /// The newest usable snapshot; null when there is none.
    @Nullable
    Snapshot latestSnapshot();

    /// Keeps a snapshot of the open state; older ones may go. Any thread.
    void keep(Snapshot snapshot);

    /// Every committed group with events or marks after the snapshot position, in order, to the head.
    ///
    /// - `afterSeq`: sequence of the snapshot, 0 for everything
    /// - `afterGroup`: number of the snapshot's group, 0 for everything
    void replay(long afterSeq, long afterGroup, Consumer<Group> visitor);

    /// Number of committed groups so far; tells groups of marks alone apart.
    long groupCount();

    /// For everybody who asks rather than writes.
    LedgerReader reader();

    @Override
    void close();
}
