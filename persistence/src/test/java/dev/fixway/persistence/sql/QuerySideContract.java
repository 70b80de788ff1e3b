package dev.fixway.persistence.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fixway.engine.domain.AccountId;
import dev.fixway.engine.domain.OrderId;
import dev.fixway.engine.ledger.EventType;
import dev.fixway.engine.ledger.Group;
import dev.fixway.engine.ledger.Ledger;
import dev.fixway.engine.ledger.LedgerEvent;
import dev.fixway.engine.ledger.LedgerField;
import dev.fixway.engine.ledger.LedgerTrade;
import dev.fixway.engine.ledger.QueryLagException;
import dev.fixway.engine.ledger.TradeFilter;
import dev.fixway.persistence.journal.CommittedGroups;
import dev.fixway.persistence.journal.RandomEvents;
import dev.fixway.persistence.journal.ScanningReader;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// How tables follow a ledger, and what becomes of those that do not belong to it, in whichever database.
public abstract class QuerySideContract {
    protected static final QuerySettings SETTINGS = new QuerySettings(Duration.ofSeconds(20));

    protected final List<LedgerEvent> events = new ArrayList<>();

    /// The ledger of this test, open.
    protected abstract Ledger ledger();

    /// What is committed in [#ledger].
    protected abstract CommittedGroups groups();

    /// Opens the database of this test.
    protected abstract QueryDatabase database();

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
        try (QuerySide side = QuerySide.open(database(), groups(), "ZZZZ", SETTINGS)) {
            side.catchUp(Duration.ofSeconds(20));
        }

