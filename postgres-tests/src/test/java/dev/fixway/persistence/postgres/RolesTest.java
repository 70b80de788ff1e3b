package dev.fixway.persistence.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fixway.persistence.sql.QuerySettings;
import dev.fixway.persistence.sql.QuerySide;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// The guard rails: what the gateway's user may not do, and what not even the owner does by accident.
class RolesTest {
    private static final Duration MOST = Duration.ofSeconds(20);
    private final String database = EmbeddedServer.running().newDatabase();

    @Test
    void worksAsAUserWhoMayOnlyAppend() throws IOException, SQLException {
        PostgresLedger.takeOver(TestLedgers.settings(database), true).close();
        EmbeddedServer.running().execute(database, Files.readString(roles()));

        try (PostgresLedger ledger = PostgresLedger.takeOver(restricted(), true)) {
            ledger.append(TestLedgers.next(ledger, 30));
            try (QuerySide side = QuerySide.open(ledger.queryDatabase(), ledger.groups(), ledger.installation(),
                    new QuerySettings(MOST))) {
                side.catchUp(MOST);
                ledger.queryDatabase().startAnew();
                ledger.append(TestLedgers.next(ledger, 3));
                side.catchUp(MOST);
                assertThat(side.compare().fault()).isNull();
            }
        }
        for (String sql : new String[]{"UPDATE ledger.event SET payload = ''", "DELETE FROM ledger.event",
                "TRUNCATE ledger.event", "UPDATE ledger.marks SET marks = ''", "DELETE FROM ledger.head",
                "DROP TABLE ledger.event", "ALTER TABLE ledger.event DISABLE TRIGGER ALL"}) {
            assertThatThrownBy(() -> execute("fixway_gateway", sql)).as(sql)
                    .hasMessageMatching("(?s).*(permission denied|must be owner).*");
        }
    }

    @Test
    void refusesTheOwnerToo() {
        try (PostgresLedger ledger = PostgresLedger.takeOver(TestLedgers.settings(database), true)) {
            ledger.append(TestLedgers.next(ledger, 3));
        }
        for (String sql : new String[]{"UPDATE ledger.event SET payload = ''", "DELETE FROM ledger.event WHERE seq = 2",
                "TRUNCATE ledger.event", "UPDATE ledger.marks SET marks = ''", "TRUNCATE ledger.marks",
                "DELETE FROM ledger.head"}) {
            assertThatThrownBy(() -> execute("postgres", sql)).as(sql).hasMessageContaining("only ever appended to");
        }
    }

    /// The file that operators are told to run.
    private static Path roles() {
        Path file = Path.of("deploy", "postgres", "roles.sql");
        return Files.exists(file) ? file : Path.of("..").resolve(file);
    }

    private PostgresSettings restricted() {
        return TestLedgers.settings(EmbeddedServer.running().port(), "fixway_gateway", database);
    }

    private void execute(String user, String sql) throws SQLException {
        String url = "jdbc:postgresql://127.0.0.1:" + EmbeddedServer.running().port() + "/" + database;
        try (Connection connection = DriverManager.getConnection(url, user, "");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
