package dev.fixway.engine.order;

import dev.fixway.engine.domain.Arrival;
import dev.fixway.engine.domain.Report;
import dev.fixway.engine.ledger.LedgerEvent;
import dev.fixway.engine.ledger.SessionMark;
import java.util.List;

/// The FIX sessions as the engine sees them. All methods are called on the `orders` thread and return at once.
///
/// A session name is `FIX.4.4:FIXWAY->CLIENT1`, the party name of its commands; names have no blanks.
public interface Sessions {
    /// Without FIX.
    Sessions NONE = new Sessions() {
        @Override
        public void decided(Arrival.FixOrigin origin) {
            // Nobody counts.
        }

        @Override
        public List<SessionEvent> takeEvents() {
            return List.of();
        }

        @Override
        public List<SessionMark> changedMarks() {
            return List.of();
        }

        @Override
        public void committed(List<SessionMark> marks) {
            // Nobody waits.
        }

        @Override
        public void deliver(String session, LedgerEvent row, Report report) {
            // Nobody listens.
        }

        @Override
        public void told() {
            // Nobody listens.
        }

        @Override
        public Answered answer(String session, Report report) {
            return Answered.NOBODY;
        }

        @Override
        public void closeAll(String reason) {
            // Nothing is open.
        }
    };

    /// The command that stood there is decided (not parked): its number no longer holds the inbound mark back.
    void decided(Arrival.FixOrigin origin);

    /// Logons, logouts, resets since the last call; recorded with the next group.
    List<SessionEvent> takeEvents();

    /// Marks that differ from the last committed ones; they ride in the group that is about to be appended.
    List<SessionMark> changedMarks();

    /// These marks are committed: reservations hold.
    void committed(List<SessionMark> marks);

    /// A committed report for a session, in ledger order: sent now when the session is logged on and caught up,
    /// else left to the session's drain, which reads it from the ledger.
    ///
    /// - `report`: what [dev.fixway.engine.ledger.ReportCodec#read] reads from the row
    void deliver(String session, LedgerEvent row, Report report);

    /// Every report of a group was delivered: what was gathered for a connection leaves now.
    void told();

    /// An answer without an event (150=I, an earlier answer again): sent when logged on, else dropped.
    Answered answer(String session, Report report);

    /// What became of an answer.
    enum Answered {
        // On its way, or behind the reports that wait.
        TAKEN,
        // Too many wait.
        FULL,
        // Nobody is logged on.
        NOBODY
    }

    /// The ledger cannot be written: every session is closed at its socket, logons are refused until [#committed]
    /// again.
    void closeAll(String reason);
}
