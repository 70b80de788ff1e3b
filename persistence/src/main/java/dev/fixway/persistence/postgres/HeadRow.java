package dev.fixway.persistence.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/// Who may write: the head row is taken by raising its epoch, which shuts out whatever was sent before and waits for
/// what is under way.
final class HeadRow {
    private static final String TAKE = "UPDATE ledger.head SET epoch = epoch + 1, writer = ?, writer_name = ?,"
            + " taken_at = now() RETURNING " + Head.COLUMNS;
    private static final String TAKE_UP_AGAIN = "UPDATE ledger.head SET epoch = epoch + 1 WHERE writer = ? RETURNING "
            + Head.COLUMNS;

    private HeadRow() {}

    /// Makes this writer the one, whoever was it before: what a start does.
    static @Nullable Head take(Connection connection, String writer, String name) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(TAKE)) {
            update.setString(1, writer);
            update.setString(2, name);
            return head(update);
        }
    }

    /// Raises the epoch of the writer that this process still is; null when another one took over.
    static @Nullable Head takeUpAgain(Connection connection, String writer) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(TAKE_UP_AGAIN)) {
            update.setString(1, writer);
            return head(update);
        }
    }

    /// Says who took over, in words.
    static String holder(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT writer_name || ' since ' || to_char(taken_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS')"
                        + " || ' UTC' FROM ledger.head");
                ResultSet rows = select.executeQuery()) {
            return rows.next() ? String.valueOf(rows.getString(1)) : "nobody";
        }
    }

    private static @Nullable Head head(PreparedStatement update) throws SQLException {
        try (ResultSet rows = update.executeQuery()) {
            return rows.next() ? Head.of(rows) : null;
        }
    }
}
