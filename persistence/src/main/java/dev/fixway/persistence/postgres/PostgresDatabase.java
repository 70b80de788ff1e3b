package dev.fixway.persistence.postgres;

import dev.fixway.persistence.sql.QueryDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/// The query side's tables in the schema `query`, beside the ledger itself. Any thread.
///
/// Several gateways and commands may follow here at a time: an advisory lock lets one batch in after the other.
/// Instants are counted in nanoseconds: PostgreSQL's own end at the microsecond.
final class PostgresDatabase implements QueryDatabase {
    private static final String CLAIM = "SELECT pg_advisory_xact_lock(7310577365311121017)";
    private static final long NANOS = TimeUnit.SECONDS.toNanos(1);
    private final Pool pool;

    PostgresDatabase(Pool pool) {
        this.pool = pool;
    }

    @Override
    public Connection connection() throws SQLException {
        return pool.connection();
    }

    @Override
    public void startAnew() {
        pool.transaction(connection -> {
            claim(connection);
            try (Statement statement = connection.createStatement()) {
                return statement
                        .executeUpdate("TRUNCATE event, order_event, id_order, id_event, orders, trade, event_block,"
                                + " block_value, block_ending, follower");
            }
        });
    }

    @Override
    public void claim(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(CLAIM);
        }
    }

    @Override
    public void beginPicture(Connection connection) throws SQLException {
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        connection.setAutoCommit(false);
    }

    @Override
    public void endPicture(Connection connection) throws SQLException {
        connection.rollback();
    }

    @Override
    public String payloads() {
        return "ledger.event";
    }

    @Override
    public boolean hasOwnPayload() {
        return false;
    }

    @Override
    public String replace(String table, int keyColumns, List<String> columns) {
        List<String> others = columns.subList(keyColumns, columns.size());
        String onConflict = others.isEmpty()
                ? "NOTHING"
                : "UPDATE SET "
                        + others.stream().map(name -> name + " = EXCLUDED." + name).collect(Collectors.joining(", "));
        return "INSERT INTO " + table + " (" + String.join(", ", columns) + ") VALUES ("
                + String.join(", ", Collections.nCopies(columns.size(), "?")) + ") ON CONFLICT ("
                + String.join(", ", columns.subList(0, keyColumns)) + ") DO " + onConflict;
    }

    @Override
    public String byIndex(String index) {
        return "";
    }

    /// PostgreSQL's text cannot hold the character 0; the payload does.
    @Override
    public String text(String value) {
        return value.indexOf(0) < 0 ? value : value.replace('\0', '\uFFFD');
    }

    @Override
    public void bindTime(PreparedStatement statement, int at, Instant instant) throws SQLException {
        statement.setLong(at, Math.addExact(Math.multiplyExact(instant.getEpochSecond(), NANOS), instant.getNano()));
    }

    @Override
    public Instant readTime(ResultSet rows, int column) throws SQLException {
        long nanos = rows.getLong(column);
        return Instant.ofEpochSecond(Math.floorDiv(nanos, NANOS), Math.floorMod(nanos, NANOS));
    }

    /// Leaves the pool to the ledger, whose it is.
    @Override
    public void close() {
        // The follower has ended; nothing of its own is open.
    }
}
