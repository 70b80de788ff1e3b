package dev.fixway.persistence.h2;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import dev.fixway.engine.ledger.LedgerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The H2 file of the query side: opened, migrated, discarded. Connections may be used by any thread.
final class Database implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Database.class);
    private static final String NAME = "ledger";
    private static final String MIGRATIONS = "classpath:dev/fixway/persistence/h2/migration";
    private static final int CONNECTIONS_MAX = 6;

    private final Path dataDir;
    /// Without H2's background writer a commit is in the file when it returns: after a kill in the middle of one, its
    /// tables were seen to disagree otherwise.
    private static final String URL_OPTIONS = ";DB_CLOSE_ON_EXIT=FALSE;WRITE_DELAY=0";
    private volatile HikariDataSource pool;

    private Database(Path dataDir, HikariDataSource pool) {
        this.dataDir = dataDir;
        this.pool = pool;
    }

    /// How far a database has followed a ledger.
    @SuppressWarnings("ArrayRecordComponent") // Never compared as a whole, never changed.
    record Applied(String installation, long seq, byte[] hash) {}

    static Path folder(Path dataDir) {
        return dataDir.resolve("ledger").resolve("h2");
    }

    /// Opens the database of a data folder, or makes it. One that does not open is discarded, loudly.
    static Database open(Path dataDir) {
        try {
            return openAsItIs(dataDir);
        } catch (LedgerException e) {
            LOG.error("query database does not open, it is discarded and built anew from the journal folder={}",
                    folder(dataDir), e);
            discard(dataDir);
            return openAsItIs(dataDir);
        }
    }

    /// Opens the database as it is, or makes it. Throws LedgerException when it does not open.
    static Database openAsItIs(Path dataDir) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("ledger-h2");
        config.setJdbcUrl("jdbc:h2:file:" + folder(dataDir).resolve(NAME).toAbsolutePath() + URL_OPTIONS);
        config.setUsername("fixway");
        config.setPassword("");
        config.setMaximumPoolSize(CONNECTIONS_MAX);
        config.setMinimumIdle(1);
        try {
            return new Database(dataDir, migrated(new HikariDataSource(config)));
        } catch (PoolInitializationException | FlywayException e) {
            throw new LedgerException("the query database in " + folder(dataDir) + " does not open", e);
        }
    }

    private static HikariDataSource migrated(HikariDataSource pool) {
        try {
            Flyway.configure().dataSource(pool).locations(MIGRATIONS).load().migrate();
            return pool;
        } catch (FlywayException e) {
            pool.close();
            throw e;
        }
    }

    /// Throws away everything that was applied. Questions under way fail.
    void startAnew() {
        pool.close();
        discard(dataDir);
        pool = openAsItIs(dataDir).pool;
    }

    static boolean exists(Path dataDir) {
        return Files.exists(folder(dataDir).resolve(NAME + ".mv.db"));
    }

    /// Removes the database's files; it must be closed.
    static void discard(Path dataDir) {
        Path folder = folder(dataDir);
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> own = files.filter(file -> file.getFileName().toString().startsWith(NAME + ".")).toList();
            for (Path file : own) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new LedgerException("the query database in " + folder + " cannot be removed", e);
        }
    }

    Connection connection() throws SQLException {
        return pool.getConnection();
    }

    /// Null when nothing was ever applied.
    @Nullable
    Applied applied() {
        try (Connection connection = connection()) {
            return applied(connection);
        } catch (SQLException e) {
            throw new LedgerException("the query database cannot be read", e);
        }
    }

    static @Nullable Applied applied(Connection connection) throws SQLException {
        try (PreparedStatement select = connection
                .prepareStatement("SELECT installation, applied_seq, applied_hash FROM follower");
                ResultSet rows = select.executeQuery()) {
            return rows.next() ? new Applied(rows.getString(1), rows.getLong(2), rows.getBytes(3)) : null;
        }
    }

    /// Sequence of the last event in the table; 0 when there is none.
    long lastEventSeq() {
        try (Connection connection = connection();
                PreparedStatement select = connection.prepareStatement("SELECT MAX(seq) FROM event");
                ResultSet rows = select.executeQuery()) {
            return rows.next() ? rows.getLong(1) : 0;
        } catch (SQLException e) {
            throw new LedgerException("the query database cannot be read", e);
        }
    }

    @Override
    public void close() {
        pool.close();
    }
}
