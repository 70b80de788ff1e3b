package dev.fixway.persistence.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Keeps the tables of numbers: events of an order, orders and events of an id, executions. Owned by the follower's
/// thread.
final class KeyWriter {
    private static final long NO_BLOCK = -1;

    /// The block of `id_order` that is being filled, and its rows.
    private long block = NO_BLOCK;
    private final Set<Pair> pairs = new HashSet<>();

    private record Pair(long key, long order) {}

    /// Forgets what it believes of the database, after a batch that did not get in.
    void forget() {
        block = NO_BLOCK;
        pairs.clear();
    }

    /// Adds the rows of a batch.
    void write(Connection connection, List<StoredEvent> batch) throws SQLException {
        try (PreparedStatement ofOrder = connection.prepareStatement("INSERT INTO order_event VALUES (?, ?)");
                PreparedStatement toOrder = connection
                        .prepareStatement("INSERT INTO id_order (block, id_hash, order_number) VALUES (?, ?, ?)");
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
                    enter(connection, KeyBlocks.of(stored.event().seq()));
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

    private void enter(Connection connection, long next) throws SQLException {
        if (next == block) {
            return;
        }
        boolean isUnknown = block == NO_BLOCK;
        block = next;
        pairs.clear();
        if (isUnknown) {
            read(connection);
        }
    }

    private void read(Connection connection) throws SQLException {
        try (PreparedStatement select = connection
                .prepareStatement("SELECT id_hash, order_number FROM id_order WHERE block = ?")) {
            select.setLong(1, block);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    pairs.add(new Pair(rows.getLong(1), rows.getLong(2)));
                }
            }
        }
    }

    private void addKeys(PreparedStatement toOrder, StoredEvent stored, long order) throws SQLException {
        for (long key : stored.keys()) {
            if (pairs.add(new Pair(key, order))) {
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
}
