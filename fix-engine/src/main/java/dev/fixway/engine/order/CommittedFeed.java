package dev.fixway.engine.order;

import dev.fixway.engine.domain.Order;
import dev.fixway.engine.ledger.LedgerEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Hears what is committed, group by group and without a gap, in the order of the ledger.
///
/// All methods are called on the `orders` thread and return at once: who needs time puts the group on a queue of its
/// own.
public interface CommittedFeed {
    /// Nobody listens.
    CommittedFeed NONE = new CommittedFeed() {
        @Override
        public boolean isHeard() {
            return false;
        }

        @Override
        public void committed(List<Committed> group) {
            throw new IllegalStateException("nobody listens");
        }

        @Override
        public void passed(long seq) {
            // Nobody counts.
        }
    };

    /// Whether anybody listens now; asked when a group is in, before [#committed].
    boolean isHeard();

    /// A group is in. Called for every group with events while somebody listens.
    void committed(List<Committed> group);

    /// Every event up to this one is in and was told to whoever listens; after each group with events, heard or not.
    void passed(long seq);

    /// One event of the ledger.
    ///
    /// - `after`: the order right behind the event; null when the event happened to none
    record Committed(LedgerEvent row, @Nullable Order after) {}
}
