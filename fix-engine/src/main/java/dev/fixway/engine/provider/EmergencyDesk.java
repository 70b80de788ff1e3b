package dev.fixway.engine.provider;

import dev.fixway.engine.domain.RouteId;
import dev.fixway.engine.domain.VenueOrderId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Cancels at a venue with its credentials alone: no engine, no ledger, no stream.
public interface EmergencyDesk extends AutoCloseable {
    /// How the venue is called.
    String platform();

    /// Every order that is open at the venue, whoever placed it.
    ///
    /// Throws [ProviderException] when it cannot be asked.
    List<VenueOrder> openOrders();

    /// Cancels one of them; that it was taken does not say yet that it is done. Asking twice does no harm.
    Outcome cancel(VenueOrder order);

    /// Cancels these: together where the venue can cancel everything at once, else one after the other. Says of each
    /// what became of it, as [#cancel] does.
    default Map<VenueOrderId, Outcome> cancelAll(List<VenueOrder> orders) {
        Map<VenueOrderId, Outcome> outcomes = new LinkedHashMap<>();
        orders.forEach(order -> outcomes.put(order.venueOrderId(), cancel(order)));
        return outcomes;
    }

    @Override
    void close();

    /// By an adapter that was not started.
    static EmergencyDesk of(Provider provider) {
        return new EmergencyDesk() {
            @Override
            public String platform() {
                return provider.platform();
            }

            @Override
            public List<VenueOrder> openOrders() {
                return provider.openOrders();
            }

            @Override
            public Outcome cancel(VenueOrder order) {
                boolean isRoute = RouteId.isRouteId(order.clientId());
                RouteId routeId = isRoute ? RouteId.of(order.clientId()) : VenueOrder.FOREIGN;
                return provider.cancel(new ProviderCall.Cancel(routeId, order.venueOrderId(), order.symbol()));
            }

            @Override
            public void close() {
                provider.close();
            }
        };
    }
}
