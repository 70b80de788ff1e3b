package dev.fixway.persistence.sql;

import dev.fixway.engine.domain.OrdStatus;
import dev.fixway.engine.domain.OrderId;
import dev.fixway.engine.ledger.LedgerException;
import dev.fixway.engine.ledger.LedgerField;
import dev.fixway.engine.ledger.OrderFilter;
import dev.fixway.persistence.journal.OrderRow;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Lists orders, the newest first: by their ClOrdID(11), or by the events that begin them; what is found is checked
/// against the projection.
final class OrderQuery {
    private final QueryDatabase database;
    private final Connection connection;
    private final OrderFilter filter;
    private final Set<OrderId> found = new LinkedHashSet<>();
    private EventQuery.Cost cost = new EventQuery.Cost(0, 0);

    OrderQuery(QueryDatabase database, Connection connection, OrderFilter filter) {
        this.database = database;
        this.connection = connection;
        this.filter = filter;
    }

    /// - `headSeq`: orders that begin behind it do not exist for the question
    List<OrderId> find(long headSeq) throws SQLException {
        if (filter.limit() > 0) {
            try (PreparedStatement select = connection.prepareStatement(OrderWriter.SELECT_ROW)) {
                String clOrdId = filter.clOrdId();
                if (clOrdId == null) {
                    byBeginning(select, headSeq);
                } else {
                    byClOrdId(select, clOrdId);
                }
            }
        }
        return List.copyOf(found);
    }

    /// What finding them by their beginning cost.
    EventQuery.Cost cost() {
        return cost;
    }

    private void byClOrdId(PreparedStatement select, String clOrdId) throws SQLException {
        for (long number : KeyBlocks.orders(connection, KeyHash.of(clOrdId))) {
            if (!wantsMore(select, number)) {
                return;
            }
        }
    }

    private void byBeginning(PreparedStatement select, long headSeq) throws SQLException {
        EventFilter begun = new EventFilter(null, OrderRow.BEGINNINGS, null, filter.account().value(), filter.symbol(),
                null, filter.since(), filter.until());
        EventQuery events = new EventQuery(database, connection, begun, endings());
        events.visitNewestFirst(headSeq, event -> {
            try {
                return wantsMore(select, new OrderId(event.text(LedgerField.ORDER_ID)).number());
            } catch (SQLException e) {
                throw new LedgerException("the query database cannot be read", e);
            }
        });
        cost = events.cost();
    }

    /// The statuses, when all of them are of orders that have ended; empty when they do not narrow the blocks.
    private Set<OrdStatus> endings() {
        return filter.statuses().stream().allMatch(OrderRow::isTerminal) ? filter.statuses() : Set.of();
    }

    /// Adds the order if it matches; returns whether there is room for another one.
    private boolean wantsMore(PreparedStatement select, long number) throws SQLException {
        OrderRow row = OrderWriter.row(database, select, number);
        if (row != null && row.matches(filter)) {
            found.add(row.orderId());
        }
        return found.size() < filter.limit();
    }
}
