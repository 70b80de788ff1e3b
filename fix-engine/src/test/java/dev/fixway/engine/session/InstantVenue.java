package dev.fixway.engine.session;

import dev.fixway.engine.domain.FillId;
import dev.fixway.engine.domain.OrdType;
import dev.fixway.engine.domain.Price;
import dev.fixway.engine.domain.ProviderId;
import dev.fixway.engine.domain.RouteId;
import dev.fixway.engine.domain.TimeInForce;
import dev.fixway.engine.domain.VenueOrderId;
import dev.fixway.engine.provider.Capabilities;
import dev.fixway.engine.provider.Feature;
import dev.fixway.engine.provider.LookUp;
import dev.fixway.engine.provider.MarketDesk;
import dev.fixway.engine.provider.Outcome;
import dev.fixway.engine.provider.Provider;
import dev.fixway.engine.provider.ProviderCall;
import dev.fixway.engine.provider.ProviderEvent;
import dev.fixway.engine.provider.ProviderListener;
import dev.fixway.engine.provider.VenueAnswer;
import dev.fixway.engine.provider.VenueOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/// A venue that answers at once: market orders fill at 10, others rest, requests are granted.
final class InstantVenue implements Provider {
    final List<RouteId> submitted = new CopyOnWriteArrayList<>();

    @Override
    public ProviderId id() {
        return new ProviderId("mock");
    }

    @Override
    public String platform() {
        return "mock";
    }

    @Override
    public Capabilities capabilities() {
        return new Capabilities(Set.of(OrdType.values()), Set.of(TimeInForce.values()), Set.of(Feature.values()),
                Capabilities.Amends.IN_PLACE,
                Duration.ZERO, true);
    }

    @Override
    public MarketDesk market() {
        return MarketDesk.none(capabilities());
    }

    @Override
    public void start(ProviderListener listener, @Nullable String cursor) {
        listener.onConnected();
    }

    @Override
    public Outcome submit(ProviderCall.Submit call) {
        submitted.add(call.routeId());
        Instant now = Instant.now();
        VenueOrderId venueOrderId = new VenueOrderId("V-" + call.routeId());
        List<ProviderEvent> seen = new ArrayList<>();
        seen.add(new ProviderEvent.Acknowledged(call.routeId(), venueOrderId, null, now));
        if (call.terms().ordType() == OrdType.MARKET) {
            seen.add(
                    new ProviderEvent.Filled(call.routeId(), new FillId("F-" + call.routeId()), call.terms().orderQty(),
                            Price.of("10"), null, now));
        }
        return new Outcome.Accepted(call.routeId(), venueOrderId, seen);
    }

    @Override
    public Outcome replace(ProviderCall.Replace call) {
        return new Outcome.Accepted(call.routeId(), call.venueOrderId(),
                List.of(new ProviderEvent.Replaced(call.routeId(), call.venueOrderId(), call.newTerms(),
                        Instant.now())));
    }

    @Override
    public Outcome cancel(ProviderCall.Cancel call) {
        return new Outcome.Accepted(call.routeId(), call.venueOrderId(),
                List.of(new ProviderEvent.Canceled(call.routeId(), "", Instant.now())));
    }

    @Override
    public VenueAnswer lookUp(LookUp about) {
        return new VenueAnswer.NotFound();
    }

    @Override
    public List<VenueOrder> openOrders() {
        return List.of();
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
