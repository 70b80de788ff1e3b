package dev.fixway.bridge.rest;

import dev.fixway.engine.domain.AccountId;
import dev.fixway.engine.domain.OrdStatus;
import dev.fixway.engine.domain.Order;
import dev.fixway.engine.domain.Side;
import dev.fixway.engine.ledger.OrderFilter;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Which orders a list shows, from the query of a request; null or empty means any.
record ListFilter(@Nullable String symbol, Set<OrderStatus> statuses, @Nullable Side side, Ids ids,
        @Nullable Instant since,
        @Nullable Instant until, int limit) {
    static final int LIMIT_DEFAULT = 1_000;
    /// About what the published client takes in one body.
    static final int LIMIT_MAX = 30_000;
    private static final Set<String> KEYS = Set.of("symbol", "status", "side", "client_order_id", "oco_group_id",
            "since",
            "until", "limit");

    /// Names that clients gave.
    record Ids(@Nullable String clientOrderId, @Nullable String ocoGroupId) {}

    static ListFilter of(Call call) {
        Query query = call.query(KEYS);
        Set<OrderStatus> statuses = query.read("status", ListFilter::statuses);
        Side side = query.read("side", text -> Spelling.constant(Side.class, text));
        Long limit = query.count("limit");
        return new ListFilter(query.text("symbol"), statuses == null ? Set.of() : statuses, side,
                new Ids(query.text("client_order_id"), query.text("oco_group_id")), query.time("since"),
                query.time("until"),
                limit == null ? LIMIT_DEFAULT : (int) Math.min(limit, LIMIT_MAX));
    }

    private static Set<OrderStatus> statuses(String list) {
        Set<OrderStatus> statuses = EnumSet.noneOf(OrderStatus.class);
        for (String item : list.split(",", -1)) {
            if (!item.isBlank()) {
                statuses.add(Spelling.constant(OrderStatus.class, item.strip()));
            }
        }
        return statuses;
    }

    /// The same list, but ended orders only, whatever status, side and ids were asked for.
    ListFilter history() {
        return new ListFilter(symbol, OrderStatus.ENDED, null, new Ids(null, null), since, until, limit);
    }

    boolean showsNothing() {
        return limit == 0 || ids.ocoGroupId() != null;
    }

    boolean showsOpen() {
        return statuses.isEmpty() || !OrderStatus.ENDED.containsAll(statuses);
    }

    boolean showsEnded() {
        return statuses.isEmpty() || statuses.stream().anyMatch(OrderStatus::isEnded);
    }

    boolean shows(Order order) {
        Instant createdAt = order.life().createdAt();
        String clOrdId = order.intent().clOrdId() == null ? null : order.intent().clOrdId().value();
        return (symbol == null || symbol.equals(order.intent().symbol().value()))
                && (statuses.isEmpty() || statuses.contains(OrderStatus.of(order)))
                && (side == null || side == order.intent().side())
                && (ids.clientOrderId() == null || ids.clientOrderId().equals(clOrdId))
                && (since == null || !createdAt.isBefore(since)) && (until == null || createdAt.isBefore(until));
    }

    /// What the ledger is asked for: the ended orders.
    OrderFilter ended(AccountId account) {
        Set<OrderStatus> wanted = statuses.isEmpty() ? OrderStatus.ENDED : statuses;
        Set<OrdStatus> ended = wanted.stream()
                .filter(OrderStatus::isEnded)
                .map(OrderStatus::ended)
                .collect(Collectors.toSet());
        return new OrderFilter(account, symbol, ended, side, ids.clientOrderId(), since, until, limit);
    }
}
