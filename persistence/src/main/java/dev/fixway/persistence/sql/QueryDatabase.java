package dev.fixway.persistence.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/// A database for the query side, and what its SQL has of its own. Connections may be used by any thread.
public interface QueryDatabase extends AutoCloseable {
    /// A connection that finds the tables of the query side by their bare names.
    Connection connection() throws SQLException;

    /// Lets go of connections that an error has left dead; those after it are new ones.
    default void reconnect() {
        // A database that goes on after an error has nothing to do.
    }

    /// Throws away everything that was applied. Questions under way may fail.
    void startAnew();

    /// False when what it stands on takes no writes now, such as a full disk: then it is not the database that is
    /// wrong.
    default boolean takesWrites() {
        return true;
    }

    /// Keeps other followers of the same tables, if there can be any, waiting until the transaction ends.
    void claim(Connection connection) throws SQLException;

    /// Begins a transaction that sees all tables as of one moment and streams what it reads.
    void beginPicture(Connection connection) throws SQLException;

    /// Ends what [#beginPicture] began.
    void endPicture(Connection connection) throws SQLException;

    /// The table that holds the canonical bytes of every event as `payload`, by `seq`.
    String payloads();

    /// Whether the query side's own table `event` has a column `payload`.
    boolean hasOwnPayload();

    /// A statement that inserts a row or replaces the one with the same key.
    ///
    /// - `columns`: all columns of the table, those of the key first
    String replace(String table, int keyColumns, List<String> columns);

    /// What follows a table's name so that it is read by this index; empty when the database finds out itself.
    String byIndex(String index);

    /// The text as a column can hold it.
    String text(String value);

    /// Binds an instant, to the nanosecond, as the columns `created` and `updated` hold it.
    void bindTime(PreparedStatement statement, int at, Instant instant) throws SQLException;

    Instant readTime(ResultSet rows, int column) throws SQLException;

    @Override
    void close();
}
