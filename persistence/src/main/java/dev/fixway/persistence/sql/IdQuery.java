package dev.fixway.persistence.sql;

import dev.fixway.engine.domain.OrderId;
import dev.fixway.engine.ledger.CanonicalBytes;
import dev.fixway.engine.ledger.LedgerEvent;
import dev.fixway.engine.ledger.LedgerException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.LongStream;

/// Finds orders, and events without an order, by an id, as of a position of the ledger. Holds one number for each event
/// of the orders that are found, and one event.
final class IdQuery implements AutoCloseable {
    private final Connection connection;
    private final PreparedStatement payload;
    private final long headSeq;

    IdQuery(QueryDatabase database, Connection connection, long headSeq) throws SQLException {
        this.connection = connection;
        this.headSeq = headSeq;
        payload = connection.prepareStatement("SELECT payload FROM " + database.payloads() + " WHERE seq = ?");
    }

    /// Shows the visitor the events that an id leads to behind a sequence, oldest first, until it says false.
    void visit(String id, long afterSeq, Predicate<LedgerEvent> visitor) throws SQLException {
        LongStream.Builder seqs = LongStream.builder();
        for (long order : orders(id)) {
            Arrays.stream(seqsOf(order)).forEach(seqs);
        }
        for (long seq : numbers("SELECT seq FROM id_event WHERE id_hash = ? AND seq <= ?", KeyHash.of(id))) {
            if (OrderIds.carries(event(seq), id)) {
                seqs.accept(seq);
            }
        }
        for (long seq : seqs.build().filter(seq -> seq > afterSeq).sorted().toArray()) {
            if (!visitor.test(event(seq))) {
                return;
            }
        }
    }

    /// Numbers of the orders that really have the id, in their order.
    NavigableSet<Long> orders(String id) throws SQLException {
        NavigableSet<Long> orders = new TreeSet<>();
        if (OrderIds.isOfOrder(id)) {
            OrderId orderId = new OrderId(id.substring(0, OrderIds.LENGTH));
            long[] seqs = seqsOf(orderId.number());
            if (seqs.length > 0 && OrderIds.carries(event(seqs[0]), orderId.value())) {
                orders.add(orderId.number());
            }
        }
        for (long order : KeyBlocks.orders(connection, KeyHash.of(id))) {
            if (!orders.contains(order) && hasId(order, id)) {
                orders.add(order);
            }
        }
        return orders;
    }

    private boolean hasId(long order, String id) throws SQLException {
        for (long seq : seqsOf(order)) {
            if (OrderIds.carries(event(seq), id)) {
                return true;
            }
        }
        return false;
    }

    /// Sequences of an order's events.
    long[] seqsOf(long order) throws SQLException {
        return numbers("SELECT seq FROM order_event WHERE order_number = ? AND seq <= ? ORDER BY seq", order);
    }

    private long[] numbers(String sql, long key) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setLong(1, key);
            select.setLong(2, headSeq);
            try (ResultSet rows = select.executeQuery()) {
                LongStream.Builder numbers = LongStream.builder();
                while (rows.next()) {
                    numbers.accept(rows.getLong(1));
                }
                return numbers.build().toArray();
            }
        }
    }

    LedgerEvent event(long seq) throws SQLException {
        payload.setLong(1, seq);
        try (ResultSet rows = payload.executeQuery()) {
            if (!rows.next()) {
                throw new LedgerException("the query database lacks event " + seq);
            }
            return CanonicalBytes.read(rows.getBytes(1));
        }
    }

    @Override
    public void close() throws SQLException {
        payload.close();
    }
}
