package dev.fixway.persistence.sql;

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

/// Finds events by what they say, oldest first, a block of events at a time: blocks that cannot have one are not read.
final class EventQuery {
    private static final int BLOCKS_AT_ONCE = 1_000;

    private final QueryDatabase database;
    private final Connection connection;
    private final EventFilter filter;

    EventQuery(QueryDatabase database, Connection connection, EventFilter filter) {
        this.database = database;
        this.connection = connection;
        this.filter = filter;
    }

    /// Shows the visitor every event that matches behind `afterSeq`, up to `headSeq`, until it says false.
    void visit(long afterSeq, long headSeq, Predicate<LedgerEvent> visitor) throws SQLException {
        List<Object> values = new ArrayList<>();
        String rowsSql = rowsSql(values);
        try (PreparedStatement ofBlocks = connection.prepareStatement(blocksSql());
                PreparedStatement ofRows = connection.prepareStatement(rowsSql)) {
            for (int i = 0; i < values.size(); i++) {
                ofRows.setObject(i + 3, values.get(i));
            }
            long from = EventBlocks.of(afterSeq + 1);
            List<Long> blocks = blocks(ofBlocks, from, headSeq);
            while (!blocks.isEmpty()) {
                for (long block : blocks) {
                    long first = Math.max(afterSeq + 1, EventBlocks.firstSeq(block));
                    long last = Math.min(headSeq, EventBlocks.firstSeq(block + 1) - 1);
                    if (!rows(ofRows, first, last, visitor)) {
                        return;
                    }
                }
                boolean isLast = blocks.size() < BLOCKS_AT_ONCE;
                blocks = isLast ? List.of() : blocks(ofBlocks, blocks.getLast() + 1, headSeq);
            }
        }
    }

    /// Blocks that can have a match; the values are first and last block, `from`, `to`, the hashes, the limit.
    String blocksSql() {
        StringBuilder sql = new StringBuilder("SELECT b.block FROM event_block b WHERE b.block >= ? AND b.block <= ?"
                + " AND b.last_event >= ? AND b.first_event <= ?");
        for (Set<Long> alternatives : EventBlocks.wanted(filter)) {
            sql.append(" AND EXISTS (SELECT 1 FROM block_value v WHERE v.block = b.block AND v.value_hash IN (")
                    .append(questionMarks(alternatives.size()))
                    .append("))");
        }
        return sql.append(" ORDER BY b.block LIMIT ?").toString();
    }

    private List<Long> blocks(PreparedStatement select, long from, long headSeq) throws SQLException {
        int at = 1;
        select.setLong(at++, from);
        select.setLong(at++, EventBlocks.of(headSeq));
        select.setLong(at++, filter.from() == null ? Long.MIN_VALUE : EventTimes.nanos(filter.from()));
        select.setLong(at++, filter.to() == null ? Long.MAX_VALUE : EventTimes.nanos(filter.to()));
        for (Set<Long> alternatives : EventBlocks.wanted(filter)) {
            for (long value : alternatives) {
                select.setLong(at++, value);
            }
        }
        select.setInt(at, BLOCKS_AT_ONCE);
        try (ResultSet rows = select.executeQuery()) {
            List<Long> blocks = new ArrayList<>();
            while (rows.next()) {
                blocks.add(rows.getLong(1));
            }
            return blocks;
        }
    }

    /// Events of a range of sequences that have the values that have columns; those follow the two sequences.
    private String rowsSql(List<Object> values) {
        String payloads = database.payloads();
        StringBuilder sql = new StringBuilder(database.hasOwnPayload()
                ? "SELECT e.payload FROM event e"
                : "SELECT p.payload FROM event e JOIN " + payloads + " p ON p.seq = e.seq");
        sql.append(" WHERE e.seq >= ? AND e.seq <= ?");
        and(sql, "e.account", filter.account() == null ? List.of() : List.of(filter.account()), values);
        and(sql, "e.symbol", filter.symbol() == null ? List.of() : List.of(filter.symbol()), values);
        and(sql, "e.provider", filter.provider() == null ? List.of() : List.of(filter.provider()), values);
        and(sql, "e.event_type", filter.types().stream().map(EventType::name).toList(), values);
        return sql.append(" ORDER BY e.seq").toString();
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
