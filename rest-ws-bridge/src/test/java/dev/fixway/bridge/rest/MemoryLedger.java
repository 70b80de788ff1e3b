package dev.fixway.bridge.rest;

import dev.fixway.engine.domain.ClOrdId;
import dev.fixway.engine.domain.Order;
import dev.fixway.engine.domain.OrderId;
import dev.fixway.engine.ledger.EventCodec;
import dev.fixway.engine.ledger.Group;
import dev.fixway.engine.ledger.Ledger;
import dev.fixway.engine.ledger.LedgerEvent;
import dev.fixway.engine.ledger.LedgerException;
import dev.fixway.engine.ledger.LedgerField;
import dev.fixway.engine.ledger.LedgerReader;
import dev.fixway.engine.ledger.LedgerTrade;
import dev.fixway.engine.ledger.OrderFilter;
import dev.fixway.engine.ledger.SessionMark;
import dev.fixway.engine.ledger.Snapshot;
import dev.fixway.engine.ledger.StandingTrades;
import dev.fixway.engine.ledger.TradeFilter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// A ledger that keeps its rows in memory, for the engine behind the server under test; a test may hold its commits.
final class MemoryLedger implements Ledger, LedgerReader {
    private final List<LedgerEvent> rows = new ArrayList<>();
    private long groups;
    final Semaphore commits = new Semaphore(1);
    volatile boolean isBroken;

    @Override
    public String installation() {
        return "MEMO";
    }

    @Override
    public synchronized long headSeq() {
        return rows.size();
    }

    @Override
    public void reopen() {
        if (isBroken) {
            throw new LedgerException("broken on purpose");
        }
    }

    @Override
    public void append(Group group) {
        if (isBroken) {
            throw new LedgerException("broken on purpose");
        }
        commits.acquireUninterruptibly();
        try {
            synchronized (this) {
                rows.addAll(group.events());
                groups++;
            }
        } finally {
            commits.release();
        }
    }

    @Override
    public @Nullable Snapshot latestSnapshot() {
        return null;
    }

    @Override
    public void keep(Snapshot snapshot) {
        // Nothing outlives the test.
    }

    @Override
    public void replay(long afterSeq, long afterGroup, Consumer<Group> visitor) {
        // Always new.
    }

    @Override
    public synchronized long groupCount() {
        return groups;
    }

    @Override
    public LedgerReader reader() {
        return this;
    }

    private synchronized List<LedgerEvent> select(Predicate<LedgerEvent> wanted) {
        return rows.stream().filter(wanted).toList();
    }

    @Override
    public void read(long fromSeq, Predicate<LedgerEvent> visitor) {
        for (LedgerEvent row : select(row -> row.seq() >= fromSeq)) {
            if (!visitor.test(row)) {
                return;
            }
        }
    }

    @Override
    public List<SessionMark> marksSince(String session, long cursor) {
        return List.of();
    }

    @Override
    public List<LedgerEvent> eventsOf(OrderId orderId) {
        return select(row -> orderId.value().equals(row.get(LedgerField.ORDER_ID)));
    }

    @Override
    public List<LedgerEvent> eventsByClOrdId(String party, ClOrdId clOrdId) {
        Set<String> orders = new LinkedHashSet<>();
        select(row -> clOrdId.value().equals(row.get(LedgerField.CL_ORD_ID)))
                .forEach(row -> orders.add(row.text(LedgerField.ORDER_ID)));
        return select(row -> orders.contains(Objects.requireNonNullElse(row.get(LedgerField.ORDER_ID), "")));
    }

    @Override
    public List<OrderId> find(OrderFilter filter) {
        Set<String> ids = new LinkedHashSet<>();
        select(row -> row.has(LedgerField.ORDER_ID)).forEach(row -> ids.add(row.text(LedgerField.ORDER_ID)));
        return ids.stream()
                .map(OrderId::new)
                .filter(id -> matches(filter, EventCodec.fold(eventsOf(id))))
                .toList()
                .reversed();
    }

    @Override
    public List<LedgerTrade> trades(TradeFilter filter) {
        StandingTrades trades = new StandingTrades();
        read(1, event -> {
            trades.apply(event);
            return true;
        });
        return trades.find(filter);
    }

    private static boolean matches(OrderFilter filter, @Nullable Order order) {
        return order != null && (filter.statuses().isEmpty() || filter.statuses().contains(order.ordStatus()));
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
