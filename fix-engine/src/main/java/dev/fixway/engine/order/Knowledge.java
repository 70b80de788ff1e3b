package dev.fixway.engine.order;

import dev.fixway.engine.domain.ClOrdId;
import dev.fixway.engine.domain.Order;
import dev.fixway.engine.domain.OrderId;
import dev.fixway.engine.ledger.LedgerEvent;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What was read from the ledger for a parked command. Belongs to the command, so to the `orders` thread.
final class Knowledge {
    private final Map<OrderId, Loaded> orders = new HashMap<>();
    private final Map<ClOrdId, Loaded> ids = new HashMap<>();
    private final Instant since;
    private boolean isPriced;
    private long behind = -1;

    /// - `since`: when the command came, for the time limit of parking
    Knowledge(Instant since) {
        this.since = since;
    }

    /// What a read found.
    ///
    /// - `rows`: events that used the id, oldest first; empty when an order was read
    /// - `order`: the order itself; null when there is none
    /// - `failure`: why the ledger could not be read; empty when it was
    record Loaded(List<LedgerEvent> rows, @Nullable Order order, String failure) {
        Loaded {
            rows = List.copyOf(rows);
        }
    }

    Instant since() {
        return since;
    }

    /// The price of its symbol was asked for, whether or not one came; its message is counted.
    void priced() {
        isPriced = true;
    }

    boolean isPriced() {
        return isPriced;
    }

    /// Remembers that it comes behind what waited for prices until then; the first time counts.
    ///
    /// - `last`: number of the last one that waits
    long behind(long last) {
        behind = behind < 0 ? last : behind;
        return behind;
    }

    void put(OrderId orderId, Loaded loaded) {
        orders.put(orderId, loaded);
    }

    void put(ClOrdId clOrdId, Loaded loaded) {
        ids.put(clOrdId, loaded);
    }

    @Nullable
    Loaded of(OrderId orderId) {
        return orders.get(orderId);
    }

    @Nullable
    Loaded of(ClOrdId clOrdId) {
        return ids.get(clOrdId);
    }
}
