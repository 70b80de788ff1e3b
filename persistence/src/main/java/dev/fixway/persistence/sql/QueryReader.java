package dev.fixway.persistence.sql;

import dev.fixway.engine.domain.ClOrdId;
import dev.fixway.engine.domain.OrderId;
import dev.fixway.engine.ledger.CanonicalBytes;
import dev.fixway.engine.ledger.LedgerEvent;
import dev.fixway.engine.ledger.LedgerException;
import dev.fixway.engine.ledger.LedgerField;
import dev.fixway.engine.ledger.LedgerReader;
import dev.fixway.engine.ledger.LedgerTrade;
import dev.fixway.engine.ledger.OrderFilter;
import dev.fixway.engine.ledger.SessionMark;
import dev.fixway.engine.ledger.TradeFilter;
import dev.fixway.persistence.journal.ClOrdIdUse;
import dev.fixway.persistence.journal.CommittedGroups;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;

/// Answers from the database, at the head of the journal when the question came. Any thread.
public final class QueryReader implements LedgerReader {
    private final QueryDatabase database;
    private final Progress progress;
    private final CommittedGroups groups;
    private final LedgerReader ofJournal;
    private final Duration mostWait;

    QueryReader(QueryDatabase database, Progress progress, CommittedGroups groups, LedgerReader ofJournal,
            Duration mostWait) {
        this.database = database;
        this.progress = progress;
        this.groups = groups;
        this.ofJournal = ofJournal;
        this.mostWait = mostWait;
    }

    /// A question that has the database at the head.
    @FunctionalInterface
    private interface Question<T> {
        T ask(Connection connection) throws SQLException;
    }

    private <T> T ask(Question<T> question) {
        progress.await(groups.headSeq(), mostWait);
        try (Connection connection = database.connection()) {
            connection.setAutoCommit(true);
            return question.ask(connection);
        } catch (SQLException e) {
            throw new LedgerException("the query database cannot be read", e);
        }
    }

    @Override
    public void read(long fromSeq, Predicate<LedgerEvent> visitor) {
        ofJournal.read(fromSeq, visitor);
    }

    @Override
    public List<SessionMark> marksSince(String session, long cursor) {
        return ofJournal.marksSince(session, cursor);
    }

    @Override
    public List<LedgerEvent> eventsOf(OrderId orderId) {
        return ask(connection -> eventsOf(connection, orderId));
    }

    private List<LedgerEvent> eventsOf(Connection connection, OrderId orderId) throws SQLException {
        return events(connection, seqsOf(connection, orderId.number()),
                event -> orderId.value().equals(event.get(LedgerField.ORDER_ID)));
    }

    @Override
    public List<LedgerEvent> eventsByClOrdId(String party, ClOrdId clOrdId) {
        return ask(connection -> events(connection, seqsOfKey(connection, KeyHash.of(clOrdId.value())),
                event -> ClOrdIdUse.matches(event, party, clOrdId.value())));
    }

    /// Sequence of the last committed event, when the question comes; questions up to there get the same answer later.
    public long headSeq() {
        return groups.headSeq();
    }

    /// Shows the visitor every event that matches, oldest first, until it says false. With an id: all events of the
    /// orders that it leads to, and those without an order that carry it.
    ///
    /// - `afterSeq`: only what stands behind it
    /// - `headSeq`: what stands behind it does not exist for the question
    public void visit(EventFilter filter, long afterSeq, long headSeq, Predicate<LedgerEvent> visitor) {
        ask(connection -> {
            String id = filter.id();
            if (id == null) {
                new EventQuery(database, connection, filter).visit(afterSeq, headSeq, visitor);
                return headSeq;
            }
            try (IdQuery query = new IdQuery(database, connection, headSeq)) {
                query.visit(id, afterSeq, event -> !filter.matches(event) || visitor.test(event));
                return headSeq;
            }
        });
    }

    /// Shows the visitor every event that matches, the newest first, until it says false. Not with an id.
    ///
    /// - `headSeq`: as in [#visit]
    public void visitNewestFirst(EventFilter filter, long headSeq, Predicate<LedgerEvent> visitor) {
        if (filter.id() != null) {
            throw new IllegalArgumentException("what an id leads to comes oldest first");
        }
        ask(connection -> {
            new EventQuery(database, connection, filter).visitNewestFirst(headSeq, visitor);
            return headSeq;
        });
    }

    /// Shows the visitor every order that matches as it stood, in the order of their entry, until it says false.
    ///
    /// - `afterOrder`: only orders with a number above it
    /// - `headSeq`: as in [#visit]
    public void visitStates(StateFilter filter, long afterOrder, long headSeq, Predicate<OrderAsOf> visitor) {
        ask(connection -> {
            StateQuery query = new StateQuery(database, connection);
            query.visit(filter, afterOrder, query.seqAsOf(filter.asOf(), headSeq), visitor);
            return headSeq;
        });
    }

    /// All events of the orders that an id leads to, and those without an order that carry it, oldest first.
    ///
    /// - `id`: OrderID(37), ExecID(17), a route id, a ClOrdID(11) of an order or request, an id of the venue
    public List<LedgerEvent> eventsByAnyId(String id) {
        List<LedgerEvent> events = new ArrayList<>();
        visit(EventFilter.ofId(id), 0, headSeq(), events::add);
        return events;
    }

    @Override
    public List<OrderId> find(OrderFilter filter) {
        return ask(connection -> new OrderQuery(database, connection, filter).find(groups.headSeq()));
    }

    @Override
    public List<LedgerTrade> trades(TradeFilter filter) {
        return ask(connection -> {
            OrderId orderId = filter.orderId();
            return orderId == null
                    ? new TradeQuery(connection, seqs -> events(connection, seqs, _ -> true), filter)
                            .find(TradeQuery.sql(database))
                    : TradeQuery.find(eventsOf(connection, orderId), filter);
        });
    }

    /// Sequences of the events that a key leads to, through its orders and without.
    private static SortedSet<Long> seqsOfKey(Connection connection, long key) throws SQLException {
        SortedSet<Long> seqs = new TreeSet<>(numbers(connection, "SELECT seq FROM id_event WHERE id_hash = ?", key));
        for (long order : KeyBlocks.orders(connection, key)) {
            seqs.addAll(seqsOf(connection, order));
        }
        return seqs;
    }

    private static SortedSet<Long> seqsOf(Connection connection, long order) throws SQLException {
        return new TreeSet<>(numbers(connection, "SELECT seq FROM order_event WHERE order_number = ?", order));
    }

    private static List<Long> numbers(Connection connection, String sql, long key) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setLong(1, key);
            try (ResultSet rows = select.executeQuery()) {
                List<Long> numbers = new ArrayList<>();
                while (rows.next()) {
                    numbers.add(rows.getLong(1));
                }
                return numbers;
            }
        }
    }

    private List<LedgerEvent> events(Connection connection, SortedSet<Long> seqs,
            Predicate<LedgerEvent> condition)
            throws SQLException {
        List<LedgerEvent> events = new ArrayList<>(seqs.size());
        try (PreparedStatement select = connection
                .prepareStatement("SELECT payload FROM " + database.payloads() + " WHERE seq = ?")) {
            for (long seq : seqs) {
                select.setLong(1, seq);
                try (ResultSet rows = select.executeQuery()) {
                    if (!rows.next()) {
                        throw new LedgerException("the query database lacks event " + seq);
                    }
                    LedgerEvent event = CanonicalBytes.read(rows.getBytes(1));
                    if (condition.test(event)) {
                        events.add(event);
                    }
                }
            }
        }
        return events;
    }
}
