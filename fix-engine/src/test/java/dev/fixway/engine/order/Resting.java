package dev.fixway.engine.order;

import dev.fixway.engine.domain.FillId;
import dev.fixway.engine.domain.Qty;
import dev.fixway.engine.domain.RouteId;
import dev.fixway.engine.domain.Terms;
import dev.fixway.engine.domain.VenueOrderId;
import dev.fixway.engine.provider.ProviderCall;
import dev.fixway.engine.provider.ProviderEvent;
import dev.fixway.engine.provider.VenueOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// An order as a [ScriptedVenue] has it; guarded by the venue.
final class Resting {
    final ProviderCall.Submit submit;
    final VenueOrderId venueOrderId;
    final Instant placedAt;
    final List<ProviderEvent> history = new ArrayList<>();
    final Map<FillId, Qty> fillQty = new LinkedHashMap<>();
    Terms terms;
    boolean ended;
    boolean endedByFill;

    Resting(ProviderCall.Submit submit, Instant placedAt) {
        this.submit = submit;
        this.placedAt = placedAt;
        this.terms = submit.terms();
        this.venueOrderId = new VenueOrderId("V" + submit.routeId());
    }

    Qty cumQty() {
        return fillQty.values().stream().reduce(Qty.ZERO, Qty::plus);
    }

    VenueOrder seen(RouteId routeId) {
        return new VenueOrder(routeId.value(), venueOrderId, submit.symbol(), submit.side(), terms, placedAt, history);
    }
}
