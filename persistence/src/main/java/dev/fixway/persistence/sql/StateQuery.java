package dev.fixway.persistence.sql;

import dev.fixway.engine.domain.Order;
import dev.fixway.engine.ledger.CanonicalBytes;
import dev.fixway.engine.ledger.EventCodec;
import dev.fixway.engine.ledger.LedgerEvent;
import dev.fixway.engine.ledger.LedgerField;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Orders as they stood: the fold of the events that were recorded until then. In the order of their numbers, which is
/// that of their entry; holds the events of one order.
final class StateQuery {
    private static final int ORDERS_AT_ONCE = 500;

    private final QueryDatabase database;
    private final Connection connection;

    StateQuery(QueryDatabase database, Connection connection) {
        this.database = database;
        this.connection = connection;
    }

    /// The last event that was recorded until a time, up to `headSeq`: the one before the first that was recorded
    /// later.
    long seqAsOf(Instant asOf, long headSeq) throws SQLException {
        long nanos = EventTimes.nanos(asOf);
        Long block = null;
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT block FROM event_block WHERE last_recorded > ? AND block <= ? ORDER BY block LIMIT 1")) {
            select.setLong(1, nanos);
            select.setLong(2, EventBlocks.of(headSeq));
            try (ResultSet rows = select.executeQuery()) {
                block = rows.next() ? rows.getLong(1) : null;
            }
        }
        return block == null ? headSeq : Math.min(headSeq, firstAfter(block, nanos) - 1);
    }

    private long firstAfter(long block, long nanos) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT payload FROM " + database.payloads() + " WHERE seq >= ? AND seq < ? ORDER BY seq")) {
            select.setLong(1, EventBlocks.firstSeq(block));
            select.setLong(2, EventBlocks.firstSeq(block + 1));
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    LedgerEvent event = CanonicalBytes.read(rows.getBytes(1));
                    Instant at = EventTimes.of(event, LedgerField.RECORDED_AT);
                    if (at != null && EventTimes.nanos(at) > nanos) {
                        return event.seq();
                    }
                }
            }
        }
        return EventBlocks.firstSeq(block + 1);
    }

    /// Shows the visitor every order that matches, with a number above `afterOrder`, until it says false.
    ///
    /// - `untilSeq`: the last event that counts
    void visit(StateFilter filter, long afterOrder, long untilSeq, Predicate<OrderAsOf> visitor) throws SQLException {
        try (IdQuery events = new IdQuery(database, connection, untilSeq)) {
            String id = filter.id();
            if (id != null) {
                visit(events, List.copyOf(events.orders(id).tailSet(afterOrder, false)), filter, visitor);
                return;
            }
            List<Long> orders = open(filter, afterOrder, untilSeq);
            while (visit(events, orders, filter, visitor) && orders.size() == ORDERS_AT_ONCE) {
                orders = open(filter, orders.getLast(), untilSeq);
            }
        }
    }

    private static boolean visit(IdQuery events, List<Long> orders, StateFilter filter, Predicate<OrderAsOf> visitor)
            throws SQLException {
        for (long number : orders) {
            OrderAsOf standing = asOf(events, number);
            if (standing != null && filter.matches(standing.order()) && !visitor.test(standing)) {
                return false;
            }
        }
        return true;
    }

    private static @Nullable OrderAsOf asOf(IdQuery events, long number) throws SQLException {
        Order order = null;
        long last = 0;
        for (long seq : events.seqsOf(number)) {
            order = EventCodec.fold(order, events.event(seq));
            last = seq;
        }
        return order == null ? null : new OrderAsOf(order, last);
    }

    /// Orders that had begun and may have been open: they are not over now, or something happened to them afterwards.
    private List<Long> open(StateFilter filter, long afterOrder, long untilSeq) throws SQLException {
        String sql = "SELECT o.order_number FROM orders o WHERE o.order_number > ? AND o.first_seq <= ?"
                + " AND (o.terminal = FALSE OR EXISTS (SELECT 1 FROM order_event k"
                + " WHERE k.order_number = o.order_number AND k.seq > ?))"
                + (filter.account() == null ? "" : " AND o.account = ?")
                + (filter.symbol() == null ? "" : " AND o.symbol = ?") + " ORDER BY o.order_number LIMIT ?";
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            int at = 1;
            select.setLong(at++, afterOrder);
            select.setLong(at++, untilSeq);
            select.setLong(at++, untilSeq);
            if (filter.account() != null) {
                select.setString(at++, database.text(filter.account()));
            }
            if (filter.symbol() != null) {
                select.setString(at++, database.text(filter.symbol()));
            }
            select.setInt(at, ORDERS_AT_ONCE);
            try (ResultSet rows = select.executeQuery()) {
                List<Long> orders = new ArrayList<>();
                while (rows.next()) {
                    orders.add(rows.getLong(1));
                }
                return orders;
            }
        }
    }
}