        try (QuerySide side = side()) {
            assertAnswers(side);
        }
    }

    @Test
    void discardsADatabaseThatDoesNotTakeWhatFollows() throws SQLException {
        append(50);
        followOnce();
        // A row of an event that is still to come: its key is taken when the follower gets there.
        update("INSERT INTO id_event (id_hash, seq) VALUES (" + KeyHash.of("later") + ", 51)");
        LedgerEvent ofNone = LedgerEvent.of(EventType.ORDER_DENIED).set(LedgerField.CL_ORD_ID, "later").at(51);
        Group group = new Group(List.of(ofNone), List.of(), List.of());
        ledger().append(group);
        events.add(ofNone);

        try (QuerySide side = side()) {
            assertAnswers(side);
            assertThat(side.failures()).isEqualTo(3);
        }
    }

    @Test
    void saysHowFarBehindItIs() {
        append(20);
        Progress progress = new Progress();
        progress.reach(5);
        try (QueryDatabase database = database()) {
            QueryReader reader = new QueryReader(database, progress, groups(), new ScanningReader(groups()),
                    Duration.ofMillis(20));

            assertThatThrownBy(() -> reader.eventsOf(OrderId.of(ledger().installation(), 1)))
                    .isInstanceOfSatisfying(QueryLagException.class, e -> assertThat(e.lag()).isEqualTo(15));
        }
    }

    @Test
    void findsEventsByAnyId() {
        append(600);
        try (QuerySide side = side()) {
            QueryReader reader = side.byAnyId();
            OrderId order = OrderId.of(ledger().installation(), 4);
            List<LedgerEvent> ofOrder = reader.eventsOf(order);

            assertThat(reader.eventsByAnyId(order.value())).isEqualTo(ofOrder).isNotEmpty();
            assertThat(reader.eventsByAnyId(order.execId(3).value())).isEqualTo(ofOrder);
            assertThat(reader.eventsByAnyId(order.route(1).value())).isEqualTo(ofOrder);
            assertThat(reader.eventsByAnyId(order + "-c1")).isEqualTo(ofOrder);
            for (String id : List.of("c3", "V7", "F9")) {
                assertThat(reader.eventsByAnyId(id)).as(id).isNotEmpty().isEqualTo(ledTo(id, events));
            }
            assertThat(reader.eventsByAnyId("nobody")).isEmpty();
        }
    }

    /// All events of the orders that really have an id, and the others that carry it.
    private static List<LedgerEvent> ledTo(String id, List<LedgerEvent> events) {
        Set<String> orders = new HashSet<>();
        if (OrderIds.isOfOrder(id)) {
            orders.add(id.substring(0, OrderIds.LENGTH));
        }
        for (LedgerEvent event : events) {
            String order = event.get(LedgerField.ORDER_ID);
            if (order != null && OrderIds.carries(event, id)) {
                orders.add(order);
            }
        }
        return events.stream()
                .filter(event -> OrderIds.carries(event, id)
                        || orders.contains(Objects.requireNonNullElse(event.get(LedgerField.ORDER_ID), "")))
                .toList();
    }

    @Test
    void listsExecutionsAsTheJournalDoes() {
        append(3_000);
        Instant begin = Instant.ofEpochSecond(RandomEvents.EPOCH_SECOND);
        AccountId main = new AccountId("MAIN");
        OrderId ofLast = new OrderId(new ScanningReader(groups())
                .trades(new TradeFilter(main, null, null, null, null, 1))
                .getFirst()
                .orderId()
                .value());
        try (QuerySide side = side()) {
            for (TradeFilter filter : List.of(new TradeFilter(main, null, null, null, null, 5_000),
                    new TradeFilter(main, null, null, null, null, 7),
                    new TradeFilter(main, null, null, null, null, 0),
                    new TradeFilter(new AccountId("SECOND"), null, "BTC/USD", null, null, 40),
                    new TradeFilter(main, null, "AAPL", begin.plusSeconds(1_000), begin.plusSeconds(2_000), 50),
                    new TradeFilter(main, null, null, begin.plusSeconds(2_900), null, 50),
                    new TradeFilter(main, null, null, Instant.MIN, Instant.MAX, 50),
                    new TradeFilter(main, ofLast, null, null, null, 50),
                    new TradeFilter(new AccountId("NOBODY"), null, null, null, null, 50))) {
                List<LedgerTrade> expected = new ScanningReader(groups()).trades(filter);

                assertThat(side.reader().trades(filter)).as(filter.toString()).isEqualTo(expected);
                assertThat(expected.isEmpty())
                        .isEqualTo(filter.limit() == 0 || filter.account().value().equals("NOBODY"));
            }
        }
    }

    @Test
    void listsExecutionsFromTheirTimeInclusiveToTheirTimeExclusive() {
        append(3_000);
        AccountId main = new AccountId("MAIN");
        try (QuerySide side = side()) {
            List<LedgerTrade> all = side.reader().trades(new TradeFilter(main, null, null, null, null, 5_000));
            LedgerTrade newer = all.get(10);
            LedgerTrade older = all.get(20);

            assertThat(side.reader()
                    .trades(
                            new TradeFilter(main, null, null, older.tradedAt(), newer.tradedAt(), 5_000)))
                    .isEqualTo(all.subList(11, 21));
        }
    }

    @Test
    void hasTheColumnsThatAreFilledAndNoOther() throws SQLException {
        try (QueryDatabase database = database();
                Connection connection = database.connection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT * FROM event")) {
            List<String> names = new ArrayList<>();
            for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                names.add(rows.getMetaData().getColumnName(i).toLowerCase(Locale.ROOT));
            }

            assertThat(names).containsExactlyInAnyOrderElementsOf(new EventColumns(database).names());
        }
    }

    protected void followOnce() {
        try (QuerySide side = side()) {
            side.catchUp(Duration.ofSeconds(20));
        }
    }

    protected void update(String sql) throws SQLException {
        try (QueryDatabase database = database();
                Connection connection = database.connection();
                Statement statement = connection.createStatement()) {
            assertThat(statement.executeUpdate(sql)).isPositive();
        }
    }

    protected QuerySide side() {
        return QuerySide.open(database(), groups(), ledger().installation(), SETTINGS);
    }

    protected void append(int count) {
        RandomEvents random = new RandomEvents(ledger().headSeq(), ledger().installation(), ledger().headSeq());
        for (int left = count; left > 0; left -= 10) {
            Group group = new Group(random.events(10), List.of(), List.of());
            ledger().append(group);
            events.addAll(group.events());
        }
    }

    protected void assertAnswers(QuerySide side) {
        for (long number = 1; number < 12; number++) {
            OrderId order = OrderId.of(ledger().installation(), number);
            assertThat(side.reader().eventsOf(order)).isEqualTo(new ScanningReader(groups()).eventsOf(order))
                    .isNotEmpty();
        }
        Comparison comparison = side.compare();
        assertThat(comparison.fault()).isNull();
        assertThat(comparison.events()).isEqualTo(events.size());
    }
}
