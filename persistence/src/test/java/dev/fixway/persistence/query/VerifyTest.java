package dev.fixway.persistence.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fixway.engine.domain.OrderId;
import dev.fixway.engine.ledger.Group;
import dev.fixway.engine.ledger.Ledger;
import dev.fixway.engine.ledger.LedgerException;
import dev.fixway.persistence.journal.DataLockedException;
import dev.fixway.persistence.journal.JournalFiles;
import dev.fixway.persistence.journal.RandomEvents;
import dev.fixway.persistence.sql.Comparison;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What verification finds in files that somebody changed.
class VerifyTest {
    private static final int EVENTS = 300;

    @TempDir
    static Path untouched = Path.of("set by JUnit");

    @TempDir
    Path dataDir = Path.of("set by JUnit");

    @BeforeAll
    static void write() {
        try (Persistence persistence = Persistence.open(untouched, PersistenceTest.SETTINGS)) {
            Ledger ledger = persistence.ledger();
            RandomEvents random = new RandomEvents(5, ledger.installation(), 0);
            while (ledger.headSeq() < EVENTS) {
                ledger.append(random.group(4));
            }
            ledger.append(new Group(random.events(1), List.of(), List.of()));
            ledger.reader().eventsOf(OrderId.of(ledger.installation(), 1));
        }
    }

    @BeforeEach
    void copy() {
        JournalFiles.copy(untouched.resolve("ledger"), dataDir.resolve("ledger"));
    }

    @Test
    void findsNothingInAnUntouchedLedger() {
        VerifyReport report = LedgerVerify.verify(dataDir);

        assertThat(report.journal().fault()).isNull();
        assertThat(Objects.requireNonNull(report.database()).fault()).isNull();
        assertThat(report.isClean()).isTrue();
        assertThat(report.journal().events()).isGreaterThan(EVENTS)
                .isEqualTo(report.journal().headSeq())
                .isEqualTo(report.database().events());
        assertThat(report.journal().unfinishedTailBytes()).isZero();
        assertThat(JournalFiles.segments(dataDir)).hasSizeGreaterThan(5);
    }

    @Test
    void findsABitThatWasTurnedAnywhereInTheJournal() {
        long seed = 20_261_121;
        SplittableRandom random = new SplittableRandom(seed);
        List<Path> segments = JournalFiles.segments(dataDir);
        for (int i = 0; i < 50; i++) {
            Path segment = segments.get(random.nextInt(segments.size()));
            boolean isLast = segment.equals(segments.getLast());
            int length = isLast ? JournalFiles.usedBytes(segment) : JournalFiles.read(segment).length;
            int at = random.nextInt(length);
            JournalFiles.flip(segment, at);

            assertThat(LedgerVerify.verify(dataDir).isClean()).as("seed %s, byte %s of %s", seed, at, segment)
                    .isFalse();

            JournalFiles.flip(segment, at);
        }
        assertThat(LedgerVerify.verify(dataDir).isClean()).isTrue();
    }

    @Test
    void saysFromWhichSequenceOnNothingIsProven() {
        Path second = JournalFiles.segments(dataDir).get(1);
        long firstSeqOfSecond = Long.parseLong(second.getFileName().toString().substring(9, 28));
        JournalFiles.flip(second, 200);

        VerifyReport report = LedgerVerify.verify(dataDir);

        assertThat(report.journal().badSeq()).isEqualTo(firstSeqOfSecond);
        assertThat(report.database()).isNull();
    }

    @Test
    void findsASegmentThatIsGone() throws Exception {
        java.nio.file.Files.delete(JournalFiles.segments(dataDir).get(2));

        assertThat(LedgerVerify.verify(dataDir).isClean()).isFalse();
    }

