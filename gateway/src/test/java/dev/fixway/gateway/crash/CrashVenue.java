package dev.fixway.gateway.crash;

import dev.fixway.engine.domain.RouteId;
import dev.fixway.engine.domain.VenueOrderId;
import java.math.BigDecimal;
import java.util.Map;

/// The venue of a crash test: how the gateway finds it, what it makes hard, and what it knows at the end.
interface CrashVenue extends AutoCloseable {

    /// Settings of the gateway for this venue.
    Map<String, String> settings();

    /// Makes trouble for a while; called again and again while the gateway trades.
    void disturb();

    /// Something happens while no gateway listens.
    void actAlone();

    /// From now on nothing goes wrong any more.
    void calmDown();

    /// How many orders are open.
    long openOrders();

    /// Every order that it took, by its route.
    Map<RouteId, Line> orders();

    /// Every order that is none of ours, by the venue's id.
    default Map<VenueOrderId, Line> othersOrders() {
        return Map.of();
    }

    /// How often each route was submitted, taken or not.
    Map<RouteId, Integer> submissions();

    /// Positions by symbol.
    Map<String, BigDecimal> positions();

    @Override
    void close();

    /// An order at the venue, with the quantity that its last amend left.
    record Line(BigDecimal orderQty, BigDecimal cumQty, boolean isOpen) {
        /// Whether who did not place it must know of it: one that came and went without a fill while nobody listened
        /// leaves nothing.
        boolean matters() {
            return isOpen || cumQty.signum() > 0;
        }
    }
}
