package dev.fixway.bridge.stream;

import dev.fixway.engine.domain.Order;
import dev.fixway.engine.domain.OrderId;
import dev.fixway.engine.ledger.EventCodec;
import dev.fixway.engine.ledger.LedgerEvent;
import dev.fixway.engine.ledger.LedgerField;
import dev.fixway.engine.ledger.LedgerReader;
import dev.fixway.engine.order.CommittedFeed.Committed;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Tells of each event of the ledger, read from any point on, how its order was right behind it. Owned by one virtual
/// thread; an order that began before is read once.
final class OrderHistory {
    private static final int KEPT_MAX = 10_000;

    private final LedgerReader ledger;
    private final Map<String, Order> orders = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Order> eldest) {
            return size() > KEPT_MAX;
        }
    };

    OrderHistory(LedgerReader ledger) {
        this.ledger = ledger;
    }

    /// The next event, with the order behind it.
    Committed next(LedgerEvent row) {
        String orderId = row.get(LedgerField.ORDER_ID);
        if (orderId == null || EventCodec.read(row) == null) {
            return new Committed(row, null);
        }
        Order after = EventCodec.fold(before(orderId, row), row);
        if (after != null && !after.isTerminal()) {
            orders.put(orderId, after);
        } else {
            orders.remove(orderId);
        }
        return new Committed(row, after);
    }

    private @Nullable Order before(String orderId, LedgerEvent row) {
        Order known = orders.get(orderId);
        boolean isFirst = switch (row.type()) {
            case ORDER_RECEIVED, ORDER_ADOPTED -> true;
            default -> false;
        };
        if (known != null || isFirst) {
            return known;
        }
        return EventCodec.fold(
                ledger.eventsOf(new OrderId(orderId)).stream().filter(event -> event.seq() < row.seq()).toList());
    }
}