    @Test
    void findsTheLastGroupMissingAsLongAsTheDatabaseHasIt() {
        Path last = JournalFiles.segments(dataDir).getLast();
        JournalFiles.flip(last, JournalFiles.usedBytes(last) - 40);

        VerifyReport report = LedgerVerify.verify(dataDir);

        assertThat(report.journal().isClean()).isTrue();
        assertThat(report.journal().unfinishedTailBytes()).isPositive();
        assertThat(Objects.requireNonNull(report.database()).fault()).contains("ahead of the journal");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UPDATE event SET price = '1.00' WHERE seq = 100",
            "UPDATE event SET recorded_at = recorded_at + INTERVAL '1' SECOND WHERE seq = 7",
            "UPDATE event SET order_qty_decimal = 5 WHERE seq = 50", "UPDATE event SET reason_text = '' WHERE seq = 8",
            "UPDATE event SET payload = payload || X'00' WHERE seq = 20",
            "UPDATE event SET hash = prev_hash WHERE seq = 33",
            "DELETE FROM event WHERE seq = 41", "DELETE FROM event WHERE seq = (SELECT MAX(seq) FROM event)",
            "UPDATE event SET seq = 100000 WHERE seq = 41",
            "INSERT INTO event (seq, prev_hash, hash, payload)"
                    + " SELECT 99999, prev_hash, hash, payload FROM event WHERE seq = 9",
            "DELETE FROM order_event WHERE seq = 60 OR seq = 61 OR seq = 62 OR seq = 63",
            "INSERT INTO order_event VALUES (1, 99999)",
            "INSERT INTO order_event SELECT order_number, seq FROM order_event WHERE seq = 9",
            "INSERT INTO id_order SELECT block, id_hash, order_number FROM id_order WHERE order_number = 3",
            "UPDATE id_order SET order_number = 99 WHERE order_number = 1",
            "DELETE FROM id_order WHERE order_number = 3", "UPDATE id_order SET block = 1 WHERE order_number = 2",
            "DELETE FROM id_event",
            "UPDATE orders SET status = 'DONE_FOR_DAY', symbol = 'ZZZ' WHERE order_number = 2",
            "DELETE FROM orders WHERE order_number = 5",
            "INSERT INTO orders SELECT 99999, order_id, account, symbol, side, cl_ord_id, status,"
                    + " terminal, created, updated, first_seq FROM orders WHERE order_number = 5",
            "UPDATE orders SET first_seq = first_seq + 1 WHERE order_number = 4",
            "UPDATE follower SET applied_seq = applied_seq + 5", "UPDATE follower SET applied_seq = applied_seq - 5",
            "UPDATE follower SET installation = 'ZZZZ'"})
    void findsAChangedDatabase(String change) throws SQLException {
        change(change);

        VerifyReport report = LedgerVerify.verify(dataDir);

        assertThat(report.journal().isClean()).isTrue();
        assertThat(Objects.requireNonNull(report.database()).isClean()).as(report.toString()).isFalse();
    }

    private void change(String sql) throws SQLException {
        String url = "jdbc:h2:file:" + dataDir.resolve("ledger/h2/ledger").toAbsolutePath();
        try (Connection connection = DriverManager.getConnection(url, "fixway", "");
                Statement statement = connection.createStatement()) {
            assertThat(statement.executeUpdate(sql)).isPositive();
        }
    }

    /// More than the one batch that a crash can leave behind what it says.
    @Test
    void findsThatTheDatabaseSaysNoMoreHowFarItIs() throws SQLException {
        try (Persistence persistence = Persistence.open(dataDir, PersistenceTest.SETTINGS)) {
            Ledger ledger = persistence.ledger();
            RandomEvents random = new RandomEvents(6, ledger.installation(), ledger.headSeq());
            ledger.append(new Group(random.events(1_000), List.of(), List.of()));
            ledger.reader().eventsOf(OrderId.of(ledger.installation(), 1));
        }
        change("DELETE FROM follower");

        VerifyReport report = LedgerVerify.verify(dataDir);

        assertThat(Objects.requireNonNull(report.database()).fault())
                .isEqualTo("the database has more than a batch of events behind 0, up to which it says that it has"
                        + " followed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"DROP TABLE order_event", "DROP TABLE trade", "ALTER TABLE event DROP COLUMN price"})
    void findsADatabaseThatCannotBeCompared(String change) throws SQLException {
        String url = "jdbc:h2:file:" + dataDir.resolve("ledger/h2/ledger").toAbsolutePath();
        try (Connection connection = DriverManager.getConnection(url, "fixway", "");
                Statement statement = connection.createStatement()) {
            statement.execute(change);
        }

        VerifyReport report = LedgerVerify.verify(dataDir);

        assertThat(Objects.requireNonNull(report.database()).isClean()).as(report.toString()).isFalse();
    }

    @Test
    void comparesBesideARunningGateway() {
        try (Persistence persistence = Persistence.open(dataDir, PersistenceTest.SETTINGS)) {
            Ledger ledger = persistence.ledger();
            RandomEvents random = new RandomEvents(6, ledger.installation(), ledger.headSeq());
            for (int i = 0; i < 20; i++) {
                ledger.append(new Group(random.events(30), List.of(), List.of()));
                Comparison comparison = persistence.compareWithDatabase();
                assertThat(comparison.fault()).isNull();
                VerifyReport report = LedgerVerify.verify(dataDir);
                assertThat(report.journal().fault()).isNull();
                assertThat(report.databaseNote()).contains(String.valueOf(ProcessHandle.current().pid()));
            }
        }
    }

    @Test
    void rebuildsWhatItWasBefore() throws SQLException {
        String before = content();

        assertThatThrownBy(this::rebuildBesideAGateway).isInstanceOf(DataLockedException.class);
        long applied = LedgerRebuild.rebuild(dataDir, PersistenceTest.SETTINGS, Duration.ofSeconds(20));

        assertThat(applied).isEqualTo(LedgerVerify.verify(dataDir).journal().headSeq());
        assertThat(content()).isEqualTo(before);
        assertThat(LedgerVerify.verify(dataDir).isClean()).isTrue();
    }

    @Test
    void refusesToOpenADamagedJournalButVerifiesIt() {
        Path last = JournalFiles.segments(dataDir).getLast();
        JournalFiles.flip(last, 140);

        assertThatThrownBy(() -> Persistence.open(dataDir, PersistenceTest.SETTINGS).close())
                .isInstanceOf(LedgerException.class);

        assertThat(LedgerVerify.verify(dataDir).isClean()).isFalse();
    }

    private void rebuildBesideAGateway() {
        try (Persistence _ = Persistence.open(dataDir, PersistenceTest.SETTINGS)) {
            LedgerRebuild.rebuild(dataDir, PersistenceTest.SETTINGS, Duration.ofSeconds(20));
        }
    }

    /// Every row of every table of ours, as SQL.
    private String content() throws SQLException {
        String url = "jdbc:h2:file:" + dataDir.resolve("ledger/h2/ledger").toAbsolutePath();
        StringBuilder text = new StringBuilder();
        try (Connection connection = DriverManager.getConnection(url, "fixway", "");
                Statement statement = connection.createStatement();
                var rows = statement.executeQuery(
                        "SCRIPT NOPASSWORDS NOSETTINGS"
                                + " TABLE event, order_event, id_order, id_event, orders, trade, event_block,"
                                + " block_value, block_ending, follower")) {
            while (rows.next()) {
                text.append(rows.getString(1)).append('\n');
            }
        }
        assertThat(text.toString()).contains("INSERT INTO \"PUBLIC\".\"EVENT\"");
        return text.toString();
    }
}
