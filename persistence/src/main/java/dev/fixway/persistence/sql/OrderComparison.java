package dev.fixway.persistence.sql;

import dev.fixway.engine.domain.OrdStatus;
import dev.fixway.engine.ledger.CanonicalBytes;
import dev.fixway.engine.ledger.LedgerEvent;
import dev.fixway.persistence.journal.OrderRow;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Holds the projection of orders and the ways to them against the events of each order, one order after the other.
final class OrderComparison {
    private static final byte[] NO_HASH = {};

    private final QueryDatabase database;
    private long orders;
    private long keys;
    private long number = StoredEvent.NO_ORDER;
    private long firstSeq;
    private long badSeq;
    private @Nullable OrderRow row;
    private final Set<Key> keysOfOrder = new HashSet<>();
    /// Blocks that begin orders which have ended so.
    private final Map<OrdStatus, BitSet> endings = new EnumMap<>(OrdStatus.class);

    private record Key(long block, long hash) {}

    OrderComparison(QueryDatabase database) {
        this.database = database;
    }

    /// What differs; null when nothing does. The tables `event` and `order_event` are already proven.
    @Nullable
    String fault(Connection connection) throws SQLException {
        String sql = "SELECT k.order_number, e.payload, k.seq FROM order_event k JOIN " + database.payloads()
                + " e ON e.seq = k.seq ORDER BY k.order_number, k.seq";
        try (PreparedStatement projected = connection.prepareStatement(OrderWriter.SELECT_ROW);
                PreparedStatement select = connection.prepareStatement(sql);
                ResultSet rows = DatabaseComparison.stream(select)) {
            String fault = null;
            while (fault == null && rows.next()) {
                if (rows.getLong(1) != number) {
                    fault = finish(projected);
                    number = rows.getLong(1);
                    firstSeq = fault == null ? rows.getLong(3) : firstSeq;
                }
                fold(rows.getBytes(2), KeyBlocks.of(rows.getLong(3)));
            }
            fault = fault == null ? finish(projected) : fault;
            return fault == null ? leftOver(connection) : fault;
        }
    }

    /// First event of the order whose row differs; 0 when what differs is no order's row.
    long badSeq() {
        return badSeq;
    }

    private void fold(byte[] payload, long block) {
        LedgerEvent event = CanonicalBytes.read(payload);
        for (long key : new StoredEvent(event, payload, NO_HASH, NO_HASH).keys()) {
            keysOfOrder.add(new Key(block, key));
        }
        if (OrderRow.concerns(event)) {
            row = OrderRow.after(row, event);
            addEnding(row);
        }
    }

    private void addEnding(@Nullable OrderRow after) {
        if (after != null && OrderRow.isTerminal(after.status())) {
            endings.computeIfAbsent(after.status(), _ -> new BitSet())
                    .set(Math.toIntExact(EventBlocks.of(after.firstSeq())));
        }
    }

    private @Nullable String finish(PreparedStatement projected) throws SQLException {
        OrderRow expected = row;
        keysOfOrder.forEach(key -> keys += KeyBlocks.sum(key.block(), key.hash(), number));
        keysOfOrder.clear();
        row = null;
        if (expected == null) {
            return null;
        }
        orders++;
        boolean isEqual = expected.equals(OrderWriter.row(database, projected, number));
        badSeq = isEqual ? 0 : firstSeq;
        return isEqual ? null : "the row of order " + expected.orderId() + " differs from its events";
    }

    private @Nullable String leftOver(Connection connection) throws SQLException {
        if (keysStored(connection) != keys) {
            return "table id_order differs from the journal";
        }
        if (DatabaseComparison.sum(connection, "SELECT value_hash, block FROM block_ending") != endingsExpected()) {
            return "table block_ending differs from the journal";
        }
        try (PreparedStatement select = connection.prepareStatement("SELECT COUNT(*) FROM orders");
                ResultSet rows = select.executeQuery()) {
            return rows.next() && rows.getLong(1) == orders ? null : "table orders has rows without events";
        }
    }

    private long endingsExpected() {
        return endings.entrySet()
                .stream()
                .flatMapToLong(ending -> ending.getValue()
                        .stream()
                        .mapToLong(block -> KeyHash.of(EventBlocks.ending(ending.getKey()), block)))
                .sum();
    }

    private static long keysStored(Connection connection) throws SQLException {
        try (PreparedStatement select = connection
                .prepareStatement("SELECT block, id_hash, order_number FROM id_order");
                ResultSet rows = DatabaseComparison.stream(select)) {
            long sum = 0;
            while (rows.next()) {
                sum += KeyBlocks.sum(rows.getLong(1), rows.getLong(2), rows.getLong(3));
            }
            return sum;
        }
    }
}
