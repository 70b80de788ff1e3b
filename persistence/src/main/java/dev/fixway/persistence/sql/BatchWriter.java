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

/// Applies events to the database: their rows, the ways into them, the projection and the position, in one transaction.
///
/// Owned by the follower's thread.
final class BatchWriter {
    /// Selects what [#row(QueryDatabase, ResultSet)] reads.
    static final String SELECT_ROW = "SELECT order_id, account, symbol, side, cl_ord_id, status, created, updated"
            + " FROM orders WHERE order_number = ?";
    private static final int RECENT_MAX = 50_000;

    private static final List<String> ORDER_COLUMNS = List.of("order_number", "order_id", "account", "symbol", "side",
            "cl_ord_id", "status", "terminal", "created", "updated");
    private static final String INSERT_ROW = "INSERT INTO orders (" + String.join(", ", ORDER_COLUMNS)
            + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

    private final QueryDatabase database;
    private final EventColumns columns;
    private final String installation;
    /// Pairs of id and order that are surely in the database, in this block.
    private final RecentPairs recent = new RecentPairs(RECENT_MAX);
    private long recentBlock = -1;
    private final BlockWriter blocks;

    BatchWriter(QueryDatabase database, String installation) {
        this.database = database;
        columns = new EventColumns(database);
        blocks = new BlockWriter(database);
        this.installation = installation;
    }

    /// Commits a batch, not empty. After an SQLException nothing of it is in.
    ///
    /// Returns how far the tables are: when another follower has moved them meanwhile, nothing is changed.
    long apply(Connection connection, List<StoredEvent> batch) throws SQLException {
        connection.setAutoCommit(false);
        boolean isIn = false;
        try {
            database.claim(connection);
            Applied applied = Applied.of(connection);
            long at = applied == null ? 0 : applied.seq();
            if (at != batch.getFirst().event().seq() - 1) {
                return at;
            }
            insertEvents(connection, batch);
            insertKeys(connection, batch);
            blocks.write(connection, batch);
            project(connection, batch);
            move(connection, batch.getLast());
            connection.commit();
            isIn = true;
            return batch.getLast().event().seq();
        } finally {
            if (!isIn) {
                recent.clear();
                blocks.forget();
                connection.rollback();
            }
        }
    }

