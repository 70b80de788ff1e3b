package dev.fixway.bridge.rest;

import dev.fixway.engine.ledger.LedgerEvent;
import java.util.List;

/// What the commands beside a running gateway ask of its ledger. Calls may block; they come on virtual threads.
public interface LedgerOps {
    /// All events of the order that has this id, be it ours, a client's, a route's or the venue's; oldest first, empty
    /// when there is none.
    ///
    /// Throws [dev.fixway.engine.ledger.QueryLagException] when the query side is too far behind.
    List<LedgerEvent> eventsOfAny(String id);

    /// Compares the query tables with what is committed.
    Verification verify();

    /// What a comparison came to.
    ///
    /// - `throughSeq`: the last event that was compared
    /// - `findings`: one sentence for each difference; none means clean
    record Verification(long throughSeq, List<String> findings) {
        public Verification {
            findings = List.copyOf(findings);
        }
    }
}
