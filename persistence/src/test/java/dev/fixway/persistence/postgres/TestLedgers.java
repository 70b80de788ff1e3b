package dev.fixway.persistence.postgres;

import dev.fixway.engine.ledger.Group;
import dev.fixway.engine.ledger.Ledger;
import dev.fixway.persistence.journal.Chain;
import dev.fixway.persistence.journal.RandomEvents;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// What the tests of the PostgreSQL ledger share: settings, groups, and a look into the tables behind its back.
final class TestLedgers {
    private TestLedgers() {}

    /// As the owner of everything, straight to the server.
    static PostgresSettings settings(String database) {
        return settings(EmbeddedServer.running().port(), "postgres", database);
    }

    static PostgresSettings settings(int port, String user, String database) {
        return new PostgresSettings(DatabaseUrl.parse("postgresql://127.0.0.1:" + port + "/" + database), user, null,
                Duration.ofSeconds(2));
    }

    static Group next(Ledger ledger, int count) {
        RandomEvents random = new RandomEvents(ledger.headSeq(), ledger.installation(), ledger.headSeq());
        return new Group(random.events(count), List.of(), List.of());
    }

    static List<Group> groups(Ledger ledger) {
        List<Group> groups = new ArrayList<>();
        ledger.replay(0, 0, groups::add);
        return groups;
    }

    /// The first value that a question to the server gives.
    static String ask(String database, String sql) {
        try (Connection connection = EmbeddedServer.running().connect(database);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Whether every group follows from the one before it.
    static boolean isChained(PostgresLedger ledger) {
        boolean[] holds = {true};
        Chain chain = new Chain();
        ledger.groups().fromSeq(1, group -> holds[0] &= group.isChained(chain));
        return holds[0];
    }
}
