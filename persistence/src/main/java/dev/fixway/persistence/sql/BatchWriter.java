package dev.fixway.persistence.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/// Applies events to the database: their rows, the ways into them, the projection and the position, in one transaction.
///
/// Owned by the follower's thread.
final class BatchWriter {
    private final QueryDatabase database;
    private final EventColumns columns;
    private final String installation;
    private final KeyWriter keys = new KeyWriter();
    private final BlockWriter blocks;
    private final OrderWriter orders;

    BatchWriter(QueryDatabase database, String installation) {
        this.database = database;
        this.installation = installation;
        columns = new EventColumns(database);
        blocks = new BlockWriter(database);
        orders = new OrderWriter(database);
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
            keys.write(connection, batch);
            blocks.write(connection, batch);
            orders.write(connection, batch);
            move(connection, batch.getLast());
            connection.commit();
            isIn = true;
            return batch.getLast().event().seq();
        } finally {
            if (!isIn) {
                keys.forget();
                blocks.forget();
                orders.forget();
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
