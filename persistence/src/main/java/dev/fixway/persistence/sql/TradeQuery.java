package dev.fixway.persistence.sql;

import dev.fixway.engine.domain.OrderId;
import dev.fixway.engine.ledger.LedgerEvent;
import dev.fixway.engine.ledger.LedgerField;
import dev.fixway.engine.ledger.LedgerTrade;
import dev.fixway.engine.ledger.StandingTrades;
import dev.fixway.engine.ledger.TradeFilter;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/// Lists executions from the key table, the newest first, a page at a time until enough of them match.
final class TradeQuery {
    private static final int PAGE_MAX = 1_000;
    /// Executions that were taken back leave gaps; with a few more one page mostly does.
    private static final int SPARE = 8;

    private final Connection connection;
    private final Events events;
    private final TradeFilter filter;

    /// Reads events by their sequences.
    @FunctionalInterface
    interface Events {
        List<LedgerEvent> read(SortedSet<Long> seqs) throws SQLException;
    }

    private record Place(long traded, long seq) {}

    TradeQuery(Connection connection, Events events, TradeFilter filter) {
        this.connection = connection;
        this.events = events;
        this.filter = filter;
    }

    /// What the question is when it is not about one order; the values are key, first and last time, last time again,
    /// sequence, limit.
    static String sql(QueryDatabase database) {
        return "SELECT traded, seq FROM trade" + database.byIndex("trade_by_key")
                + " WHERE key_hash = ? AND traded >= ? AND traded <= ? AND (traded < ? OR seq < ?)"
                + " ORDER BY key_hash, traded DESC, seq DESC LIMIT ?";
    }

    /// Those of one order, whose events are given.
    static List<LedgerTrade> find(List<LedgerEvent> ofOrder, TradeFilter filter) {
        StandingTrades trades = new StandingTrades();
        ofOrder.forEach(trades::apply);
        return trades.find(filter);
    }

    List<LedgerTrade> find(String sql) throws SQLException {
        List<LedgerTrade> found = new ArrayList<>();
        Place before = new Place(filter.until() == null ? Long.MAX_VALUE : EventTimes.nanos(filter.until()),
                filter.until() == null ? Long.MAX_VALUE : 0);
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            boolean goesOn = filter.limit() > 0;
            while (goesOn) {
                int most = Math.min(PAGE_MAX, filter.limit() - found.size() + SPARE);
                List<Place> page = page(select, before, most);
                found.addAll(standing(page));
                goesOn = page.size() == most && found.size() < filter.limit();
                before = page.isEmpty() ? before : page.getLast();
            }
        }
        return found.size() <= filter.limit() ? found : List.copyOf(found.subList(0, filter.limit()));
    }

    private List<Place> page(PreparedStatement select, Place before, int most) throws SQLException {
        select.setLong(1, TradeKeys.key(filter.account().value(), filter.symbol()));
        select.setLong(2, filter.since() == null ? Long.MIN_VALUE : EventTimes.nanos(filter.since()));
        select.setLong(3, before.traded());
        select.setLong(4, before.traded());
        select.setLong(5, before.seq());
        select.setInt(6, most);
        try (ResultSet rows = select.executeQuery()) {
            List<Place> page = new ArrayList<>();
            while (rows.next()) {
                page.add(new Place(rows.getLong(1), rows.getLong(2)));
            }
            return page;
        }
    }

    private List<LedgerTrade> standing(Collection<Place> page) throws SQLException {
        SortedSet<Long> seqs = new TreeSet<>();
        page.forEach(place -> seqs.add(place.seq()));
        StandingTrades trades = new StandingTrades();
        Set<Long> orders = new LinkedHashSet<>();
        for (LedgerEvent event : events.read(seqs)) {
            trades.apply(event);
            orders.add(new OrderId(event.text(LedgerField.ORDER_ID)).number());
        }
        for (LedgerEvent change : events.read(changes(orders))) {
            trades.apply(change);
        }
        return trades.find(new TradeFilter(filter.account(), null, filter.symbol(), filter.since(), filter.until(),
                Integer.MAX_VALUE));
    }

    private SortedSet<Long> changes(Set<Long> orders) throws SQLException {
        SortedSet<Long> seqs = new TreeSet<>();
        try (PreparedStatement select = connection.prepareStatement("SELECT seq FROM trade WHERE key_hash = ?")) {
            for (long order : orders) {
                select.setLong(1, TradeKeys.changes(order));
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        seqs.add(rows.getLong(1));
                    }
                }
            }
        }
        return seqs;
    }
}
