package dev.fixway.persistence.sql;

import dev.fixway.engine.ledger.LedgerException;
import dev.fixway.persistence.journal.CommittedGroups;
import dev.fixway.persistence.journal.StoredGroup;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Holds every row of `event` and of the tables of numbers against the journal, event by event, in bounded memory.
final class DatabaseComparison {
    private static final int FETCH_ROWS = 1_000;

    private final long until;
    private final EventColumns columns;
    private long events;
    private long orderEvents;
    private long idEvents;
    private long trades;
    private final BlockComparison blocks = new BlockComparison();
    private long badSeq;
    private @Nullable String fault;
    private boolean isAtEnd;
    private boolean isHalfWay;

    private DatabaseComparison(QueryDatabase database, long until) {
        this.until = until;
        columns = new EventColumns(database);
    }

    /// Compares what the database says that it has followed, as of one moment, whatever the follower does meanwhile.
    static Comparison compare(QueryDatabase database, CommittedGroups groups, String installation) {
        try (Connection connection = database.connection()) {
            database.beginPicture(connection);
            try {
                return compare(database, connection, groups, installation);
            } finally {
                database.endPicture(connection);
            }
        } catch (SQLException e) {
            throw new LedgerException("the query database cannot be read", e);
        }
    }

    private static Comparison compare(QueryDatabase database, Connection connection, CommittedGroups groups,
            String installation) throws SQLException {
        Applied applied = Applied.of(connection);
        long until = applied == null ? 0 : applied.seq();
        String mismatch = applied == null ? null : QuerySide.mismatch(applied, groups, installation);
        if (applied != null && !applied.installation().equals(installation)) {
            return new Comparison(0, until, 1, mismatch);
        }
        DatabaseComparison comparison = new DatabaseComparison(database, until);
        comparison.events(connection, groups);
        if (mismatch != null) {
            String event = comparison.fault == null ? "" : "; event " + comparison.badSeq + ": " + comparison.fault;
            return new Comparison(comparison.events, until, comparison.fault == null ? until : comparison.badSeq,
                    mismatch + event);
        }
        if (comparison.fault == null && !comparison.isHalfWay) {
            comparison.sums(connection);
        }
        if (comparison.fault == null && !comparison.isHalfWay) {
            OrderComparison orders = new OrderComparison(database);
            comparison.fault = orders.fault(connection);
            comparison.badSeq = orders.badSeq();
        }
        return new Comparison(comparison.events, until, comparison.badSeq, comparison.fault);
    }

    private void events(Connection connection, CommittedGroups groups) throws SQLException {
        String sql = "SELECT " + String.join(", ", columns.names()) + " FROM event ORDER BY seq";
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            try (ResultSet rows = stream(select)) {
                if (groups.headSeq() > 0) {
                    groups.fromSeq(1, group -> visit(group, rows));
                }
                if (fault == null && !isAtEnd && rows.next()) {
                    bad(rows.getLong(1), "the database has an event that the journal lacks");
                }
            }
        }
    }

    private boolean visit(StoredGroup group, ResultSet rows) {
        group.events((canonical, previous, hash) -> {
            StoredEvent stored = StoredEvent.of(canonical, previous, hash);
            if (fault == null && !isAtEnd) {
                try {
                    event(stored, rows);
                } catch (SQLException e) {
                    throw new LedgerException("the query database cannot be read", e);
                }
            }
        });
        return fault == null && !isAtEnd;
    }

    private void event(StoredEvent stored, ResultSet rows) throws SQLException {
        long seq = stored.event().seq();
        if (!rows.next()) {
            isAtEnd = true;
            if (seq <= until) {
                bad(seq, "the database lacks the event");
            }
            return;
        }
        List<@Nullable Object> expected = columns.values(stored);
        for (int i = 0; i < columns.names().size(); i++) {
            if (!isEqual(expected.get(i), rows, i + 1)) {
                bad(Math.min(seq, rows.getLong(1)), "column " + columns.names().get(i) + " differs from the journal");
                return;
            }
        }
        if (seq > until + Follower.BATCH_EVENTS_MAX) {
            bad(until + 1, "the database has more than a batch of events behind " + until
                    + ", up to which it says that it has followed");
            return;
        }
        // A crash in the middle of a batch leaves true events behind; the next start builds the tables anew.
        isHalfWay |= seq > until;
        events++;
        count(stored);
    }

    private static boolean isEqual(@Nullable Object expected, ResultSet rows, int column) throws SQLException {
        return switch (expected) {
            case null -> rows.getObject(column) == null;
            case byte[] bytes -> Arrays.equals(bytes, rows.getBytes(column));
            case OffsetDateTime time -> {
                OffsetDateTime stored = rows.getObject(column, OffsetDateTime.class);
                yield stored != null && time.isEqual(stored);
            }
            default -> expected.equals(rows.getObject(column));
        };
    }

    private void count(StoredEvent stored) {
        long seq = stored.event().seq();
        blocks.count(stored.event());
        TradeKeys.of(stored).forEach(row -> trades += TradeKeys.sum(row.key(), row.traded(), seq));
        if (stored.orderNumber() == StoredEvent.NO_ORDER) {
            stored.keys().forEach(key -> idEvents += KeyHash.of(key, seq));
        } else {
            orderEvents += KeyHash.of(stored.orderNumber(), seq);
        }
    }

    private void sums(Connection connection) throws SQLException {
        if (sum(connection, "SELECT order_number, seq FROM order_event") != orderEvents) {
            bad(0, "table order_event differs from the journal");
        } else if (sum(connection, "SELECT id_hash, seq FROM id_event") != idEvents) {
            bad(0, "table id_event differs from the journal");
        } else if (tradesStored(connection) != trades) {
            bad(0, "table trade differs from the journal");
        } else {
            fault = blocks.fault(connection);
        }
    }

    private static long tradesStored(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT key_hash, traded, seq FROM trade");
                ResultSet rows = stream(select)) {
            long sum = 0;
            while (rows.next()) {
                sum += TradeKeys.sum(rows.getLong(1), rows.getLong(2), rows.getLong(3));
            }
            return sum;
        }
    }

    /// A sum over all rows in which each counts, in whatever order they come.
    static long sum(Connection connection, String sql) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql); ResultSet rows = stream(select)) {
            long sum = 0;
            while (rows.next()) {
                sum += KeyHash.of(rows.getLong(1), rows.getLong(2));
            }
            return sum;
        }
    }

    /// What is too much to be held at once.
    static ResultSet stream(PreparedStatement select) throws SQLException {
        select.setFetchSize(FETCH_ROWS);
        return select.executeQuery();
    }

    private void bad(long seq, String what) {
        badSeq = seq;
        fault = Objects.requireNonNull(what);
    }
}
