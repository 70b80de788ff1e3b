package dev.fixway.persistence.sql;

import dev.fixway.engine.domain.OrdStatus;
import dev.fixway.engine.domain.OrderId;
import dev.fixway.engine.domain.Side;
import dev.fixway.persistence.journal.OrderRow;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Keeps the projection `orders`, and which blocks of events begin orders that have ended. Owned by the follower's
/// thread.
final class OrderWriter {
    /// Selects what [#row(QueryDatabase, PreparedStatement, long)] reads.
    static final String SELECT_ROW = "SELECT order_id, account, symbol, side, cl_ord_id, status, created, updated,"
            + " first_seq FROM orders WHERE order_number = ?";
    private static final int RECENT_MAX = 10_000;

    private static final List<String> COLUMNS = List.of("order_number", "order_id", "account", "symbol", "side",
            "cl_ord_id", "status", "terminal", "created", "updated", "first_seq");
    private static final String INSERT_ROW = "INSERT INTO orders (" + String.join(", ", COLUMNS)
            + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

    private final QueryDatabase database;
    /// Rows of `block_ending` that are surely in the database.
    private final RecentPairs endings = new RecentPairs(RECENT_MAX);

    OrderWriter(QueryDatabase database) {
        this.database = database;
    }

    /// Forgets what it believes of the database, after a batch that did not get in.
    void forget() {
        endings.clear();
    }

    /// Brings the rows of a batch's orders up to its end.
    void write(Connection connection, List<StoredEvent> batch) throws SQLException {
        Map<Long, OrderRow> changed = new LinkedHashMap<>();
        Set<Long> existing = new HashSet<>();
        try (PreparedStatement select = connection.prepareStatement(SELECT_ROW);
                PreparedStatement toEnding = connection
                        .prepareStatement(database.replace("block_ending", 2, List.of("value_hash", "block")))) {
            for (StoredEvent stored : batch) {
                long number = stored.orderNumber();
                if (number == StoredEvent.NO_ORDER || !OrderRow.concerns(stored.event())) {
                    continue;
                }
                OrderRow before = changed.get(number);
                if (before == null) {
                    before = row(database, select, number);
                    if (before != null) {
                        existing.add(number);
                    }
                }
                OrderRow after = OrderRow.after(before, stored.event());
                if (after != null) {
                    changed.put(number, after);
                    addEnding(toEnding, after);
                }
            }
            toEnding.executeBatch();
        }
        write(connection, changed, existing);
    }

    private void addEnding(PreparedStatement toEnding, OrderRow row) throws SQLException {
        if (OrderRow.isTerminal(row.status())) {
            long value = EventBlocks.ending(row.status());
            long block = EventBlocks.of(row.firstSeq());
            if (endings.add(value, block)) {
                toEnding.setLong(1, value);
                toEnding.setLong(2, block);
                toEnding.addBatch();
            }
        }
    }

    /// A row that replaces none is inserted: that costs a third of looking for the one that it could replace.
    private void write(Connection connection, Map<Long, OrderRow> changed, Set<Long> existing) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT_ROW);
                PreparedStatement merge = connection.prepareStatement(database.replace("orders", 1, COLUMNS))) {
            for (Map.Entry<Long, OrderRow> row : changed.entrySet()) {
                PreparedStatement write = existing.contains(row.getKey()) ? merge : insert;
                bind(write, row.getValue());
                write.addBatch();
            }
            insert.executeBatch();
            merge.executeBatch();
        }
    }

    /// The row of an order; null when there is none.
    ///
    /// - `select`: a statement of [#SELECT_ROW]
    static @Nullable OrderRow row(QueryDatabase database, PreparedStatement select, long number) throws SQLException {
        select.setLong(1, number);
        try (ResultSet rows = select.executeQuery()) {
            return rows.next() ? row(database, rows) : null;
        }
    }

    private static OrderRow row(QueryDatabase database, ResultSet rows) throws SQLException {
        return new OrderRow(new OrderId(rows.getString(1)), rows.getString(2), rows.getString(3),
                Side.valueOf(rows.getString(4)), rows.getString(5), OrdStatus.valueOf(rows.getString(6)),
                database.readTime(rows, 7), database.readTime(rows, 8), rows.getLong(9));
    }

    private void bind(PreparedStatement write, OrderRow row) throws SQLException {
        write.setLong(1, row.orderId().number());
        write.setString(2, row.orderId().value());
        write.setString(3, database.text(row.account()));
        write.setString(4, database.text(row.symbol()));
        write.setString(5, row.side().name());
        String clOrdId = row.clOrdId();
        write.setString(6, clOrdId == null ? null : database.text(clOrdId));
        write.setString(7, row.status().name());
        write.setBoolean(8, OrderRow.isTerminal(row.status()));
        database.bindTime(write, 9, row.created());
        database.bindTime(write, 10, row.updated());
        write.setLong(11, row.firstSeq());
    }
}
