package dev.fixway.persistence.sql;

import dev.fixway.engine.domain.OrdStatus;
import dev.fixway.engine.domain.OrderId;
import dev.fixway.engine.ledger.OrderFilter;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/// Lists orders from the projection, by the index that fits the filter best.
final class OrderQuery {
    private OrderQuery() {}

    static List<OrderId> find(QueryDatabase database, Connection connection, OrderFilter filter) throws SQLException {
        String clOrdId = filter.clOrdId();
        if (clOrdId == null) {
            List<Object> values = new ArrayList<>();
            return ids(connection, sql(database, filter, values), values);
        }
        List<OrderId> ids = new ArrayList<>();
        List<Object> values = new ArrayList<>();
        String sql = "SELECT o.order_id FROM orders o" + where(database, filter, values) + " AND o.order_number = ?";
        for (long number : KeyBlocks.orders(connection, KeyHash.of(clOrdId))) {
            if (ids.size() < filter.limit()) {
                ids.addAll(ids(connection, sql, Stream.concat(values.stream(), Stream.of(number)).toList()));
            }
        }
        return ids;
    }

    private static List<OrderId> ids(Connection connection, String sql, List<Object> values) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.size(); i++) {
                select.setObject(i + 1, values.get(i));
            }
            try (ResultSet rows = select.executeQuery()) {
                List<OrderId> ids = new ArrayList<>();
                while (rows.next()) {
                    ids.add(new OrderId(rows.getString(1)));
                }
                return ids;
            }
        }
    }

    /// Of a filter without a ClOrdID, which is found by its key.
    static String sql(QueryDatabase database, OrderFilter filter, List<Object> values) {
        String where = where(database, filter, values);
        Way way = Way.of(filter);
        values.add(filter.limit());
        return "SELECT o.order_id FROM orders o" + database.byIndex(way.index) + where + " ORDER BY " + way.prefix
                + "o.order_number DESC LIMIT ?";
    }

    private static String where(QueryDatabase database, OrderFilter filter, List<Object> values) {
        StringBuilder where = new StringBuilder();
        and(where, "o.account = ?", filter.account().value(), values);
        and(where, "o.symbol = ?", filter.symbol(), values);
        and(where, "o.side = ?", filter.side() == null ? null : filter.side().name(), values);
        and(where, "o.cl_ord_id = ?", filter.clOrdId(), values);
        and(where, "o.created >= ?", filter.since() == null ? null : database.time(filter.since()), values);
        and(where, "o.created < ?", filter.until() == null ? null : database.time(filter.until()), values);
        if (!filter.statuses().isEmpty()) {
            where.append(" AND o.status IN (")
                    .append(String.join(", ", Collections.nCopies(filter.statuses().size(), "?")))
                    .append(')');
            filter.statuses().stream().map(OrdStatus::name).forEach(values::add);
        }
        return where.toString();
    }

    /// An index, and the columns before the order number in it: constant in a question, but they let H2 read in its
    /// order.
    private enum Way {
        TIME("orders_by_time", ""),
        SYMBOL("orders_by_symbol", "o.account, o.symbol, "),
        STATUS("orders_by_status",
                "o.account, o.status, "),
        ACCOUNT("orders_by_account", "o.account, ");

        private final String index;
        private final String prefix;

        Way(String index, String prefix) {
            this.index = index;
            this.prefix = prefix;
        }

        static Way of(OrderFilter filter) {
            if (filter.since() != null) {
                return TIME;
            }
            if (filter.symbol() != null) {
                return SYMBOL;
            }
            return filter.statuses().size() == 1 ? STATUS : ACCOUNT;
        }
    }

    private static void and(StringBuilder where, String condition, @org.jspecify.annotations.Nullable Object value,
            List<Object> values) {
        if (value != null) {
            where.append(where.isEmpty() ? " WHERE " : " AND ").append(condition);
            values.add(value);
        }
    }
}
