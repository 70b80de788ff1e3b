package dev.fixway.engine.order;

import dev.fixway.engine.domain.ClOrdId;
import dev.fixway.engine.domain.Order;
import dev.fixway.engine.domain.OrderEvent;
import dev.fixway.engine.domain.Phase;
import dev.fixway.engine.domain.RejectReason;
import dev.fixway.engine.domain.Request;
import dev.fixway.engine.domain.Route;
import dev.fixway.engine.domain.RouteId;
import dev.fixway.engine.provider.Capabilities;
import dev.fixway.engine.provider.Outcome;
import dev.fixway.engine.provider.ProviderCall;
import dev.fixway.engine.provider.ProviderEvent;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Calls to venues and what they come to: one at a time per order. Owned by the `orders` thread.
final class Calls {
    private final EngineState state;
    private final VenueEvents venueEvents;
    private final Doubt doubt;

    Calls(EngineState state, VenueEvents venueEvents, Doubt doubt) {
        this.state = state;
        this.venueEvents = venueEvents;
        this.doubt = doubt;
    }

    /// Starts the next call of an order when none is under way.
    void advance(Turn turn, Live live) {
        if (state.provider(live.order().intent().provider()) == null) {
            return;
        }
        while (live.call() == null) {
            Request next = nextWaiting(live.order());
            Route route = live.order().currentRoute();
            if (next == null || route == null || !isCallable(live.order(), route, next)) {
                return;
            }
            call(turn, live, next, route);
        }
    }

    /// A cancel may go to an order that worked and that the venue could not find.
    private static boolean isCallable(Order order, Route route, Request request) {
        return route.state() == Route.State.LIVE
                || (request.isCancel() && route.state() == Route.State.IN_DOUBT && order.isSeen());
    }

    private static @Nullable Request nextWaiting(Order order) {
        Request next = order.chain().first(request -> request.call() != Request.Call.SENT);
        return next == null || next.call() == Request.Call.IN_DOUBT ? null : next;
    }

    private void call(Turn turn, Live live, Request request, Route route) {
        Order order = live.order();
        ProviderDesk provider = desk(live);
        Cause cause = Cause.live(request.party(), turn.now());
        if (order.phase() == Phase.FILLED) {
            turn.record(live, new OrderEvent.RequestRefused(request, RejectReason.TOO_LATE, "the order is filled"),
                    cause);
            return;
        }
        if (request.newTerms() != null && state.kill.isOn()) {
            turn.record(live, new OrderEvent.RequestRefused(request, RejectReason.KILL_SWITCH, KillSwitch.NOT_SENT),
                    cause);
            return;
        }
        if (request.newTerms() == null) {
            turn.record(live, new OrderEvent.CancelRouted(request.clOrdId()), cause);
            provider.call(turn, live,
                    new ProviderCall.Cancel(route.routeId(), route.venueOrderId(), order.intent().symbol()),
                    request.clOrdId());
            return;
        }
        boolean inPlace = provider.capabilities().amends() == Capabilities.Amends.IN_PLACE;
        RouteId routeId = inPlace ? route.routeId() : order.nextRouteId();
        turn.record(live, new OrderEvent.ReplaceRouted(request.clOrdId(), routeId), cause);
        provider.call(turn, live, new ProviderCall.Replace(routeId, route.routeId(), route.venueOrderId(),
                order.intent().symbol(), order.intent().side(), request.newTerms(), order.intent().isExit()),
                request.clOrdId());
    }

    /// Ends a call whose answer is still on the way when the stream has said what became of it.
    static void endByEvidence(Live live) {
        Live.Call call = live.call();
        if (call == null) {
            return;
        }
        Route route = live.order().route(call.routeId());
        boolean isSettled = call.request() == null
                ? call.isSubmit() && route != null && route.state() != Route.State.SENT
                        && route.state() != Route.State.IN_DOUBT
                : live.order().chain().find(call.request()) == null;
        if (isSettled) {
            live.end(call.number());
        }
    }

