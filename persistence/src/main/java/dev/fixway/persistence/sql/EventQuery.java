package dev.fixway.persistence.sql;

import dev.fixway.engine.domain.OrdStatus;
import dev.fixway.engine.ledger.CanonicalBytes;
import dev.fixway.engine.ledger.EventType;
import dev.fixway.engine.ledger.LedgerEvent;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/// Finds events by what they say, a block of events at a time, oldest or newest first: blocks that cannot have one are
/// not read, nor is any behind the last event that was wanted.
final class EventQuery {
    private final QueryDatabase database;
    private final Connection connection;
    private final EventFilter filter;
    private final Set<OrdStatus> endings;
    private long blocksAsked;
    private long eventsRead;

    EventQuery(QueryDatabase database, Connection connection, EventFilter filter) {
        this(database, connection, filter, Set.of());
    }

    /// - `endings`: unless it is empty, only events of blocks that begin an order which has ended so
    EventQuery(QueryDatabase database, Connection connection, EventFilter filter, Set<OrdStatus> endings) {
        this.database = database;
        this.connection = connection;
        this.filter = filter;
        this.endings = endings;
    }

    /// Shows the visitor every event that matches behind `afterSeq`, up to `headSeq`, until it says false.
    void visit(long afterSeq, long headSeq, Predicate<LedgerEvent> visitor) throws SQLException {
        visit(afterSeq, headSeq, false, visitor);
    }

    /// Shows the visitor every event that matches up to `headSeq`, the newest first, until it says false.
    void visitNewestFirst(long headSeq, Predicate<LedgerEvent> visitor) throws SQLException {
        visit(0, headSeq, true, visitor);
    }

    private void visit(long afterSeq, long headSeq, boolean isNewestFirst, Predicate<LedgerEvent> visitor)
            throws SQLException {
        List<Object> values = new ArrayList<>();
        String rowsSql = rowsSql(isNewestFirst, values);
        try (BlockSearch blocks = new BlockSearch(connection, filter, EventBlocks.of(afterSeq + 1),
                EventBlocks.of(headSeq), isNewestFirst);
                PreparedStatement ofRows = connection.prepareStatement(rowsSql)) {
            if (!endings.isEmpty()) {
                blocks.alsoEnding(endings);
            }
            for (int i = 0; i < values.size(); i++) {
                ofRows.setObject(i + 3, values.get(i));
            }
            boolean goesOn = true;
            for (long block = blocks.next(); goesOn && block >= 0; block = goesOn ? blocks.next() : -1) {
                long first = Math.max(afterSeq + 1, EventBlocks.firstSeq(block));
                long last = Math.min(headSeq, EventBlocks.firstSeq(block + 1) - 1);
                goesOn = rows(ofRows, first, last, visitor);
            }
            blocksAsked = blocks.blocksAsked();
        }
    }

    /// What the last visit cost: blocks that the tables of blocks were asked about, and events that were read.
    record Cost(long blocksAsked, long eventsRead) {}

    Cost cost() {
        return new Cost(blocksAsked, eventsRead);
    }

    /// Events of a range of sequences that have the values that have columns; those follow the two sequences.
    private String rowsSql(boolean isNewestFirst, List<Object> values) {
        String payloads = database.payloads();
        StringBuilder sql = new StringBuilder(database.hasOwnPayload()
                ? "SELECT e.payload FROM event e"
                : "SELECT p.payload FROM event e JOIN " + payloads + " p ON p.seq = e.seq");
        sql.append(" WHERE e.seq >= ? AND e.seq <= ?");
        and(sql, "e.account", filter.account() == null ? List.of() : List.of(filter.account()), values);
        and(sql, "e.symbol", filter.symbol() == null ? List.of() : List.of(filter.symbol()), values);
        and(sql, "e.provider", filter.provider() == null ? List.of() : List.of(filter.provider()), values);
        and(sql, "e.event_type", filter.types().stream().map(EventType::name).toList(), values);
        return sql.append(isNewestFirst ? " ORDER BY e.seq DESC" : " ORDER BY e.seq").toString();
    }

    private void and(StringBuilder sql, String column, Collection<String> alternatives, List<Object> values) {
        if (!alternatives.isEmpty()) {
            sql.append(" AND ").append(column).append(" IN (").append(questionMarks(alternatives.size())).append(')');
            alternatives.forEach(value -> values.add(database.text(value)));
        }
    }

    private boolean rows(PreparedStatement select, long first, long last, Predicate<LedgerEvent> visitor)
            throws SQLException {
        select.setLong(1, first);
        select.setLong(2, last);
        try (ResultSet rows = select.executeQuery()) {
            boolean goesOn = true;
            while (goesOn && rows.next()) {
                eventsRead++;
                LedgerEvent event = CanonicalBytes.read(rows.getBytes(1));
                goesOn = !filter.matches(event) || visitor.test(event);
            }
            return goesOn;
        }
    }

    private static String questionMarks(int count) {
        return String.join(", ", Collections.nCopies(count, "?"));
    }
}
