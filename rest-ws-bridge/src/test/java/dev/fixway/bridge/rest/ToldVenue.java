package dev.fixway.bridge.rest;

import dev.fixway.engine.domain.FillId;
import dev.fixway.engine.domain.OrderId;
import dev.fixway.engine.domain.Price;
import dev.fixway.engine.domain.Qty;
import dev.fixway.engine.domain.RejectReason;
import dev.fixway.engine.domain.RouteId;
import dev.fixway.engine.domain.VenueOrderId;
import dev.fixway.engine.provider.LookUp;
import dev.fixway.engine.provider.Outcome;
import dev.fixway.engine.provider.ProviderCall;
import dev.fixway.engine.provider.ProviderEvent;
import dev.fixway.engine.provider.VenueAnswer;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// A venue that takes every order but those of the symbol `NO`, and tells of them what a test makes it tell.
final class ToldVenue extends ObligingVenue {
    private static final Instant AT = Instant.parse("2026-03-04T05:06:07.100000001Z");
    private final AtomicInteger fills = new AtomicInteger();
    /// Whether each order is filled at once.
    volatile boolean fillsAtOnce;

    ToldVenue() {
        super(TestEngine.MOCK);
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
}
