package dev.fixway.persistence.h2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fixway.engine.ledger.Ledger;
import dev.fixway.persistence.journal.CommittedGroups;
import dev.fixway.persistence.journal.DataLock;
import dev.fixway.persistence.journal.Durability;
import dev.fixway.persistence.journal.JournalFiles;
import dev.fixway.persistence.journal.JournalLedger;
import dev.fixway.persistence.journal.JournalSettings;
import dev.fixway.persistence.sql.QueryDatabase;
import dev.fixway.persistence.sql.QuerySide;
import dev.fixway.persistence.sql.QuestionContract;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The query side in an H2 file beside a journal.
class H2QuerySideTest extends QuestionContract {
    @TempDir
    Path dataDir = Path.of("set by JUnit");

    private DataLock lock = noLock();
    private JournalLedger ledger = none();

    @BeforeEach
    void open() {
        lock = DataLock.take(dataDir);
        ledger = JournalLedger.open(lock, new JournalSettings(Durability.PROCESS, 1 << 16));
    }

    @AfterEach
    void close() {
        ledger.close();
        lock.close();
    }

    @Override
    protected Ledger ledger() {
        return ledger;
    }

    @Override
    protected CommittedGroups groups() {
        return ledger.journal();
    }

    @Override
    protected QueryDatabase database() {
        return H2Database.open(dataDir);
    }

    @Test
    void discardsADatabaseAheadOfTheJournal() {
        append(50);
        followOnce();
        Path last = JournalFiles.segments(dataDir).getLast();
        ledger.close();
        lock.close();
        JournalFiles.flip(last, JournalFiles.usedBytes(last) - 40);
        open();
        events.subList((int) ledger.headSeq(), events.size()).clear();
        assertThat(events.size()).isLessThan(50);

        try (QuerySide side = side()) {
            assertAnswers(side);
        }
    }

    @Test
    void discardsADatabaseThatDoesNotOpen() {
        append(50);
        followOnce();
        Path file = dataDir.resolve("ledger/h2/ledger.mv.db");
        JournalFiles.write(file, new byte[JournalFiles.read(file).length]);

        try (QuerySide side = side()) {
            assertAnswers(side);
        }
    }

    @Test
    void discardsADatabaseThatACrashHasLeftHalfWay() throws SQLException {
        append(50);
        followOnce();
        update("INSERT INTO event (seq, prev_hash, hash, payload)"
                + " SELECT 51, prev_hash, hash, payload FROM event WHERE seq = 50");
        append(10);

        try (QuerySide side = side()) {
            assertAnswers(side);
            assertThat(side.failures()).isZero();
        }
    }

    @Test
    void buildsTheTablesOfAnEarlierVersionAnew() throws SQLException {
        append(50);
        String url = "jdbc:h2:file:" + dataDir.resolve("ledger/h2/ledger").toAbsolutePath();
        Flyway.configure()
                .dataSource(url, "fixway", "")
                .locations("classpath:dev/fixway/persistence/h2/migration")
                .target("1")
                .load()
                .migrate();
        try (Connection connection = DriverManager.getConnection(url, "fixway", "");
                Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO event (seq, prev_hash, hash, payload, poss_dup)"
                    + " VALUES (50, X'" + "00".repeat(32) + "', X'" + "00".repeat(32) + "', X'00', 'Y')");
            statement.execute("INSERT INTO id_order VALUES (1, 2)");
            statement.execute("INSERT INTO follower VALUES (1, '" + ledger.installation() + "', 50, X'"
                    + "00".repeat(32) + "')");
        }

        try (QuerySide side = side()) {
            assertAnswers(side);
            assertThat(side.failures()).isZero();
        }
    }

    @SuppressWarnings("NullAway") // JUnit calls open() before anything reads the field.
    private static JournalLedger none() {
        return null;
    }

    @SuppressWarnings("NullAway") // As above.
    private static DataLock noLock() {
        return null;
    }
}
