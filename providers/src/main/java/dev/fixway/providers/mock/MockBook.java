package dev.fixway.providers.mock;

import dev.fixway.engine.domain.Qty;
import dev.fixway.engine.domain.RouteId;
import dev.fixway.engine.domain.Side;
import dev.fixway.engine.domain.Symbol;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// What the mock venue knows: orders by route id, netted positions by symbol, its walk. The fold of its journal.
///
/// Changed by `apply` alone, without I/O or clock. [MockProvider] guards the one in use with its lock; outside of this
/// package a book can only be read.
public final class MockBook {
    private final LinkedHashMap<RouteId, MockOrder> orders = new LinkedHashMap<>();
    private final ArrayDeque<RouteId> ended = new ArrayDeque<>();
    private final TreeMap<String, MockPosition> positions = new TreeMap<>();
    private final MockLeaves leaves = new MockLeaves();
    private final int endedMax;
    private MockRecord.@Nullable WalkStarted walk;
    private long lastNumber;
    private long forgottenUpTo;

    /// - `endedMax`: how many ended orders are remembered, the latest ones
    MockBook(int endedMax) {
        this.endedMax = endedMax;
    }

    /// Reads the journal (`DATA_DIR/mock/book.journal`) of a mock that may be running elsewhere; changes nothing.
    ///
    /// A last record that is half written is left out. Throws ProviderException when the file is damaged.
    public static MockBook read(Path journal) {
        MockBook book = new MockBook(Integer.MAX_VALUE);
        MockJournal.read(journal, book::apply);
        return book;
    }

    /// Every order that is remembered, oldest first.
    public List<MockOrder> orders() {
        return List.copyOf(orders.values());
    }

    public Optional<MockOrder> order(RouteId routeId) {
        return Optional.ofNullable(orders.get(routeId));
    }

    /// Every fill in a symbol of the orders that are remembered, oldest first.
    public List<MockTrade> trades(Symbol symbol) {
        return orders.values()
                .stream()
                .filter(order -> order.symbol().equals(symbol))
                .flatMap(order -> order.fills()
                        .stream()
                        .map(fill -> new MockTrade(order.routeId(), symbol, order.side(), fill)))
                .sorted(Comparator.comparing(trade -> trade.fill().at()))
                .toList();
    }

    /// Every position that is not flat, by symbol.
    public List<MockPosition> positions() {
        return List.copyOf(positions.values());
    }

    public Optional<MockPosition> position(Symbol symbol) {
        return Optional.ofNullable(positions.get(symbol.value()));
    }

    /// One line per order: route id, state, side, filled of ordered quantity, symbol, submissions, fills.
    @Override
    public String toString() {
        StringBuilder lines = new StringBuilder();
        for (MockOrder order : orders.values()) {
            lines.append(order.routeId())
                    .append(' ')
                    .append(order.state())
                    .append(' ')
                    .append(order.side())
                    .append(' ')
                    .append(order.cumQty())
                    .append('/')
                    .append(order.terms().orderQty())
                    .append(' ')
                    .append(order.symbol())
                    .append(" submissions=")
                    .append(order.submissions());
            for (MockFill fill : order.fills()) {
                lines.append(' ')
                        .append(fill.fillId())
                        .append('=')
                        .append(fill.lastQty())
                        .append('@')
                        .append(fill.lastPx());
            }
            lines.append('\n');
        }
        return lines.toString();
    }

    /// How large the position can become on a side when everything fills that is open.
    BigDecimal reach(Symbol symbol, Side side) {
        Qty held = position(symbol).map(position -> position.held(side)).orElse(Qty.ZERO);
        return held.value().add(leaves.of(symbol, side));
    }

    MockRecord.@Nullable WalkStarted walk() {
        return walk;
    }

    int openCount() {
        return orders.size() - ended.size();
    }

    long nextNumber() {
        return lastNumber + 1;
    }

    /// Whether an order that is not here may have been, long ago.
    boolean mayHaveForgotten(RouteId routeId) {
        return routeId.orderId().number() <= forgottenUpTo;
    }

    void apply(MockRecord record) {
        switch (record) {
            case MockRecord.WalkStarted started -> walk = started;
            case MockRecord.Placed placed -> place(placed);
            case MockRecord.Repeated(var routeId, var times) -> change(routeId, order -> order.submitted(times));
            case MockRecord.Filled filled -> fill(filled);
            case MockRecord.Rested(var routeId) -> change(routeId, MockOrder::rested);
            case MockRecord.Amended(var routeId, var terms) -> change(routeId, order -> order.amended(terms));
            case MockRecord.Canceled canceled -> change(canceled.routeId(), order -> order.canceled(canceled));
            case MockRecord.PositionSet(var position) -> hold(position);
            case MockRecord.Carried carried -> {
                lastNumber = Math.max(lastNumber, carried.lastNumber());
                forgottenUpTo = Math.max(forgottenUpTo, carried.forgottenUpTo());
            }
        }
    }

    /// How many of its [#records] are about orders.
    long orderRecords() {
        return orders.values().stream().mapToLong(MockOrder::records).sum();
    }

    /// The fewest records that make this book again, in order.
    List<MockRecord> records() {
        List<MockRecord> records = new ArrayList<>();
        if (walk != null) {
            records.add(walk);
        }
        records.add(new MockRecord.Carried(lastNumber, forgottenUpTo));
        orders.values().forEach(order -> order.addRecords(records));
        standing().forEach(position -> records.add(new MockRecord.PositionSet(position)));
        return records;
    }

    /// Every position, and a flat one for each other symbol that a remembered order traded: fills that are forgotten
    /// may have closed it.
    private Collection<MockPosition> standing() {
        TreeMap<String, MockPosition> standing = new TreeMap<>(positions);
        for (MockOrder order : orders.values()) {
            if (!order.fills().isEmpty()) {
                standing.computeIfAbsent(order.symbol().value(), _ -> MockPosition.flat(order.symbol()));
            }
        }
        return standing.values();
    }

    private void place(MockRecord.Placed placed) {
        MockOrder order = MockOrder.of(placed);
        if (orders.putIfAbsent(placed.routeId(), order) != null) {
            throw new IllegalStateException("route " + placed.routeId() + " is in the book already");
        }
        leaves.add(order);
        lastNumber = Math.max(lastNumber, placed.number());
    }

    private void fill(MockRecord.Filled filled) {
        MockFill fill = new MockFill(filled.fillId(), filled.lastQty(), filled.lastPx(), filled.at());
        MockOrder order = change(filled.routeId(), before -> before.filled(fill));
        hold(position(order.symbol()).orElse(MockPosition.flat(order.symbol())).after(order.side(), fill));
    }

    private void hold(MockPosition position) {
        if (position.isFlat()) {
            positions.remove(position.symbol().value());
        } else {
            positions.put(position.symbol().value(), position);
        }
    }

    private MockOrder change(RouteId routeId, UnaryOperator<MockOrder> how) {
        MockOrder before = orders.get(routeId);
        if (before == null) {
            throw new IllegalStateException("route " + routeId + " is not in the book");
        }
        MockOrder after = how.apply(before);
        orders.put(routeId, after);
        leaves.remove(before);
        leaves.add(after);
        if (before.isOpen() && !after.isOpen()) {
            ended.add(routeId);
            if (ended.size() > endedMax) {
                forget(ended.remove());
            }
        }
        return after;
    }

    private void forget(RouteId routeId) {
        orders.remove(routeId);
        forgottenUpTo = Math.max(forgottenUpTo, routeId.orderId().number());
    }
}
