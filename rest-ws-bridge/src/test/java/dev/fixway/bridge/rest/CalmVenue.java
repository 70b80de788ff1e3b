package dev.fixway.bridge.rest;

import dev.fixway.engine.domain.FillId;
import dev.fixway.engine.domain.OrdType;
import dev.fixway.engine.domain.Price;
import dev.fixway.engine.domain.ProviderId;
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
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/// A venue that takes every order, refuses the symbol `NO`, loses its answer about `LOST`, and fills
/// MARKET orders at 5.
final class CalmVenue extends ObligingVenue {
    final AtomicInteger calls = new AtomicInteger();
    final List<ProviderCall.Submit> submitted = new CopyOnWriteArrayList<>();
    /// What was done is answered when it may.
    final Semaphore replies = new Semaphore(1_000);
    volatile Consumer<ProviderCall.Submit> filled = _ -> {
    };
    volatile boolean refusesCancels;

    CalmVenue() {
        this(TestEngine.MOCK);
    }

    /// Under another name, which is its platform's too.
    CalmVenue(ProviderId id) {
        super(id);
    }

    /// Its stream breaks.
    void lose() {
        listener().onLost("cut");
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
}
