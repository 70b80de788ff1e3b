package dev.fixway.persistence.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fixway.engine.domain.AccountId;
import dev.fixway.engine.domain.OrderId;
import dev.fixway.engine.ledger.Group;
import dev.fixway.engine.ledger.LedgerEvent;
import dev.fixway.engine.ledger.OrderFilter;
import dev.fixway.engine.ledger.SessionMark;
import dev.fixway.engine.ledger.Snapshot;
import dev.fixway.persistence.h2.H2Database;
import dev.fixway.persistence.journal.DataLock;
import dev.fixway.persistence.journal.Durability;
import dev.fixway.persistence.journal.JournalFiles;
import dev.fixway.persistence.journal.JournalLedger;
import dev.fixway.persistence.journal.JournalSettings;
import dev.fixway.persistence.journal.RandomEvents;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a start and a question cost does not grow with what was recorded before: 50,000 events of history.
class HistoryTest {
    private static final int EVENTS = 50_000;
    private static final int BLOCK = 256;
    private static final int SEGMENT_BYTES = 1 << 20;
    private static final String SESSION = "FIX.4.4:FIXWAY->CLIENT1";
    private static final JournalSettings SETTINGS = new JournalSettings(Durability.PROCESS, SEGMENT_BYTES);

    @TempDir
    static Path dataDir = Path.of("set by JUnit");

    @BeforeAll
    static void record() {
        try (DataLock lock = DataLock.take(dataDir); JournalLedger ledger = JournalLedger.open(lock, SETTINGS)) {
            RandomEvents random = new RandomEvents(11, ledger.installation(), 0);
            while (ledger.headSeq() < EVENTS) {
                ledger.append(new Group(random.events(50), List.of(), List.of()));
                if (ledger.headSeq() == EVENTS - 1_000) {
                    ledger.keep(new Snapshot(ledger.headSeq(), ledger.groupCount(), new byte[1_000]));
                }
            }
            ledger.append(new Group(List.of(), List.of(new SessionMark(SESSION, 1, 1, EVENTS, 1, 1)), List.of()));
        }
    }

    @Test
    void aStartReadsWhatFollowsTheSnapshotAndNoHistory() {
        long written = JournalFiles.segments(dataDir).size() * (long) SEGMENT_BYTES;
        try (DataLock lock = DataLock.take(dataDir); JournalLedger ledger = JournalLedger.open(lock, SETTINGS)) {
            Snapshot snapshot = Objects.requireNonNull(ledger.latestSnapshot());
            List<LedgerEvent> replayed = new ArrayList<>();
            ledger.replay(snapshot.seq(), snapshot.group(), group -> replayed.addAll(group.events()));

            assertThat(replayed).hasSize(1_000);
            assertThat(ledger.headSeq()).isEqualTo(EVENTS);
            assertThat(ledger.bytesRead()).isLessThan(5L * SEGMENT_BYTES).isLessThan(written / 8);
        }
    }

    @Test
    void readingOnFromASequenceSeeksIt() {
        try (DataLock lock = DataLock.take(dataDir); JournalLedger ledger = JournalLedger.open(lock, SETTINGS)) {
            long before = ledger.bytesRead();

            List<LedgerEvent> read = new ArrayList<>();
            ledger.reader().read(EVENTS / 2, event -> {
                read.add(event);
                return read.size() < 10;
            });
            assertThat(read).extracting(LedgerEvent::seq).startsWith((long) EVENTS / 2).hasSize(10);
            assertThat(ledger.reader().marksSince(SESSION, EVENTS - 100)).hasSize(1);

            assertThat(ledger.bytesRead() - before).isLessThan(2L * SEGMENT_BYTES);
        }
    }

