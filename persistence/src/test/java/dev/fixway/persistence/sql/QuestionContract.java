package dev.fixway.persistence.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fixway.engine.domain.AccountId;
import dev.fixway.engine.domain.ClOrdId;
import dev.fixway.engine.domain.OrdStatus;
import dev.fixway.engine.domain.OrderId;
import dev.fixway.engine.domain.Side;
import dev.fixway.engine.ledger.EventCodec;
import dev.fixway.engine.ledger.EventType;
import dev.fixway.engine.ledger.Group;
import dev.fixway.engine.ledger.LedgerEvent;
import dev.fixway.engine.ledger.LedgerField;
import dev.fixway.engine.ledger.OrderFilter;
import dev.fixway.persistence.journal.OrderRow;
import dev.fixway.persistence.journal.RandomEvents;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Questions by what events say, held against a walk over the whole ledger, in whichever database.
public abstract class QuestionContract extends QuerySideContract {
    private static final int EVENTS = 3_000;
    private static final Instant BEGIN = Instant.ofEpochSecond(RandomEvents.EPOCH_SECOND);

    private static EventFilter filter(@Nullable String session, @Nullable String account, @Nullable String symbol,
            EventType... types) {
        return new EventFilter(null, Set.of(types), session, account, symbol, null, null, null);
    }

    private static EventFilter between(@Nullable String symbol, @Nullable Instant from, @Nullable Instant to) {
        return new EventFilter(null, Set.of(), null, null, symbol, null, from, to);
    }

    private List<LedgerEvent> expected(EventFilter filter, long afterSeq, long headSeq) {
        return events.stream()
                .filter(event -> event.seq() > afterSeq && event.seq() <= headSeq && filter.matches(event))
                .toList();
    }

    private static List<LedgerEvent> asked(QuerySide side, EventFilter filter, long afterSeq, long headSeq) {
        List<LedgerEvent> found = new ArrayList<>();
        side.byAnyId().visit(filter, afterSeq, headSeq, found::add);
        return found;
    }

    @Test
    void findsEventsByWhatTheySay() {
        append(EVENTS);
        try (QuerySide side = side()) {
            for (EventFilter filter : List.of(filter(null, null, null),
                    filter(null, null, null, EventType.SESSION_LOGON),
                    filter(null, null, null, EventType.FILL, EventType.PARTIAL_FILL, EventType.GATEWAY_STARTED),
                    filter("FIX.4.4:FIXWAY->CLIENT2", null, null),
                    filter("CLIENT2", null, "Ünïcødé \uD83D\uDE80"),
                    filter("api", "MAIN", "AAPL", EventType.ORDER_RECEIVED),
                    filter(null, "SECOND", null), between("BTC/USD", BEGIN.plusSeconds(700), BEGIN.plusSeconds(800)),
                    between(null, BEGIN.plusSeconds(2_900), null), between(null, null, BEGIN.plusSeconds(3)),
                    between(null, BEGIN.plusSeconds(255), BEGIN.plusSeconds(258)))) {
                List<LedgerEvent> expected = expected(filter, 0, EVENTS);

                assertThat(asked(side, filter, 0, EVENTS)).as(filter.toString()).isEqualTo(expected).isNotEmpty();
            }
            // The last event of the first block and the first of the second one, to the nanosecond.
            for (LedgerEvent edge : List.of(events.get(254), events.get(255))) {
                Instant at = Instant.parse(edge.text(LedgerField.EVENT_TIME));
                assertThat(asked(side, between(null, at, at.plusNanos(1)), 0, EVENTS)).containsExactly(edge);
                assertThat(asked(side, between(null, at.minusNanos(1), at), 0, EVENTS)).isEmpty();
            }
            assertThat(asked(side, filter(null, "NOBODY", null), 0, EVENTS)).isEmpty();
            assertThat(asked(side, new EventFilter(null, Set.of(), null, null, null, "other", null, null), 0, EVENTS))
                    .isEmpty();
        }
    }

    @Test
    void beginsBehindAnyEventAndEndsAtTheGivenHead() {
        append(EVENTS);
        EventFilter fills = filter(null, null, null, EventType.FILL);
        try (QuerySide side = side()) {
            for (long after : new long[]{0, 1, 254, 255, 256, 257, 511, 512, 1_023, EVENTS - 1, EVENTS}) {
                assertThat(asked(side, fills, after, 2_600)).as("after %s", after)
                        .isEqualTo(expected(fills, after, 2_600));
            }
        }
    }

    @Test
    void findsTheNewestFirst() {
        append(EVENTS);
        try (QuerySide side = side()) {
            for (EventFilter filter : List.of(filter(null, null, null), filter(null, null, null, EventType.FILL),
                    filter("CLIENT2", null, "AAPL"), filter("api", "MAIN", "AAPL", EventType.ORDER_RECEIVED),
                    between("BTC/USD", BEGIN.plusSeconds(700), BEGIN.plusSeconds(800)),
                    between(null, null, BEGIN.plusSeconds(3)), filter(null, "NOBODY", null))) {
                for (long head : new long[]{255, 256, 2_600, EVENTS}) {
                    List<LedgerEvent> found = new ArrayList<>();
                    side.byAnyId().visitNewestFirst(filter, head, found::add);

                    assertThat(found.reversed()).as("%s head %s", filter, head).isEqualTo(expected(filter, 0, head));
                }
            }
        }
    }

