package dev.fixway.persistence.sql;

import dev.fixway.engine.domain.OrderId;
import dev.fixway.engine.ledger.LedgerEvent;
import dev.fixway.engine.ledger.LedgerField;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/// Which orders an id means: ids of ours begin with their OrderID(37), the others stand in the events.
final class OrderIds {
    static final int LENGTH = OrderId.INSTALLATION_LENGTH + OrderId.NUMBER_LENGTH;
    private static final Pattern OF_ORDER = Pattern.compile("(?:[.-][a-z]?[0-9]+)?");
    private static final List<LedgerField> IDS = List.of(LedgerField.ORDER_ID, LedgerField.CL_ORD_ID,
            LedgerField.ORIG_CL_ORD_ID, LedgerField.PROVIDER_CLIENT_ID, LedgerField.PROVIDER_ORDER_ID,
            LedgerField.EXEC_ID,
            LedgerField.SECONDARY_EXEC_ID, LedgerField.ROUTE_PROVIDER_ORDER_ID);

    private OrderIds() {}

    /// Whether this is an OrderID, or an ExecID, a route id or a request id made of one.
    static boolean isOfOrder(String id) {
        return id.length() >= LENGTH && OrderId.isOrderId(id.substring(0, LENGTH))
                && OF_ORDER.matcher(id.substring(LENGTH)).matches();
    }

    /// Of events that a hash led to: all of the orders that really have the id, and the others that carry it.
    static List<LedgerEvent> ledTo(String id, List<LedgerEvent> events) {
        Set<String> orders = new HashSet<>();
        if (isOfOrder(id)) {
            orders.add(id.substring(0, LENGTH));
        }
        for (LedgerEvent event : events) {
            String order = event.get(LedgerField.ORDER_ID);
            if (order != null && carries(event, id)) {
                orders.add(order);
            }
        }
        return events.stream()
                .filter(event -> carries(event, id)
                        || orders.contains(Objects.requireNonNullElse(event.get(LedgerField.ORDER_ID), "")))
                .toList();
    }

    /// Whether one of the ids of an event is this one.
    static boolean carries(LedgerEvent event, String id) {
        return IDS.stream().anyMatch(field -> id.equals(event.get(field)));
    }
}
