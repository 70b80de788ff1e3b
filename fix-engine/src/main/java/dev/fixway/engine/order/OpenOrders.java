package dev.fixway.engine.order;

import dev.fixway.engine.domain.VenueOrderId;
import dev.fixway.engine.provider.LookUp;
import dev.fixway.engine.provider.VenueOrder;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a venue has open, while it is compared with what we know. Belongs to the thread that reconciles.
final class OpenOrders {
    private final Map<VenueOrderId, VenueOrder> left = new LinkedHashMap<>();
    private final Map<String, VenueOrderId> byClientId = new HashMap<>();

    OpenOrders(List<VenueOrder> orders) {
        for (VenueOrder order : orders) {
            left.put(order.venueOrderId(), order);
            byClientId.put(order.clientId(), order.venueOrderId());
        }
    }

    /// Takes the order of this route out; null when it is not open.
    @Nullable
    VenueOrder take(LookUp about) {
        VenueOrderId id = about.venueOrderId() != null
                ? about.venueOrderId()
                : byClientId.get(about.routeId().value());
        return id == null ? null : left.remove(id);
    }

    /// What nobody has asked about.
    Collection<VenueOrder> left() {
        return left.values();
    }
}