    /// A page costs what it shows, not what the ledger holds: blocks that are looked up, and events that are read.
    @Test
    void asksAndReadsNoMoreOfALongHistory() throws SQLException {
        List<EventFilter> filters = List.of(filter(null, null, null), filter(null, "MAIN", null),
                filter(null, null, "AAPL"), filter("CLIENT2", null, null), filter(null, "MAIN", null, EventType.FILL),
                filter("api", "MAIN", null, EventType.FILL, EventType.PARTIAL_FILL),
                between("AAPL", BEGIN, BEGIN.plusSeconds(100)));
        append(2 * EVENTS);
        followOnce();
        List<EventQuery.Cost> first = costs(filters, false);
        append(2 * EVENTS);
        followOnce();

        assertThat(costs(filters, false)).isEqualTo(first);
        assertThat(first).allSatisfy(cost -> {
            assertThat(cost.eventsRead()).isBetween(10L, 512L);
            assertThat(cost.blocksAsked()).isLessThanOrEqualTo(5 * 16);
        });
        assertThat(costs(filters.subList(0, 6), true)).allSatisfy(cost -> {
            assertThat(cost.eventsRead()).isBetween(10L, 512L);
            assertThat(cost.blocksAsked()).isLessThanOrEqualTo(5 * 16);
        });
        assertThat(costs(List.of(filter(null, "NOBODY", null)), false)).singleElement().satisfies(cost -> {
            assertThat(cost.eventsRead()).isZero();
            assertThat(cost.blocksAsked()).isLessThanOrEqualTo(4L * EVENTS / 256 + 1);
        });
    }

    /// What ten events of each question cost.
    private List<EventQuery.Cost> costs(List<EventFilter> filters, boolean isNewestFirst)
            throws SQLException {
        List<EventQuery.Cost> costs = new ArrayList<>();
        try (QueryDatabase database = database(); Connection connection = database.connection()) {
            connection.setAutoCommit(true);
            for (EventFilter filter : filters) {
                EventQuery query = new EventQuery(database, connection, filter);
                List<LedgerEvent> found = new ArrayList<>();
                Predicate<LedgerEvent> ten = event -> found.add(event) && found.size() < 10;
                if (isNewestFirst) {
                    query.visitNewestFirst(events.size(), ten);
                } else {
                    query.visit(0, events.size(), ten);
                }
                costs.add(query.cost());
            }
        }
        return costs;
    }

    /// Lists by any status are those of a walk over all events, the newest first.
    @Test
    void listsOrdersByHowTheyStand() {
        append(EVENTS);
        try (QuerySide side = side()) {
            for (Set<OrdStatus> statuses : statuses()) {
                OrderFilter filter = new OrderFilter(new AccountId("MAIN"), null, statuses, null, null, null, null,
                        EVENTS);
                OrderFilter tenOfSymbol = new OrderFilter(filter.account(), "AAPL", statuses, Side.BUY, null,
                        BEGIN.plusSeconds(200), BEGIN.plusSeconds(2_000), 10);

                assertThat(side.reader().find(filter)).as(filter.toString()).isEqualTo(listed(filter));
                assertThat(side.reader().find(tenOfSymbol)).as(tenOfSymbol.toString()).isEqualTo(listed(tenOfSymbol));
            }
            assertThat(side.reader()
                    .find(new OrderFilter(new AccountId("MAIN"), null, Set.of(OrdStatus.FILLED), null,
                            null, null, null, 3)))
                    .hasSize(3);
        }
    }

    /// Each status alone, none, those of ended orders, and one of each kind.
    private static List<Set<OrdStatus>> statuses() {
        List<Set<OrdStatus>> statuses = new ArrayList<>();
        for (OrdStatus status : OrdStatus.values()) {
            statuses.add(Set.of(status));
        }
        statuses.add(Set.of());
        statuses.add(Set.of(OrdStatus.FILLED, OrdStatus.CANCELED, OrdStatus.REJECTED, OrdStatus.EXPIRED));
        statuses.add(Set.of(OrdStatus.FILLED, OrdStatus.PENDING_NEW));
        return statuses;
    }

    private List<OrderId> listed(OrderFilter filter) {
        TreeMap<OrderId, OrderRow> rows = new TreeMap<>();
        events.stream()
                .filter(OrderRow::concerns)
                .forEach(event -> rows.compute(new OrderId(event.text(LedgerField.ORDER_ID)),
                        (_, row) -> OrderRow.after(row, event)));
        return rows.descendingMap()
                .values()
                .stream()
                .filter(row -> row.matches(filter))
                .map(OrderRow::orderId)
                .limit(filter.limit())
                .toList();
    }

