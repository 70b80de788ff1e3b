package dev.fixway.providers.alpaca;

import dev.fixway.engine.domain.RouteId;
import dev.fixway.engine.domain.VenueOrderId;
import dev.fixway.engine.provider.EmergencyDesk;
import dev.fixway.engine.provider.Outcome;
import dev.fixway.engine.provider.VenueOrder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// Cancels everything by one request, which takes one of the budget however many orders there are, and one by one what
/// that one did not take.
///
/// - `single`: lists and cancels one order
/// - `all`: asks for every cancel at once; the status of each order by its id, of those that the answer names
record AlpacaEmergency(EmergencyDesk single, Supplier<Map<String, Integer>> all) implements EmergencyDesk {

    @Override
    public String platform() {
        return single.platform();
    }

    @Override
    public List<VenueOrder> openOrders() {
        return single.openOrders();
    }

    @Override
    public Outcome cancel(VenueOrder order) {
        return single.cancel(order);
    }

    @Override
    public Map<VenueOrderId, Outcome> cancelAll(List<VenueOrder> orders) {
        Map<String, Integer> statuses = all.get();
        Map<VenueOrderId, Outcome> outcomes = new LinkedHashMap<>();
        for (VenueOrder order : orders) {
            int status = statuses.getOrDefault(order.venueOrderId().value(), 0);
            boolean isTaken = status >= 200 && status < 300;
            outcomes.put(order.venueOrderId(), isTaken ? taken(order) : single.cancel(order));
        }
        return outcomes;
    }

    private static Outcome taken(VenueOrder order) {
        RouteId routeId = RouteId.isRouteId(order.clientId()) ? RouteId.of(order.clientId()) : VenueOrder.FOREIGN;
        return new Outcome.Accepted(routeId, order.venueOrderId(), List.of());
    }

    @Override
    public void close() {
        single.close();
    }
}
