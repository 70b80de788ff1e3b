package dev.fixway.persistence.h2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fixway.engine.domain.OrderId;
import dev.fixway.engine.ledger.Group;
import dev.fixway.engine.ledger.LedgerEvent;
import dev.fixway.engine.ledger.QueryLagException;
import dev.fixway.persistence.journal.DataLock;
import dev.fixway.persistence.journal.Durability;
import dev.fixway.persistence.journal.JournalFiles;
import dev.fixway.persistence.journal.JournalLedger;
import dev.fixway.persistence.journal.JournalSettings;
import dev.fixway.persistence.journal.RandomEvents;
import dev.fixway.persistence.journal.ScanningReader;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How the database follows, and what becomes of one that does not belong to the journal.
class QuerySideTest {
    private static final QuerySettings SETTINGS = new QuerySettings(Duration.ofSeconds(20));

    @TempDir
    Path dataDir = Path.of("set by JUnit");

    private DataLock lock = noLock();
    private JournalLedger ledger = none();
    private final List<LedgerEvent> events = new ArrayList<>();

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

    @Test
    void goesOnWhereItStopped() {
        for (int round = 0; round < 4; round++) {
            append(700);
            try (QuerySide side = side()) {
                if (round % 2 == 1) {
                    side.catchUp(Duration.ofSeconds(20));
                }
            }
        }

        try (QuerySide side = side()) {
            assertAnswers(side);
        }
    }

    @Test
    void discardsADatabaseOfAnotherLedger() {
        append(50);
        try (QuerySide side = QuerySide.open(dataDir, ledger.journal(), "ZZZZ", SETTINGS)) {
            side.catchUp(Duration.ofSeconds(20));
        }

        try (QuerySide side = side()) {
            assertAnswers(side);
        }
    }

    @Test
    void discardsADatabaseAheadOfTheJournal() {
        append(50);
        try (QuerySide side = side()) {
            side.catchUp(Duration.ofSeconds(20));
        }
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
        try (QuerySide side = side()) {
            side.catchUp(Duration.ofSeconds(20));
        }
        Path file = dataDir.resolve("ledger/h2/ledger.mv.db");
        JournalFiles.write(file, new byte[JournalFiles.read(file).length]);

        try (QuerySide side = side()) {
            assertAnswers(side);
        }
    }

    @Test
    void discardsADatabaseThatDoesNotTakeWhatFollows() throws SQLException {
        append(50);
        try (QuerySide side = side()) {
            side.catchUp(Duration.ofSeconds(20));
        }
        try (Database database = Database.openAsItIs(dataDir);
                Connection connection = database.connection();
                Statement statement = connection.createStatement()) {
            statement.execute("ALTER TABLE event ADD CONSTRAINT full_now CHECK (seq <= 50)");
        }
        append(10);

        try (QuerySide side = side()) {
            assertAnswers(side);
            assertThat(side.failures()).isEqualTo(3);
        }
    }

    @Test
    void discardsADatabaseThatACrashHasLeftHalfWay() throws SQLException {
        append(50);
        try (QuerySide side = side()) {
            side.catchUp(Duration.ofSeconds(20));
        }
        try (Database database = Database.openAsItIs(dataDir);
                Connection connection = database.connection();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("INSERT INTO event (seq, prev_hash, hash, payload)"
                    + " SELECT 51, prev_hash, hash, payload FROM event WHERE seq = 50");
        }
        append(10);

        try (QuerySide side = side()) {
            assertAnswers(side);
            assertThat(side.failures()).isZero();
        }
    }

    @Test
    void saysHowFarBehindItIs() {
        append(20);
        Progress progress = new Progress();
        progress.reach(5);
        try (Database database = Database.open(dataDir)) {
            H2Reader reader = new H2Reader(database, progress, ledger.journal(), new ScanningReader(ledger.journal()),
                    Duration.ofMillis(20));

            assertThatThrownBy(() -> reader.eventsOf(OrderId.of(ledger.installation(), 1)))
                    .isInstanceOfSatisfying(QueryLagException.class, e -> assertThat(e.lag()).isEqualTo(15));
        }
    }

    @Test
    void findsEventsByAnyId() {
        append(600);
        try (QuerySide side = side()) {
            H2Reader reader = side.byAnyId();
            OrderId order = OrderId.of(ledger.installation(), 4);
            List<LedgerEvent> ofOrder = reader.eventsOf(order);

            assertThat(reader.eventsByAnyId(order.value())).isEqualTo(ofOrder).isNotEmpty();
            assertThat(reader.eventsByAnyId(order.execId(3).value())).isEqualTo(ofOrder);
            assertThat(reader.eventsByAnyId(order.route(1).value())).isEqualTo(ofOrder);
            assertThat(reader.eventsByAnyId(order + "-c1")).isEqualTo(ofOrder);
            for (String id : List.of("c3", "V7", "F9")) {
                assertThat(reader.eventsByAnyId(id)).as(id).isNotEmpty().isEqualTo(OrderIds.ledTo(id, events));
            }
            assertThat(reader.eventsByAnyId("nobody")).isEmpty();
        }
    }

    @Test
    void hasAColumnForEveryField() throws SQLException {
        try (Database database = Database.open(dataDir);
                Connection connection = database.connection();
                ResultSet columns = connection.getMetaData().getColumns(null, null, "EVENT", null)) {
            List<String> names = new ArrayList<>();
            while (columns.next()) {
                names.add(columns.getString("COLUMN_NAME").toLowerCase(java.util.Locale.ROOT));
            }

            assertThat(names).containsExactlyInAnyOrderElementsOf(EventColumns.names());
        }
    }

    private QuerySide side() {
        return QuerySide.open(dataDir, ledger.journal(), ledger.installation(), SETTINGS);
    }

    private void append(int count) {
        RandomEvents random = new RandomEvents(ledger.headSeq(), ledger.installation(), ledger.headSeq());
        for (int left = count; left > 0; left -= 10) {
            Group group = new Group(random.events(10), List.of(), List.of());
            ledger.append(group);
            events.addAll(group.events());
        }
    }

    private void assertAnswers(QuerySide side) {
        for (long number = 1; number < 12; number++) {
            OrderId order = OrderId.of(ledger.installation(), number);
            assertThat(side.reader().eventsOf(order)).isEqualTo(ledger.reader().eventsOf(order)).isNotEmpty();
        }
        Comparison comparison = side.compare();
        assertThat(comparison.fault()).isNull();
        assertThat(comparison.events()).isEqualTo(events.size());
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
