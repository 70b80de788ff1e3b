package dev.fixway.persistence.h2;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import dev.fixway.engine.ledger.LedgerException;
import dev.fixway.persistence.sql.QueryDatabase;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The H2 file of the query side: opened, migrated, discarded. Connections may be used by any thread.
public final class H2Database implements QueryDatabase {
    private static final Logger LOG = LoggerFactory.getLogger(H2Database.class);
    private static final String NAME = "ledger";
    private static final String MIGRATIONS = "classpath:dev/fixway/persistence/h2/migration";
    private static final int CONNECTIONS_MAX = 6;
    private static final long CONNECTION_WAIT_MILLIS = 5_000;
    private static final int PROBE_BYTES = 64 << 10;

    private final Path dataDir;
    /// Without H2's background writer a commit is in the file when it returns: after a kill in the middle of one, its
    /// tables were seen to disagree otherwise.
    private static final String URL_OPTIONS = ";DB_CLOSE_ON_EXIT=FALSE;WRITE_DELAY=0";
    private volatile HikariDataSource pool;

    private H2Database(Path dataDir, HikariDataSource pool) {
        this.dataDir = dataDir;
        this.pool = pool;
    }

    static Path folder(Path dataDir) {
        return dataDir.resolve("ledger").resolve("h2");
    }

    /// Opens the database of a data folder, or makes it. One that does not open is discarded, loudly.
    public static H2Database open(Path dataDir) {
        try {
            return openAsItIs(dataDir);
        } catch (LedgerException e) {
            if (!takesWrites(dataDir)) {
                throw e;
            }
            LOG.error("query database does not open, it is discarded and built anew from the journal folder={}",
                    folder(dataDir), e);
            discard(dataDir);
            return openAsItIs(dataDir);
        }
    }

    /// Opens the database as it is, or makes it. Throws LedgerException when it does not open.
    public static H2Database openAsItIs(Path dataDir) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("ledger-h2");
        config.setJdbcUrl("jdbc:h2:file:" + folder(dataDir).resolve(NAME).toAbsolutePath() + URL_OPTIONS);
        config.setUsername("fixway");
        config.setPassword("");
        config.setMaximumPoolSize(CONNECTIONS_MAX);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(CONNECTION_WAIT_MILLIS);
        try {
            return new H2Database(dataDir, migrated(new HikariDataSource(config)));
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

    @Override
    public void startAnew() {
        pool.close();
        discard(dataDir);
        pool = openAsItIs(dataDir).pool;
    }

    /// H2 closes a file that it could not write; only a connection that is made after that opens it again.
    @Override
    public void reconnect() {
        HikariPoolMXBean connections = pool.getHikariPoolMXBean();
        if (connections != null) {
            connections.softEvictConnections();
        }
    }

    @Override
    public boolean takesWrites() {
        return takesWrites(dataDir);
    }

    /// Writes behind where the database's file ends: a limit on the size of files leaves room for small ones.
    private static boolean takesWrites(Path dataDir) {
        Path probe = folder(dataDir).resolve("probe.tmp");
        Path file = folder(dataDir).resolve(NAME + ".mv.db");
        try {
            Files.createDirectories(folder(dataDir));
            long end = Files.exists(file) ? Files.size(file) : 0;
            ByteBuffer bytes = ByteBuffer.allocate(PROBE_BYTES);
            try (FileChannel channel = FileChannel.open(probe, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                while (bytes.hasRemaining()) {
                    channel.write(bytes, end + bytes.position());
                }
            } finally {
                Files.deleteIfExists(probe);
            }
            return true;
        } catch (IOException e) {
            LOG.warn("query database cannot be written cause={}", e.toString());
            return false;
        }
    }

    /// Whether a folder has such a file.
    public static boolean exists(Path dataDir) {
        return Files.exists(folder(dataDir).resolve(NAME + ".mv.db"));
    }

    /// Removes the database's files; it must be closed.
    public static void discard(Path dataDir) {
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

    @Override
    public Connection connection() throws SQLException {
        return pool.getConnection();
    }

    @Override
    public void claim(Connection connection) {
        // One process has the file, and one follower in it.
    }

    @Override
    public void beginPicture(Connection connection) throws SQLException {
        // In H2 only this level gives every table as of one moment.
        connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
        connection.setAutoCommit(false);
        try (Statement setting = connection.createStatement()) {
            setting.execute("SET LAZY_QUERY_EXECUTION TRUE");
        }
    }

    @Override
    public void endPicture(Connection connection) throws SQLException {
        try (Statement setting = connection.createStatement()) {
            setting.execute("SET LAZY_QUERY_EXECUTION FALSE");
        }
        connection.rollback();
    }

    @Override
    public String payloads() {
        return "event";
    }

    @Override
    public boolean hasOwnPayload() {
        return true;
    }

    @Override
    public String replace(String table, int keyColumns, List<String> columns) {
        return "MERGE INTO " + table + " (" + String.join(", ", columns) + ") VALUES ("
                + String.join(", ", Collections.nCopies(columns.size(), "?")) + ")";
    }

    @Override
    public String byIndex(String index) {
        return " USE INDEX (" + index + ")";
    }

    @Override
    public String text(String value) {
        return value;
    }

    @Override
    public void bindTime(PreparedStatement statement, int at, Instant instant) throws SQLException {
        statement.setObject(at, instant.atOffset(ZoneOffset.UTC));
    }

    @Override
    public Instant readTime(ResultSet rows, int column) throws SQLException {
        return rows.getObject(column, OffsetDateTime.class).toInstant();
    }

    @Override
    public void close() {
        pool.close();
    }
}