    @Test
    void aQuestionAboutOneOrderTouchesFewRows() throws SQLException {
        try (DataLock lock = DataLock.take(dataDir);
                JournalLedger ledger = JournalLedger.open(lock, SETTINGS);
                QuerySide side = QuerySide.open(H2Database.open(dataDir), ledger.journal(),
                        ledger.installation(), new QuerySettings(Duration.ofSeconds(60)))) {
            side.catchUp(Duration.ofSeconds(60));
            OrderId order = OrderId.of(ledger.installation(), 12_345);
            long before = ledger.bytesRead();

            List<LedgerEvent> events = side.reader().eventsOf(order);
            AccountId main = new AccountId("MAIN");
            assertThat(side.reader().find(new OrderFilter(main, null, Set.of(), null, null, null, null, 100)))
                    .hasSize(100);
            assertThat(side.reader().find(new OrderFilter(main, "AAPL", Set.of(), null, null, null, null, 100)))
                    .hasSize(100);

            assertThat(events).isNotEmpty();
            assertThat(ledger.bytesRead()).isEqualTo(before);
        }
        try (H2Database database = H2Database.openAsItIs(dataDir); Connection connection = database.connection()) {
            assertThat(scanned(connection, "SELECT seq FROM order_event WHERE order_number = 12345")).isLessThan(50);
            assertThat(scanned(connection, "SELECT order_number FROM id_order WHERE block = 1 AND id_hash = 12345"))
                    .isLessThan(5);
            assertThat(scanned(connection, "SELECT payload FROM event WHERE seq = " + EVENTS / 2)).isLessThan(5);
            assertThat(listed(database, connection, null).eventsRead()).isBetween(100L, 100L + BLOCK);
            assertThat(listed(database, connection, "AAPL").eventsRead()).isBetween(100L, 100L + BLOCK);
            assertThat(listed(database, connection, null).blocksAsked()).isLessThan(EVENTS / BLOCK / 2);
            assertThat(scanned(connection, traded(database, 100))).isBetween(100, 300);
            long main = EventBlocks
                    .wanted(new EventFilter(null, Set.of(), null, "MAIN", null, null, null, null))
                    .getFirst()
                    .iterator()
                    .next();
            int first = EVENTS / BLOCK / 2;
            int last = first + 15;
            for (String order : List.of("", " DESC")) {
                assertThat(scanned(connection, window(BlockSearch.OF_VALUE + order, first, last, main)))
                        .isBetween(16, 20);
                assertThat(scanned(connection, window(BlockSearch.OF_TIMES + order, first, last, Long.MIN_VALUE + 1,
                        Long.MAX_VALUE))).isBetween(16, 20);
            }
        }
    }

    /// A question for some blocks of a condition.
    private static String window(String sql, Object... values) {
        String filled = sql;
        for (Object value : values) {
            filled = filled.replaceFirst("\\?", value.toString());
        }
        return filled;
    }

    private static String traded(QueryDatabase database, int limit) {
        String sql = TradeQuery.sql(database);
        for (long value : new long[]{TradeKeys.key("MAIN", "AAPL"), Long.MIN_VALUE + 1, Long.MAX_VALUE,
                Long.MAX_VALUE, Long.MAX_VALUE, limit}) {
            sql = sql.replaceFirst("\\?", String.valueOf(value));
        }
        return sql;
    }

    /// What a list of 100 orders costs.
    private static EventQuery.Cost listed(QueryDatabase database, Connection connection, @Nullable String symbol)
            throws SQLException {
        OrderQuery query = new OrderQuery(database, connection,
                new OrderFilter(new AccountId("MAIN"), symbol, Set.of(), null, null, null, null, 100));
        assertThat(query.find(EVENTS)).hasSize(100);
        return query.cost();
    }

    /// Rows that the database looked at.
    private static int scanned(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet plan = statement.executeQuery("EXPLAIN ANALYZE " + sql)) {
            assertThat(plan.next()).isTrue();
            Matcher scanned = Pattern.compile("scanCount: (\\d+)").matcher(plan.getString(1));
            assertThat(scanned.find()).as(plan.getString(1)).isTrue();
            return Integer.parseInt(scanned.group(1));
        }
    }
}
