package dev.fixway.bridge.rest;

import dev.fixway.engine.domain.FillId;
import dev.fixway.engine.domain.OrdType;
import dev.fixway.engine.domain.OrderId;
import dev.fixway.engine.domain.Price;
import dev.fixway.engine.domain.ProviderId;
import dev.fixway.engine.domain.Qty;
import dev.fixway.engine.domain.RejectReason;
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
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// A venue that takes every order but those of the symbol `NO`, and tells of them what a test makes it tell.
final class ToldVenue implements Provider {
    private static final Instant AT = Instant.parse("2026-03-04T05:06:07.100000001Z");
    private final AtomicInteger fills = new AtomicInteger();
    private volatile @Nullable ProviderListener listener;
    /// Whether each order is filled at once.
    volatile boolean fillsAtOnce;

    @Override
    public ProviderId id() {
        return TestEngine.MOCK;
    }

    @Override
    public String platform() {
        return "mock";
    }

    @Override
    public Capabilities capabilities() {
        return new Capabilities(EnumSet.allOf(OrdType.class), EnumSet.allOf(TimeInForce.class),
                EnumSet.allOf(Feature.class), Capabilities.Amends.IN_PLACE, Duration.ofHours(1), true);
    }

    @Override
    public MarketDesk market() {
        return MarketDesk.none(capabilities());
    }

    @Override
    public void start(ProviderListener newListener, @Nullable String cursor) {
        listener = newListener;
        newListener.onConnected();
    }

    ProviderListener listener() {
        return Objects.requireNonNull(listener, "started");
    }

    private static RouteId route(String orderId) {
        return new OrderId(orderId).route(1);
    }

    void fill(String orderId, String qty, String px) {
        listener().onEvent(filled(route(orderId), qty, px));
    }

    private ProviderEvent filled(RouteId route, String qty, String px) {
        return new ProviderEvent.Filled(route, new FillId("f" + fills.incrementAndGet()), Qty.of(qty), Price.of(px),
                null, AT);
    }

    void expire(String orderId) {
        listener().onEvent(new ProviderEvent.Expired(route(orderId), "", AT));
    }

    void cancel(String orderId) {
        listener().onEvent(new ProviderEvent.Canceled(route(orderId), "not wanted here", AT));
    }

    void restate(String orderId, dev.fixway.engine.domain.Terms terms) {
        listener().onEvent(new ProviderEvent.Restated(route(orderId), terms,
                dev.fixway.engine.domain.RestatementReason.OTHER, "changed", AT));
    }

    @Override
    public Outcome submit(ProviderCall.Submit call) {
        RouteId route = call.routeId();
        if (call.symbol().value().equals("NO")) {
            return new Outcome.Rejected(route, RejectReason.INSUFFICIENT_FUNDS, "not enough money");
        }
        VenueOrderId venueOrderId = new VenueOrderId("V" + route);
        ProviderEvent works = new ProviderEvent.Acknowledged(route, venueOrderId, null, AT);
        return new Outcome.Accepted(route, venueOrderId,
                fillsAtOnce ? List.of(works, filled(route, call.terms().orderQty().toString(), "5")) : List.of(works));
    }

    @Override
    public Outcome replace(ProviderCall.Replace call) {
        return new Outcome.Accepted(call.routeId(), null,
                List.of(new ProviderEvent.Replaced(call.target(), null, call.newTerms(), AT)));
    }

    @Override
    public Outcome cancel(ProviderCall.Cancel call) {
        return new Outcome.Accepted(call.routeId(), null,
                List.of(new ProviderEvent.Canceled(call.routeId(), "", AT)));
    }

    @Override
    public VenueAnswer lookUp(LookUp about) {
        return new VenueAnswer.CannotTell();
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
