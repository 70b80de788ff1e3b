package dev.fixway.persistence.journal;

import dev.fixway.engine.domain.OrderId;
import dev.fixway.engine.ledger.LedgerEvent;
import dev.fixway.engine.ledger.LedgerField;
import dev.fixway.engine.ledger.OrderFilter;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The orders that events make. Not shared between threads.
final class OrderRows {
    private final Map<String, OrderRow> rows = new HashMap<>();

    void apply(LedgerEvent event) {
        if (OrderRow.concerns(event)) {
            rows.compute(event.text(LedgerField.ORDER_ID), (_, row) -> OrderRow.after(row, event));
        }
    }

    /// Newest first.
    List<OrderId> find(OrderFilter filter) {
        return rows.values()
                .stream()
                .filter(row -> row.matches(filter))
                .map(OrderRow::orderId)
                .sorted(Comparator.reverseOrder())
                .limit(filter.limit())
                .toList();
    }
}
