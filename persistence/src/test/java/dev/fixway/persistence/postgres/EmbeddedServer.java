package dev.fixway.persistence.postgres;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/// A PostgreSQL server for all tests of a JVM, with every promise about durability kept: started by the first, stopped
/// and removed when the JVM ends. Each test takes a database of its own.
///
/// The server refuses to run as root; for root it runs in a user namespace of its own, where it is nobody.
public final class EmbeddedServer {
    private static final String USER = "postgres";
    /// The programs: unpacked by the first process of a build that needs them, for all of them.
    private static final Path PROGRAMS = Path.of(System.getProperty("fixway.postgres.programs", "target/postgres"))
            .toAbsolutePath();
    /// Holds the tables, so that not every test has to make them.
    private static final String TEMPLATE = "fixway";
    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static final EmbeddedServer ONLY = new EmbeddedServer();

    private final Path folder;
    private final EmbeddedPostgres server;

    private EmbeddedServer() {
        try {
            folder = Files.createTempDirectory("fixway-postgres");
            server = EmbeddedPostgres.builder()
                    .setOverrideWorkingDirectory(PROGRAMS.toFile())
                    .setDataDirectory(folder.resolve("data"))
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("full_page_writes", "on")
                    .setServerConfig("shared_buffers", "16MB")
                    .setServerConfig("max_connections", "60")
                    .setServerConfig("unix_socket_directories", "")
                    .setRegisterShutdownHook(false)
                    .start();
            Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("postgres-end").unstarted(this::end));
        } catch (IOException e) {
            throw new UncheckedIOException("the test's PostgreSQL does not start", e);
        }
    }

    /// The server, running.
    public static EmbeddedServer running() {
        return ONLY;
    }

    public int port() {
        return server.getPort();
    }

    /// Makes a database with an empty ledger; its name.
    public synchronized String newDatabase() {
        if (DATABASES.get() == 0) {
            execute(USER, "CREATE DATABASE " + TEMPLATE);
            PostgresLedger.takeOver(TestLedgers.settings(TEMPLATE), true).close();
        }
        String name = "test" + DATABASES.incrementAndGet();
        execute(USER, "CREATE DATABASE " + name + " TEMPLATE " + TEMPLATE);
        return name;
    }

    /// As the gateway takes it, with the user that owns everything.
    public String url(String database) {
        return "postgresql://" + USER + "@127.0.0.1:" + port() + "/" + database;
    }

    /// Runs statements as the owner of everything.
    public void execute(String database, String... statements) {
        try (Connection connection = connect(database); Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /// A connection as the owner of everything.
    public Connection connect(String database) throws SQLException {
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port() + "/" + database, USER, "");
    }

    /// Stops the server as a crash would: at once, without a checkpoint.
    public void crash() {
        control("stop", "-m", "immediate");
    }

    /// Starts it again at the same port.
    ///
    /// - `fsync`: `on`, unless a test wants a server that cannot be trusted
    public void restart(String fsync) {
        control("start", "-l", folder.resolve("restarted.log").toString(), "-o", "-p " + port() + " -c fsync=" + fsync
                + " -c synchronous_commit=on -c full_page_writes=on -c unix_socket_directories=''"
                + " -c recovery_init_sync_method=syncfs");
    }

    private void control(String... arguments) {
        try (Stream<Path> files = Files.walk(PROGRAMS)) {
            Path program = files.filter(file -> file.endsWith("bin/pg_ctl")).findFirst().orElseThrow();
            List<String> command = new ArrayList<>();
            if (ProcessHandle.current().info().user().orElse("").equals("root")) {
                command.addAll(List.of("unshare", "-U"));
            }
            command.addAll(List.of(program.toString(), "-D", folder.resolve("data").toString(), "-w", "-t", "120"));
            command.addAll(List.of(arguments));
            Process process = new ProcessBuilder(command).redirectErrorStream(true)
                    .redirectOutput(folder.resolve("pg_ctl.log").toFile())
                    .start();
            // A start after a crash syncs the whole file system: everybody's writes, not only the server's.
            if (!process.waitFor(120, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IllegalStateException(Files.readString(folder.resolve("pg_ctl.log")));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void end() {
        try {
            control("stop", "-m", "immediate");
        } finally {
            remove();
        }
    }

    private void remove() {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
