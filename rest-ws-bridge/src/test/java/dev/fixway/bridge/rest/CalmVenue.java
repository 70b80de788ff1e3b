package dev.fixway.bridge.rest;

import dev.fixway.engine.domain.FillId;
import dev.fixway.engine.domain.OrdType;
import dev.fixway.engine.domain.Price;
import dev.fixway.engine.domain.ProviderId;
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
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A venue that takes every order, refuses the symbol `NO`, loses its answer about `LOST`, and fills
/// MARKET orders at 5.
final class CalmVenue implements Provider {
    private final ProviderId id;
    final AtomicInteger calls = new AtomicInteger();
    final List<ProviderCall.Submit> submitted = new CopyOnWriteArrayList<>();
    /// What was done is answered when it may.
    final Semaphore replies = new Semaphore(1_000);
    volatile Consumer<ProviderCall.Submit> filled = _ -> {
    };
    volatile boolean refusesCancels;
    private volatile @Nullable ProviderListener listener;

    CalmVenue() {
        this(TestEngine.MOCK);
    }

    /// Under another name, which is its platform's too.
    CalmVenue(ProviderId id) {
        this.id = id;
    }

    /// Its stream breaks.
    void lose() {
        Objects.requireNonNull(listener, "a venue that was started").onLost("cut");
    }

    @Override
    public ProviderId id() {
        return id;
    }

    @Override
    public String platform() {
        return id.value();
    }

    @Override
    public Capabilities capabilities() {
        return new Capabilities(EnumSet.allOf(OrdType.class), EnumSet.allOf(TimeInForce.class),
                EnumSet.allOf(Feature.class),
                Capabilities.Amends.IN_PLACE,
                Duration.ofHours(1), true);
    }

    @Override
    public MarketDesk market() {
        return MarketDesk.none(capabilities());
    }

    @Override
    public void start(ProviderListener listener, @Nullable String cursor) {
        this.listener = listener;
        listener.onConnected();
    }

    @Override
    public Outcome submit(ProviderCall.Submit call) {
        calls.incrementAndGet();
        submitted.add(call);
        Outcome outcome = outcome(call);
        replies.acquireUninterruptibly();
        replies.release();
        return outcome;
    }

    private Outcome outcome(ProviderCall.Submit call) {
        if (call.terms().ordType() == OrdType.MARKET && !call.symbol().value().equals("NO")) {
            filled.accept(call);
        }
        RouteId route = call.routeId();
        Instant at = TestEngine.NOON;
        VenueOrderId venueOrderId = new VenueOrderId("V" + route);
        ProviderEvent works = new ProviderEvent.Acknowledged(route, venueOrderId, null, at);
        return switch (call.symbol().value()) {
            case "NO" -> new Outcome.Rejected(route, RejectReason.INSUFFICIENT_FUNDS, "not enough money");
            case "LOST" -> new Outcome.Unknown(route, "no answer");
            default -> new Outcome.Accepted(route, venueOrderId,
                    call.terms().ordType() != OrdType.MARKET
                            ? List.of(works)
                            : List.of(works,
                                    new ProviderEvent.Filled(route, new FillId("f"), call.terms().orderQty(),
                                            Price.of("5"), null,
                                            at)));
        };
    }

    @Override
    public Outcome replace(ProviderCall.Replace call) {
        calls.incrementAndGet();
        return new Outcome.Accepted(call.routeId(), null,
                List.of(new ProviderEvent.Replaced(call.routeId(), null, call.newTerms(), TestEngine.NOON)));
    }

    @Override
    public Outcome cancel(ProviderCall.Cancel call) {
        calls.incrementAndGet();
        if (refusesCancels) {
            return new Outcome.Rejected(call.routeId(), RejectReason.TOO_LATE, "too late");
        }
        return new Outcome.Accepted(call.routeId(), null,
                List.of(new ProviderEvent.Canceled(call.routeId(), "", TestEngine.NOON)));
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