    private void insertEvents(Connection connection, List<StoredEvent> batch) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(columns.insert())) {
            for (StoredEvent stored : batch) {
                columns.bind(insert, stored);
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private void insertKeys(Connection connection, List<StoredEvent> batch) throws SQLException {
        try (PreparedStatement ofOrder = connection.prepareStatement("INSERT INTO order_event VALUES (?, ?)");
                PreparedStatement toOrder = connection.prepareStatement(
                        database.replace("id_order", 3, List.of("block", "id_hash", "order_number")));
                PreparedStatement toEvent = connection.prepareStatement("INSERT INTO id_event VALUES (?, ?)");
                PreparedStatement toTrade = connection.prepareStatement("INSERT INTO trade VALUES (?, ?, ?)")) {
            for (StoredEvent stored : batch) {
                addTrade(toTrade, stored);
                long order = stored.orderNumber();
                if (order == StoredEvent.NO_ORDER) {
                    for (long key : stored.keys()) {
                        add(toEvent, key, stored.event().seq());
                    }
                } else {
                    add(ofOrder, order, stored.event().seq());
                    addKeys(toOrder, stored, order);
                }
            }
            ofOrder.executeBatch();
            toOrder.executeBatch();
            toEvent.executeBatch();
            toTrade.executeBatch();
        }
    }

    private static void addTrade(PreparedStatement toTrade, StoredEvent stored) throws SQLException {
        for (TradeKeys.Row row : TradeKeys.of(stored)) {
            toTrade.setLong(1, row.key());
            toTrade.setLong(2, row.traded());
            toTrade.setLong(3, stored.event().seq());
            toTrade.addBatch();
        }
    }

    private void addKeys(PreparedStatement toOrder, StoredEvent stored, long order) throws SQLException {
        long block = KeyBlocks.of(stored.event().seq());
        if (block != recentBlock) {
            recent.clear();
            recentBlock = block;
        }
        for (long key : stored.keys()) {
            if (recent.add(key, order)) {
                toOrder.setLong(1, block);
                toOrder.setLong(2, key);
                toOrder.setLong(3, order);
                toOrder.addBatch();
            }
        }
    }

    private static void add(PreparedStatement statement, long one, long other) throws SQLException {
        statement.setLong(1, one);
        statement.setLong(2, other);
        statement.addBatch();
    }

    private void project(Connection connection, List<StoredEvent> batch) throws SQLException {
        Map<Long, OrderRow> changed = new LinkedHashMap<>();
        Set<Long> existing = new HashSet<>();
        try (PreparedStatement select = connection.prepareStatement(SELECT_ROW)) {
            for (StoredEvent stored : batch) {
                long number = stored.orderNumber();
                if (number == StoredEvent.NO_ORDER || !OrderRow.concerns(stored.event())) {
                    continue;
                }
                OrderRow before = changed.get(number);
                if (before == null) {
                    before = row(select, number);
                    if (before != null) {
                        existing.add(number);
                    }
                }
                if (OrderRow.begins(stored.event())) {
                    changed.put(number, OrderRow.of(stored.event()));
                } else if (before != null) {
                    changed.put(number, before.after(stored.event()));
                }
            }
        }
        write(connection, changed, existing);
    }

    /// A row that replaces none is inserted: that costs a third of looking for the one that it could replace.
    private void write(Connection connection, Map<Long, OrderRow> changed, Set<Long> existing) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT_ROW);
                PreparedStatement merge = connection.prepareStatement(database.replace("orders", 1, ORDER_COLUMNS))) {
            for (Map.Entry<Long, OrderRow> row : changed.entrySet()) {
                PreparedStatement write = existing.contains(row.getKey()) ? merge : insert;
                bind(write, row.getValue());
                write.addBatch();
            }
            insert.executeBatch();
            merge.executeBatch();
        }
    }

    private @Nullable OrderRow row(PreparedStatement select, long number) throws SQLException {
        select.setLong(1, number);
        try (ResultSet rows = select.executeQuery()) {
            return rows.next() ? row(database, rows) : null;
        }
    }

    /// The row under the cursor, in the order of the columns above.
    static OrderRow row(QueryDatabase database, ResultSet rows) throws SQLException {
        return new OrderRow(new OrderId(rows.getString(1)), rows.getString(2), rows.getString(3),
                Side.valueOf(rows.getString(4)), rows.getString(5), OrdStatus.valueOf(rows.getString(6)),
                database.readTime(rows, 7), database.readTime(rows, 8));
    }

    private void bind(PreparedStatement merge, OrderRow row) throws SQLException {
        merge.setLong(1, row.orderId().number());
        merge.setString(2, row.orderId().value());
        merge.setString(3, database.text(row.account()));
        merge.setString(4, database.text(row.symbol()));
        merge.setString(5, row.side().name());
        String clOrdId = row.clOrdId();
        merge.setString(6, clOrdId == null ? null : database.text(clOrdId));
        merge.setString(7, row.status().name());
        merge.setBoolean(8, OrderRow.isTerminal(row.status()));
        database.bindTime(merge, 9, row.created());
        database.bindTime(merge, 10, row.updated());
    }

    private void move(Connection connection, StoredEvent last) throws SQLException {
        try (PreparedStatement merge = connection.prepareStatement(
                database.replace("follower", 1, List.of("id", "installation", "applied_seq", "applied_hash")))) {
            merge.setInt(1, 1);
            merge.setString(2, installation);
            merge.setLong(3, last.event().seq());
            merge.setBytes(4, last.hash());
            merge.executeUpdate();
        }
    }
}
