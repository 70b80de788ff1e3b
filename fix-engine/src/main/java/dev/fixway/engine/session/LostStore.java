package dev.fixway.engine.session;

import dev.fixway.engine.ledger.SessionMark;
import org.jspecify.annotations.Nullable;

/// What remains to be done for a session whose store is gone.
final class LostStore {
    private volatile long repeatUpTo;
    private volatile @Nullable SessionMark at;

    /// - `mark`: where the ledger has the session
    /// - `head`: last row of the ledger now
    void happened(SessionMark mark, long head) {
        at = mark;
        repeatUpTo = head;
    }

    /// Whether a row above the cursor may have been sent without us knowing: it goes with 97=Y.
    boolean mayHaveSent(long seq) {
        return seq <= repeatUpTo;
    }

    /// Where the ledger had the session, if the peer now asks for messages of that store; told once.
    @Nullable
    SessionMark take(int begin) {
        SessionMark mark = at;
        if (mark == null || begin >= mark.reserved()) {
            return null;
        }
        at = null;
        return mark;
    }
}