    /// A list costs what it shows: not more with a type of event that never occurs, nor by what is open.
    @Test
    void listsOrdersWithoutReadingALongHistory() throws SQLException {
        append(2 * EVENTS);
        followOnce();
        List<EventQuery.Cost> first = listCosts();
        append(2 * EVENTS);
        followOnce();
        List<EventQuery.Cost> later = listCosts();

        assertThat(first).hasSameSizeAs(later).allSatisfy(cost -> assertThat(cost.eventsRead()).isBetween(10L, 512L));
        assertThat(later).allSatisfy(cost -> {
            assertThat(cost.eventsRead()).isBetween(10L, 512L);
            assertThat(cost.blocksAsked()).isLessThanOrEqualTo(7 * 16);
        });
    }

    /// What lists of ten cost.
    private List<EventQuery.Cost> listCosts() throws SQLException {
        List<EventQuery.Cost> costs = new ArrayList<>();
        try (QueryDatabase database = database(); Connection connection = database.connection()) {
            connection.setAutoCommit(true);
            for (Set<OrdStatus> statuses : List.of(Set.<OrdStatus>of(), Set.of(OrdStatus.CANCELED),
                    Set.of(OrdStatus.FILLED, OrdStatus.CANCELED, OrdStatus.REJECTED, OrdStatus.EXPIRED))) {
                OrderQuery query = new OrderQuery(database, connection,
                        new OrderFilter(new AccountId("MAIN"), null, statuses, null, null, null, null, 10));
                assertThat(query.find(events.size())).hasSize(10);
                costs.add(query.cost());
            }
        }
        return costs;
    }

    @Test
    void rebuildsOrdersFromWhatWasRecordedUntilThen() {
        List<LedgerEvent> recorded = new RecordedOrders(ledger().installation(), 5).events(2_000);
        ledger().append(new Group(recorded, List.of(), List.of()));
        try (QuerySide side = side()) {
            for (int second : new int[]{-1, 0, 7, 255, 256, 900, 1_998, 1_999, 5_000}) {
                Instant asOf = RecordedOrders.BEGIN.plusSeconds(second);
                List<LedgerEvent> counting = recorded.subList(0, Math.clamp(second + 1, 0, recorded.size()));
                for (StateFilter filter : List.of(new StateFilter(null, null, null, null, null, asOf),
                        new StateFilter(null, "CLIENT2", "SECOND", "AAPL", "mock", asOf),
                        new StateFilter("c7", null, null, null, null, asOf),
                        new StateFilter(null, null, "NOBODY", null, null, asOf))) {
                    List<OrderAsOf> found = new ArrayList<>();
                    side.byAnyId().visitStates(filter, 0, recorded.size(), found::add);

                    assertThat(found).as(filter.toString()).isEqualTo(standing(counting, filter));
                }
            }
        }
    }

    /// The orders that events make, folded one after the other.
    private static List<OrderAsOf> standing(List<LedgerEvent> counting, StateFilter filter) {
        Map<String, OrderAsOf> orders = new TreeMap<>();
        for (LedgerEvent event : counting) {
            orders.compute(event.text(LedgerField.ORDER_ID), (_, before) -> new OrderAsOf(
                    Objects.requireNonNull(EventCodec.fold(before == null ? null : before.order(), event)),
                    event.seq()));
        }
        return orders.values()
                .stream()
                .filter(order -> filter.matches(order.order()))
                .filter(order -> filter.id() == null
                        || new ClOrdId(filter.id()).equals(order.order().intent().clOrdId()))
                .toList();
    }

    @Test
    void keepsTheBlocksWholeOverStarts() {
        for (int round = 0; round < 7; round++) {
            append(130);
            followOnce();
        }

        try (QuerySide side = side()) {
            EventFilter late = between(null, BEGIN.plusSeconds(500), BEGIN.plusSeconds(520));
            assertThat(asked(side, late, 0, events.size())).isEqualTo(expected(late, 0, events.size())).isNotEmpty();
            assertAnswers(side);
        }
    }

    @Test
    void comparesTheTablesOfBlocksAndExecutions() throws SQLException {
        append(600);
        followOnce();

        try (QuerySide side = side()) {
            assertThat(side.compare().fault()).isNull();
            // Each is found although those before it are still there: it is looked at earlier.
            for (Map.Entry<String, String> change : List.of(
                    Map.entry("block_ending", "UPDATE block_ending SET block = block + 1000"
                            + " WHERE block IN (SELECT MIN(block) FROM block_ending)"),
                    Map.entry("block_value", "DELETE FROM block_value WHERE block = 1 AND value_hash IN"
                            + " (SELECT MIN(value_hash) FROM block_value WHERE block = 1)"),
                    Map.entry("event_block", "UPDATE event_block SET last_event = last_event - 1 WHERE block = 1"),
                    Map.entry("trade", "UPDATE trade SET traded = traded + 1"
                            + " WHERE seq IN (SELECT MIN(seq) FROM trade)"))) {
                update(change.getValue());
                assertThat(side.compare().fault()).as(change.getValue()).contains("table " + change.getKey());
            }
        }
    }
}
