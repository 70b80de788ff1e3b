package dev.fixway.persistence.postgres;

import dev.fixway.engine.ledger.LedgerException;
import dev.fixway.engine.ledger.LedgerReader;
import dev.fixway.engine.ledger.SessionMark;
import dev.fixway.persistence.journal.ChainPoint;
import dev.fixway.persistence.journal.CommittedGroups;
import dev.fixway.persistence.journal.MarksCodec;
import dev.fixway.persistence.journal.ScanningReader;
import dev.fixway.persistence.journal.StoredGroup;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Reads committed groups from the tables `ledger.event` and `ledger.marks`. Any thread.
final class PostgresGroups implements CommittedGroups {
    private final Pool pool;
    private final Supplier<Head> head;

    /// - `head`: up to where there is something to read
    PostgresGroups(Pool pool, Supplier<Head> head) {
        this.pool = pool;
        this.head = head;
    }

    @Override
    public long headSeq() {
        return head.get().seq();
    }

    @Override
    public void fromSeq(long seq, Predicate<StoredGroup> visitor) {
        Head until = head.get();
        if (seq > until.seq()) {
            return;
        }
        pool.transaction(connection -> {
            long group = number(connection, "SELECT group_number FROM ledger.event WHERE seq = ?", seq);
            if (group == 0) {
                throw new LedgerException("the table ledger.event lacks sequence " + seq);
            }
            long first = 1 + number(connection, "SELECT seq FROM ledger.event WHERE seq < ? AND group_number <> "
                    + group + " ORDER BY seq DESC LIMIT 1", seq);
            visit(connection, new Start(first, group), until, visitor);
            return true;
        });
    }

    /// Groups after a place in the ledger, to the head of this moment, until the visitor says false.
    void after(long seq, long group, Predicate<StoredGroup> visitor) {
        Head until = head.get();
        if (group > until.group() || seq > until.seq()) {
            throw new LedgerException("nothing to replay after " + seq + ": the ledger ends at " + until.seq());
        }
        pool.transaction(connection -> {
            visit(connection, new Start(seq + 1, group + 1), until, visitor);
            return true;
        });
    }

    /// The chain after a group; null when the ledger does not reach it.
    @Nullable
    ChainPoint pointAfter(long group) {
        Head until = head.get();
        if (group > until.group()) {
            return null;
        }
        ChainPoint[] found = new ChainPoint[1];
        pool.transaction(connection -> {
            long seq = lastSeqUpTo(connection, group, until.seq());
            String sql = "SELECT group_number, seq, hash FROM ledger.event WHERE seq = ? AND group_number = ?"
                    + " UNION ALL SELECT group_number, first_seq - 1, hash FROM ledger.marks WHERE group_number = ?"
                    + " ORDER BY seq DESC LIMIT 1";
            try (PreparedStatement select = connection.prepareStatement(sql)) {
                select.setLong(1, seq);
                select.setLong(2, group);
                select.setLong(3, group);
                try (ResultSet rows = select.executeQuery()) {
                    if (rows.next()) {
                        found[0] = new ChainPoint(rows.getLong(1), rows.getLong(2), rows.getBytes(3));
                    }
                }
            }
            return true;
        });
        return found[0];
    }

    /// The last event of groups up to one; 0 for none. Groups rise with sequences, and only these have an index.
    private static long lastSeqUpTo(Connection connection, long group, long headSeq) throws SQLException {
        long low = 0;
        long high = headSeq;
        while (low < high) {
            long middle = (low + high + 1) >>> 1;
            if (number(connection, "SELECT group_number FROM ledger.event WHERE seq = ?", middle) <= group) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    /// Answers from the committed groups alone; what asks by id or by filter reads the whole history.
    LedgerReader reader() {
        return new ScanningReader(this) {
            @Override
            public List<SessionMark> marksSince(String session, long cursor) {
                return PostgresGroups.this.marksSince(session, cursor);
            }
        };
    }

    /// Marks of a session with a cursor above `cursor`, oldest first.
    List<SessionMark> marksSince(String session, long cursor) {
        List<SessionMark> found = new ArrayList<>();
        Head until = head.get();
        long from = Math.max(0, cursor) + 1;
        if (from > until.seq()) {
            return found;
        }
        return pool.transaction(connection -> {
            // A cursor never exceeds the head of its own group, so the marks above it stand in groups that reach
            // beyond it.
            long group = number(connection, "SELECT group_number FROM ledger.event WHERE seq = ?", from);
            try (PreparedStatement select = connection.prepareStatement("SELECT marks FROM ledger.marks"
                    + " WHERE group_number BETWEEN ? AND ? ORDER BY group_number")) {
                select.setLong(1, group);
                select.setLong(2, until.group());
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        MarksCodec.decode(rows.getBytes(1))
                                .sessions()
                                .stream()
                                .filter(mark -> mark.session().equals(session) && mark.cursor() > cursor)
                                .forEach(found::add);
                    }
                }
            }
            return found;
        });
    }

    /// Where reading begins: a sequence and a group.
    private record Start(long seq, long group) {}

    private static void visit(Connection connection, Start start, Head until, Predicate<StoredGroup> visitor)
            throws SQLException {
        try (GroupCursor cursor = new GroupCursor(connection, start.seq(), start.group(), until)) {
            long number = start.group();
            long seq = start.seq();
            byte[] hash = null;
            for (GroupRows group = cursor.next(); group != null; group = cursor.next()) {
                requireFollows(group, number, seq, hash);
                number++;
                seq = group.lastSeq() + 1;
                hash = group.endHash();
                if (!visitor.test(group)) {
                    return;
                }
            }
            if (number != until.group() + 1 || seq != until.seq() + 1) {
                throw new LedgerException("the ledger is damaged: its tables end before sequence " + seq
                        + ", its head row says " + until.seq());
            }
        }
    }

    private static void requireFollows(GroupRows group, long number, long seq, byte @Nullable [] hash) {
        boolean follows = group.number() == number && group.firstSeq() == seq
                && (hash == null || Arrays.equals(hash, group.previousHash()));
        if (!follows) {
            throw new LedgerException("the ledger is damaged before sequence " + group.firstSeq() + ": group "
                    + group.number() + " does not follow the one before");
        }
    }

    private static long number(Connection connection, String sql, long key) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setLong(1, key);
            try (ResultSet rows = select.executeQuery()) {
                return rows.next() ? rows.getLong(1) : 0;
            }
        }
    }
}
