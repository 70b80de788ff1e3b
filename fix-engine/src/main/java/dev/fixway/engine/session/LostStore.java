package dev.fixway.engine.session;

import dev.fixway.engine.ledger.SessionMark;
import org.jspecify.annotations.Nullable;

/// Where the ledger had a session whose store is gone, until its peer asks for what was in it.
final class LostStore {
    private volatile @Nullable SessionMark at;

    void happened(SessionMark mark) {
        at = mark;
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
