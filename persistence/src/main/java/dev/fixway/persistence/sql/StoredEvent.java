package dev.fixway.persistence.sql;

import dev.fixway.engine.domain.OrderId;
import dev.fixway.engine.ledger.CanonicalBytes;
import dev.fixway.engine.ledger.LedgerEvent;
import dev.fixway.engine.ledger.LedgerField;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// An event with what the journal holds about it.
@SuppressWarnings("ArrayRecordComponent") // Never compared, never changed: bytes on their way from a file to a table.
record StoredEvent(LedgerEvent event, byte[] canonical, byte[] previousHash, byte[] hash) {
    /// Number of an event that belongs to no order.
    static final long NO_ORDER = -1;

    private static final List<LedgerField> IDS = List.of(LedgerField.CL_ORD_ID, LedgerField.ORIG_CL_ORD_ID,
            LedgerField.PROVIDER_ORDER_ID, LedgerField.ROUTE_PROVIDER_ORDER_ID, LedgerField.SECONDARY_EXEC_ID);
    /// Ids that name their order themselves when there is one.
    private static final List<LedgerField> OWN_IDS = List.of(LedgerField.ORDER_ID, LedgerField.EXEC_ID,
            LedgerField.PROVIDER_CLIENT_ID);

    static StoredEvent of(byte[] canonical, byte[] previousHash, byte[] hash) {
        return new StoredEvent(CanonicalBytes.read(canonical), canonical, previousHash, hash);
    }

    /// Number of the order; [#NO_ORDER] for none.
    long orderNumber() {
        String orderId = event.get(LedgerField.ORDER_ID);
        return orderId != null && OrderId.isOrderId(orderId) ? new OrderId(orderId).number() : NO_ORDER;
    }

    /// Hashes of the ids by which the event, or its order, is found.
    Set<Long> keys() {
        List<String> ids = new ArrayList<>();
        IDS.forEach(field -> add(ids, event.get(field)));
        if (orderNumber() == NO_ORDER) {
            OWN_IDS.forEach(field -> add(ids, event.get(field)));
        }
        Set<Long> keys = new HashSet<>();
        ids.forEach(id -> keys.add(KeyHash.of(id)));
        return keys;
    }

    private static void add(List<String> ids, @org.jspecify.annotations.Nullable String id) {
        if (id != null && !id.isEmpty()) {
            ids.add(id);
        }
    }
}
