package dev.fixway.persistence.postgres;

import dev.fixway.persistence.journal.Chain;
import dev.fixway.persistence.journal.StoredGroup;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One group as its rows in `ledger.marks` and `ledger.event` hold it; one of the two may be missing, not both.
record GroupRows(long number, @Nullable MarksRow marksRow, List<EventRow> rows) implements StoredGroup {
    private static final byte[] NONE = {};

    GroupRows {
        rows = List.copyOf(rows);
        if (marksRow == null && rows.isEmpty()) {
            throw new IllegalArgumentException("group " + number + " has no rows");
        }
    }

    /// - `firstSeq`: sequence of the group's first event; of the next one when the group has no events
    @SuppressWarnings("ArrayRecordComponent") // Never compared, never changed: as are the events' below.
    record MarksRow(long group, long firstSeq, byte[] previousHash, byte[] hash, byte[] marks) {}

    @SuppressWarnings("ArrayRecordComponent") // As above.
    record EventRow(long seq, long group, byte[] previousHash, byte[] hash, byte[] canonical) {}

    @Override
    public long firstSeq() {
        return marksRow != null ? marksRow.firstSeq() : rows.getFirst().seq();
    }

    @Override
    public int eventCount() {
        return rows.size();
    }

    @Override
    public byte[] previousHash() {
        return marksRow != null ? marksRow.previousHash() : rows.getFirst().previousHash();
    }

    @Override
    public byte[] endHash() {
        return marksRow != null && rows.isEmpty() ? marksRow.hash() : rows.getLast().hash();
    }

    @Override
    public byte[] marks() {
        return marksRow == null ? NONE : marksRow.marks();
    }

    @Override
    public byte[] marksHash() {
        return marksRow == null ? NONE : marksRow.hash();
    }

    @Override
    public void events(EventVisitor visitor) {
        rows.forEach(row -> visitor.event(row.canonical(), row.previousHash(), row.hash()));
    }

    @Override
    public boolean isChained(Chain chain) {
        byte[] at = previousHash();
        if (marksRow != null) {
            if (!Arrays.equals(marksRow.hash(), chain.marks(at, number, marksRow.marks()))) {
                return false;
            }
            at = marksRow.hash();
        }
        long seq = firstSeq();
        for (EventRow row : rows) {
            boolean holds = row.seq() == seq++ && Arrays.equals(row.previousHash(), at)
                    && Arrays.equals(row.hash(), chain.event(at, row.canonical()));
            if (!holds) {
                return false;
            }
            at = row.hash();
        }
        return true;
    }
}
