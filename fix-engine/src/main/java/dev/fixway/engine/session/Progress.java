package dev.fixway.engine.session;

import dev.fixway.engine.ledger.SessionMark;
import org.jspecify.annotations.Nullable;

/// How far a session's reports were handed over, how far of that the store has in its files, and what the ledger knows
/// of it.
///
/// Positions change under the lane's lock.
final class Progress {
    private static final int CURSOR_LAG_MAX = 1_000;
    private volatile LanePosition position = new LanePosition(0, 0, 0);
    private volatile LanePosition kept = position;
    private volatile @Nullable SessionMark committed;

    void begin(LanePosition at, @Nullable SessionMark mark) {
        position = at;
        kept = at;
        committed = mark;
    }

    LanePosition position() {
        return position;
    }

    void move(LanePosition to, FencedStore store) {
        position = to;
        keep(store);
    }

    /// After the store has written more: the ledger may be told of messages that are in its files only.
    void keep(FencedStore store) {
        if (store.hasWritten(position.outbound())) {
            kept = position;
        }
    }

    /// The store has failed: what it had not written was not handed over.
    void takeBack() {
        position = kept;
    }

    @Nullable
    SessionMark committed() {
        return committed;
    }

    void committed(SessionMark mark) {
        committed = mark;
    }

    /// Where the session stands, for the group that is about to be appended; null when that is committed already.
    ///
    /// - `passed`: every row up to here was delivered, or is for others; 0 when that is not known
    @Nullable
    SessionMark mark(String session, Inbound.Position in, int nextOut, long passed, boolean force) {
        LanePosition here = kept;
        if (here.epoch() != in.epoch()) {
            return null;
        }
        // The cursor follows rows for others now and then, so that a later drain need not read them.
        long cursor = passed - here.cursor() > CURSOR_LAG_MAX ? passed : here.cursor();
        int reserved = Reservation.renewed(committed, here.epoch(), nextOut);
        SessionMark mark = new SessionMark(session, here.epoch(), in.next(), cursor, here.outbound(), reserved);
        return !force && mark.equals(committed) ? null : mark;
    }
}
