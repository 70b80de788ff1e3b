package dev.fixway.persistence.postgres;

import dev.fixway.engine.ledger.CanonicalBytes;
import dev.fixway.engine.ledger.Group;
import dev.fixway.engine.ledger.LedgerEvent;
import dev.fixway.persistence.journal.Chain;
import dev.fixway.persistence.journal.MarksCodec;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/// A group as one statement, which is one transaction and one round trip: it moves the head row when that stands where
/// it should, and inserts the rows only then. Owned by the writer.
final class AppendStatement {
    private static final String MOVE = "WITH moved AS (UPDATE ledger.head SET seq = ?, group_number = ?, hash = ?"
            + " WHERE epoch = ? AND seq = ? AND group_number = ? AND hash = ? RETURNING epoch, group_number), added AS ("
            + "INSERT INTO ledger.event (seq, group_number, epoch, prev_hash, hash, payload)"
            + " SELECT ? + e.n, m.group_number, m.epoch, e.prev_hash, e.hash, e.payload FROM moved m,"
            + " unnest(?::bytea[], ?::bytea[], ?::bytea[]) WITH ORDINALITY AS e (prev_hash, hash, payload, n))";
    private static final String MARK = ", marked AS ("
            + "INSERT INTO ledger.marks (group_number, first_seq, epoch, prev_hash, hash, marks)"
            + " SELECT m.group_number, ?, m.epoch, ?, ?, ? FROM moved m)";
    private static final String RESULT = " SELECT count(*) FROM moved";

    private final Head before;
    private final Head after;
    private final byte[] marks;
    private final byte[] marksHash;
    private final byte[][] previous;
    private final byte[][] hashes;
    private final byte[][] payloads;

    /// - `before`: the head that the group follows
    AppendStatement(Chain chain, Group group, Head before) {
        this.before = before;
        int count = group.events().size();
        previous = new byte[count][];
        hashes = new byte[count][];
        payloads = new byte[count][];
        marks = MarksCodec.encode(group);
        marksHash = marks.length == 0 ? before.hash() : chain.marks(before.hash(), before.group() + 1, marks);
        byte[] at = marksHash;
        int i = 0;
        for (LedgerEvent event : group.events()) {
            previous[i] = at;
            payloads[i] = CanonicalBytes.of(event);
            at = chain.event(at, payloads[i]);
            hashes[i++] = at;
        }
        after = before.after(before.seq() + count, at);
    }

    /// The head after the group.
    Head after() {
        return after;
    }

    /// Commits the group; false when the head row stands elsewhere, and then nothing is in.
    boolean execute(Connection connection, long epoch) throws SQLException {
        String sql = MOVE + (marks.length == 0 ? "" : MARK) + RESULT;
        try (PreparedStatement append = connection.prepareStatement(sql)) {
            append.setLong(1, after.seq());
            append.setLong(2, after.group());
            append.setBytes(3, after.hash());
            append.setLong(4, epoch);
            append.setLong(5, before.seq());
            append.setLong(6, before.group());
            append.setBytes(7, before.hash());
            append.setLong(8, before.seq());
            append.setArray(9, connection.createArrayOf("bytea", previous));
            append.setArray(10, connection.createArrayOf("bytea", hashes));
            append.setArray(11, connection.createArrayOf("bytea", payloads));
            if (marks.length > 0) {
                append.setLong(12, before.seq() + 1);
                append.setBytes(13, before.hash());
                append.setBytes(14, marksHash);
                append.setBytes(15, marks);
            }
            try (ResultSet rows = append.executeQuery()) {
                return rows.next() && rows.getLong(1) == 1;
            }
        }
    }
}
