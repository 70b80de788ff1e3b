package dev.fixway.persistence.sql;

import dev.fixway.engine.ledger.LedgerEvent;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/// Holds the tables of blocks against the journal: sums over what its events make and over what is stored.
final class BlockComparison {
    private long block = -1;
    private final BlockValues values = new BlockValues();
    private EventBlocks.Times times = EventBlocks.Times.NONE;
    private long expectedTimes;
    private long expectedValues;

    /// Takes the next event of the journal.
    void count(LedgerEvent event) {
        long next = EventBlocks.of(event.seq());
        if (next != block) {
            finish();
            block = next;
            values.clear();
        }
        times = times.with(event);
        values.add(event, value -> expectedValues += KeyHash.of(value, block));
    }

    private void finish() {
        if (block >= 0) {
            expectedTimes += times.sum(block);
        }
        times = EventBlocks.Times.NONE;
    }

    /// What differs, after the last event; null when nothing does.
    @Nullable
    String fault(Connection connection) throws SQLException {
        finish();
        block = -1;
        if (timesStored(connection) != expectedTimes) {
            return "table event_block differs from the journal";
        }
        return DatabaseComparison.sum(connection, "SELECT value_hash, block FROM block_value") == expectedValues
                ? null
                : "table block_value differs from the journal";
    }

    private static long timesStored(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT block, first_event, last_event, first_recorded, last_recorded FROM event_block");
                ResultSet rows = DatabaseComparison.stream(select)) {
            long sum = 0;
            while (rows.next()) {
                sum += BlockWriter.times(rows, 2).sum(rows.getLong(1));
            }
            return sum;
        }
    }
}