    void ended(Turn turn, Item.CallEnded ended) {
        Live live = state.book.find(ended.orderId());
        if (live == null) {
            // Settled by other evidence after this call was given up; an order that we buried must not live on.
            if (ended.isSubmit() && ended.outcome() instanceof Outcome.Accepted) {
                state.parking.await(turn, ended.orderId(), ended);
            }
            return;
        }
        state.book.touch(live);
        Live.Call call = live.end(ended.call());
        Cause cause = desk(live).cause(live, turn.now());
        boolean inTime = call != null;
        ClOrdId request = call == null ? null : call.request();
        switch (ended.outcome()) {
            case Outcome.Accepted accepted -> {
                live.answered();
                boolean wasBuried = Doubt.isBuried(live.order());
                accepted(turn, live, accepted, request, inTime, cause);
                if (wasBuried && ended.isSubmit() && Doubt.isOpen(accepted.seen())) {
                    doubt.turnedUp(turn, live, accepted.routeId(), accepted.venueOrderId());
                }
            }
            case Outcome.Rejected rejected -> {
                if (inTime || (ended.isSubmit() && isInDoubt(live.order(), rejected.routeId()))) {
                    rejected(turn, live, rejected, request, cause);
                } else {
                    doubt.askAgain(turn, live);
                }
            }
            case Outcome.Unknown unknown -> {
                if (inTime) {
                    doubt.begin(turn, live, unknown.routeId(), request, unknown.cause(), cause);
                }
            }
        }
    }

    /// Whether nobody has heard yet what became of the submit.
    private static boolean isInDoubt(Order order, RouteId routeId) {
        Route route = order.route(routeId);
        return order.phase() == Phase.PENDING_NEW && route != null && route.state() == Route.State.IN_DOUBT;
    }

    private void accepted(Turn turn, Live live, Outcome.Accepted accepted, @Nullable ClOrdId request, boolean inTime,
            Cause cause) {
        if ((inTime && request == null) || !live.order().isSeen()) {
            turn.record(live, new OrderEvent.Acknowledged(accepted.routeId(), accepted.venueOrderId(), null), cause);
        }
        VenueEvents.identify(turn, live, accepted.routeId(), accepted.venueOrderId(), cause);
        for (ProviderEvent event : accepted.seen()) {
            venueEvents.apply(turn, live, event, desk(live).cause(live, event.at()));
        }
        Request open = request == null ? null : live.order().chain().find(request);
        if (open != null && live.order().phase() == Phase.FILLED && !VenueEvents.enlarges(live.order(), open)) {
            turn.record(live, new OrderEvent.RequestRefused(open, RejectReason.TOO_LATE, "the order is filled"), cause);
        }
    }

    private void rejected(Turn turn, Live live, Outcome.Rejected rejected, @Nullable ClOrdId request, Cause cause) {
        if (request == null && live.order().phase() != Phase.PENDING_NEW) {
            // The stream says that it works, the answer says that it was refused: the venue must decide.
            doubt.begin(turn, live, rejected.routeId(), null, "refused, but seen working: " + rejected.text(), cause);
            return;
        }
        if (request == null) {
            VenueEvents.ended(turn, live, new OrderEvent.Rejected(rejected.reason(), rejected.text()), cause);
            return;
        }
        Request open = live.order().chain().find(request);
        if (open != null) {
            turn.record(live, new OrderEvent.RequestRefused(open, rejected.reason(), rejected.text()), cause);
        }
        Route route = live.order().route(rejected.routeId());
        if (route != null && route.state() == Route.State.SENT) {
            // The order that was to take its place never came to be.
            turn.record(live, new OrderEvent.RouteResolved(rejected.routeId(), null, false, "refused"), cause);
            VenueEvents.endWithoutRoute(turn, live, cause);
        }
    }

    /// What is to be decided of the calls of a provider that have taken too long.
    List<Item> late(Item.CallsDue due) {
        ProviderDesk provider = state.provider(due.provider());
        return provider == null ? List.of() : provider.late();
    }

    void late(Turn turn, Item.CallLate late) {
        Live live = state.book.find(late.orderId());
        Live.Call call = live == null ? null : live.end(late.call());
        if (live != null && call != null) {
            state.book.touch(live);
            doubt.begin(turn, live, call.routeId(), call.request(),
                    "no answer within " + state.settings.providerCallTimeout().toMillis() + " ms",
                    desk(live).cause(live, turn.now()));
        }
    }

    private ProviderDesk desk(Live live) {
        return Objects.requireNonNull(state.provider(live.order().intent().provider()),
                "orders have a provider that exists");
    }
}
