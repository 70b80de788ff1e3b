package dev.fixway.persistence.journal;

import dev.fixway.engine.ledger.CanonicalBytes;
import dev.fixway.engine.ledger.Group;
import dev.fixway.engine.ledger.LedgerEvent;
import dev.fixway.engine.ledger.SessionMark;
import java.util.ArrayList;
import java.util.List;

/// One committed group as it is stored: its place, its bytes and its part of the hash chain.
public interface StoredGroup {
    /// Sees the events of a group as they are stored.
    @FunctionalInterface
    interface EventVisitor {
        /// - `previous`, `hash`: the chain before and after the event
        void event(byte[] canonical, byte[] previous, byte[] hash);
    }

    /// Number of the group, from 1.
    long number();

    /// Sequence of the first event; of the next one when the group has no events.
    long firstSeq();

    int eventCount();

    /// The chain before the group.
    byte[] previousHash();

    /// The chain after the group.
    byte[] endHash();

    /// What the group says about positions, in the form of [MarksCodec]; empty when it says nothing.
    byte[] marks();

    /// The chain after the marks; empty when there are none.
    byte[] marksHash();

    /// Visits the events in order.
    void events(EventVisitor visitor);

    /// Whether every hash in the group follows from what it covers.
    boolean isChained(Chain chain);

    /// Head of the ledger after this group.
    default long lastSeq() {
        return firstSeq() + eventCount() - 1;
    }

    /// The group as it was appended.
    default Group group() {
        List<LedgerEvent> events = new ArrayList<>(eventCount());
        events((canonical, _, _) -> events.add(CanonicalBytes.read(canonical)));
        MarksCodec.Marks marks = MarksCodec.decode(marks());
        return new Group(events, marks.sessions(), marks.providers());
    }

    default List<SessionMark> sessionMarks() {
        return MarksCodec.decode(marks()).sessions();
    }
}
