package dev.fixway.persistence.postgres;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import dev.fixway.engine.ledger.LedgerException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/// The connections of everybody but the writer, to a database whose tables are there. Any thread.
final class Pool implements AutoCloseable {
    private static final String MIGRATIONS = "classpath:dev/fixway/persistence/postgres/migration";
    private final HikariDataSource connections;

    private Pool(HikariDataSource connections) {
        this.connections = connections;
    }

    /// Work within a transaction.
    @FunctionalInterface
    interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    /// Connects, and brings the tables to what this version needs.
    static Pool open(Connections connections) {
        HikariDataSource pool;
        try {
            pool = connections.pool();
        } catch (PoolInitializationException e) {
            throw new LedgerException("the database " + connections.settings().url() + " cannot be reached", e);
        }
        try {
            Flyway.configure()
                    .dataSource(pool)
                    .locations(MIGRATIONS)
                    .schemas("ledger", "query")
                    .defaultSchema("ledger")
                    .load()
                    .migrate();
            return new Pool(pool);
        } catch (FlywayException e) {
            pool.close();
            throw new LedgerException("the tables of " + connections.settings().url() + " cannot be made: start once"
                    + " as a user who may create schemas", e);
        }
    }

    Connection connection() throws SQLException {
        return connections.getConnection();
    }

    /// Does work that either is in as a whole or not at all.
    <T> T transaction(Work<T> work) {
        try (Connection connection = connection()) {
            connection.setAutoCommit(false);
            boolean isDone = false;
            try {
                T result = work.on(connection);
                connection.commit();
                isDone = true;
                return result;
            } finally {
                if (!isDone) {
                    connection.rollback();
                }
            }
        } catch (SQLException e) {
            throw new LedgerException("the database cannot be used", e);
        }
    }

    /// The head row as it is now.
    Head head() {
        return transaction(connection -> {
            try (PreparedStatement select = connection
                    .prepareStatement("SELECT " + Head.COLUMNS + " FROM ledger.head");
                    ResultSet rows = select.executeQuery()) {
                if (!rows.next()) {
                    throw new LedgerException("the table ledger.head is empty");
                }
                return Head.of(rows);
            }
        });
    }

    /// Lets go of the connections of before: after a crash of the server they are dead and do not know it yet.
    void renew() {
        connections.getHikariPoolMXBean().softEvictConnections();
    }

    @Override
    public void close() {
        connections.close();
    }
}
