package dev.fixway.persistence.sql;

import dev.fixway.engine.ledger.LedgerException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/// How far a database has followed a ledger.
@SuppressWarnings("ArrayRecordComponent") // Never compared as a whole, never changed.
record Applied(String installation, long seq, byte[] hash) {
    /// Null when nothing was ever applied.
    static @Nullable Applied of(QueryDatabase database) {
        try (Connection connection = database.connection()) {
            return of(connection);
        } catch (SQLException e) {
            throw new LedgerException("the query database cannot be read", e);
        }
    }

    static @Nullable Applied of(Connection connection) throws SQLException {
        try (PreparedStatement select = connection
                .prepareStatement("SELECT installation, applied_seq, applied_hash FROM follower");
                ResultSet rows = select.executeQuery()) {
            return rows.next() ? new Applied(rows.getString(1), rows.getLong(2), rows.getBytes(3)) : null;
        }
    }

    /// Sequence of the last event in the table; 0 when there is none.
    static long lastEventSeq(QueryDatabase database) {
        try (Connection connection = database.connection();
                PreparedStatement select = connection.prepareStatement("SELECT MAX(seq) FROM event");
                ResultSet rows = select.executeQuery()) {
            return rows.next() ? rows.getLong(1) : 0;
        } catch (SQLException e) {
            throw new LedgerException("the query database cannot be read", e);
        }
    }
}
