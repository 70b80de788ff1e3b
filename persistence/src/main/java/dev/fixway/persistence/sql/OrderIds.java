package dev.fixway.persistence.sql;

import dev.fixway.engine.domain.OrderId;
import dev.fixway.engine.ledger.LedgerEvent;
import dev.fixway.engine.ledger.LedgerField;
import java.util.List;
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

    /// Whether one of the ids of an event is this one.
    static boolean carries(LedgerEvent event, String id) {
        return IDS.stream().anyMatch(field -> id.equals(event.get(field)));
    }
}
