package dev.fixway.persistence.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collections;
import java.util.NavigableSet;
import java.util.TreeSet;

/// The table `id_order`: which orders an id leads to, in blocks of events.
///
/// Hashes are random, so a key over the whole history costs a page for each; within blocks only the pages of the last
/// one change. A question asks every block, which is one look-up for 32,768 events of history.
final class KeyBlocks {
    private static final int BLOCK_BITS = 15;

    private KeyBlocks() {}

    /// The block of an event.
    static long of(long seq) {
        return seq >> BLOCK_BITS;
    }

    /// Numbers of the orders that a hash leads to, the newest first.
    static NavigableSet<Long> orders(Connection connection, long hash) throws SQLException {
        NavigableSet<Long> orders = new TreeSet<>(Collections.reverseOrder());
        Applied applied = Applied.of(connection);
        try (PreparedStatement select = connection
                .prepareStatement("SELECT order_number FROM id_order WHERE block = ? AND id_hash = ?")) {
            for (long block = of(applied == null ? -1 : applied.seq()); block >= 0; block--) {
                select.setLong(1, block);
                select.setLong(2, hash);
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        orders.add(rows.getLong(1));
                    }
                }
            }
        }
        return orders;
    }

    /// What a row counts in the sum over all rows.
    static long sum(long block, long hash, long order) {
        return KeyHash.of(KeyHash.of(block, hash), order);
    }
}
