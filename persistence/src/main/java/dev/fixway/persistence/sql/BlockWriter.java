package dev.fixway.persistence.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Keeps the tables of blocks. Owned by the follower's thread.
final class BlockWriter {
    private static final long NO_BLOCK = -1;

    private final QueryDatabase database;
    /// The block that is being filled, what is surely in the database of it, and its times.
    private long current = NO_BLOCK;
    private final BlockValues values = new BlockValues();
    private EventBlocks.Times times = EventBlocks.Times.NONE;

    private record Row(long value, long block) {}

    BlockWriter(QueryDatabase database) {
        this.database = database;
    }

    /// Forgets what it believes of the database, after a batch that did not get in.
    void forget() {
        current = NO_BLOCK;
    }

    /// Adds the rows of a batch.
    void write(Connection connection, List<StoredEvent> batch) throws SQLException {
        Map<Long, EventBlocks.Times> changed = new LinkedHashMap<>();
        List<Row> added = new ArrayList<>();
        for (StoredEvent stored : batch) {
            enter(connection, EventBlocks.of(stored.event().seq()));
            times = times.with(stored.event());
            changed.put(current, times);
            values.add(stored.event(), value -> added.add(new Row(value, current)));
        }
        writeValues(connection, added);
        writeTimes(connection, changed);
    }

    private void enter(Connection connection, long block) throws SQLException {
        if (block == current) {
            return;
        }
        boolean isUnknown = current == NO_BLOCK;
        current = block;
        values.clear();
        times = isUnknown ? stored(connection, block) : EventBlocks.Times.NONE;
    }

    private static EventBlocks.Times stored(Connection connection, long block) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT first_event, last_event, first_recorded,"
                + " last_recorded FROM event_block WHERE block = ?")) {
            select.setLong(1, block);
            try (ResultSet rows = select.executeQuery()) {
                return rows.next() ? times(rows, 1) : EventBlocks.Times.NONE;
            }
        }
    }

    /// The times that stand in the columns from one on.
    static EventBlocks.Times times(ResultSet rows, int from) throws SQLException {
        return new EventBlocks.Times(rows.getLong(from), rows.getLong(from + 1), rows.getLong(from + 2),
                rows.getLong(from + 3));
    }

    private void writeValues(Connection connection, List<Row> added) throws SQLException {
        try (PreparedStatement merge = connection
                .prepareStatement(database.replace("block_value", 2, List.of("value_hash", "block")))) {
            for (Row row : added) {
                merge.setLong(1, row.value());
                merge.setLong(2, row.block());
                merge.addBatch();
            }
            merge.executeBatch();
        }
    }

    private void writeTimes(Connection connection, Map<Long, EventBlocks.Times> changed) throws SQLException {
        try (PreparedStatement merge = connection.prepareStatement(database.replace("event_block", 1,
                List.of("block", "first_event", "last_event", "first_recorded", "last_recorded")))) {
            for (Map.Entry<Long, EventBlocks.Times> row : changed.entrySet()) {
                merge.setLong(1, row.getKey());
                merge.setLong(2, row.getValue().firstEvent());
                merge.setLong(3, row.getValue().lastEvent());
                merge.setLong(4, row.getValue().firstRecorded());
                merge.setLong(5, row.getValue().lastRecorded());
                merge.addBatch();
            }
            merge.executeBatch();
        }
    }
}
