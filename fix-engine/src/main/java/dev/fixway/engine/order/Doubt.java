package dev.fixway.engine.order;

import dev.fixway.engine.domain.ClOrdId;
import dev.fixway.engine.domain.Life;
import dev.fixway.engine.domain.Order;
import dev.fixway.engine.domain.OrderEvent;
import dev.fixway.engine.domain.Phase;
import dev.fixway.engine.domain.RejectReason;
import dev.fixway.engine.domain.Request;
import dev.fixway.engine.domain.Route;
import dev.fixway.engine.domain.RouteId;
import dev.fixway.engine.domain.VenueOrderId;
import dev.fixway.engine.provider.ProviderCall;
import dev.fixway.engine.provider.ProviderEvent;
import dev.fixway.engine.provider.VenueAnswer;
import dev.fixway.engine.provider.VenueOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Orders whose last call has no answer that can be trusted: the venue is asked, nothing is sent again, and only its own
/// words (or its silence after its visibility time) decide. Owned by the `orders` thread.
final class Doubt {
    private static final Duration ASK_AGAIN_MIN = Duration.ofMillis(500);
    private static final Duration ASK_AGAIN_MAX = Duration.ofSeconds(30);
    private final EngineState state;
    private final VenueEvents venueEvents;
    private final Alarms alarms;

    Doubt(EngineState state, VenueEvents venueEvents, Alarms alarms) {
        this.state = state;
        this.venueEvents = venueEvents;
        this.alarms = alarms;
    }

    /// Puts a route, or a request on it, in doubt and asks the venue.
    void begin(Turn turn, Live live, RouteId routeId, @Nullable ClOrdId request, String why, Cause cause) {
        turn.record(live, new OrderEvent.RouteInDoubt(routeId, request, why), cause);
        live.doubt(turn.now());
        Route route = live.order().route(routeId);
        if (route != null) {
            desk(live).lookUp(turn, ProviderDesk.Question.of(live.order(), route));
        }
    }

    /// Asks about everything on the order that is in doubt.
    void askAgain(Turn turn, Live live) {
        for (ProviderDesk.Question question : questions(live)) {
            desk(live).lookUp(turn, question);
        }
    }

    void askAgain(Turn turn, Item.AskAgain again) {
        Live live = state.book.find(again.orderId());
        if (live != null && live.order().isInDoubt()) {
            askAgain(turn, live);
        }
    }

    /// What the venue must be asked about an order: every route that may still trade.
    static List<ProviderDesk.Question> questions(Live live) {
        List<ProviderDesk.Question> questions = new ArrayList<>();
        for (Route route : live.order().routes()) {
            if (route.state() != Route.State.ENDED) {
                questions.add(ProviderDesk.Question.of(live.order(), route));
            }
        }
        return questions;
    }

    /// What was under way when the process ended is in doubt now; the venue is asked when it connects.
    void afterRestart(Turn turn, Live live) {
        if (state.provider(live.order().intent().provider()) == null) {
            alarms.raise(turn, live.order(), "there is no provider " + live.order().intent().provider() + " any more");
            return;
        }
        Cause cause = desk(live).cause(live, turn.now()).recovered();
        for (Route route : live.order().routes()) {
            if (route.state() == Route.State.SENT && live.order().phase() == Phase.PENDING_NEW) {
                turn.record(live, new OrderEvent.RouteInDoubt(route.routeId(), null, "restarted before the outcome"),
                        cause);
            }
        }
        for (Request request : live.order().chain().open()) {
            Route route = live.order().currentRoute();
            if (request.call() == Request.Call.SENT && route != null) {
                turn.record(live,
                        new OrderEvent.RouteInDoubt(route.routeId(), request.clOrdId(), "restarted before the outcome"),
                        cause);
            } else if (request.call() == Request.Call.WAITING && !request.isCancel()) {
                turn.record(live,
                        new OrderEvent.RequestRefused(request, RejectReason.OTHER, "not sent before the restart"),
                        cause);
            }
        }
        live.doubt(turn.now());
    }

    void lookedUp(Turn turn, Item.LookedUp looked) {
        Live live = state.book.find(looked.orderId());
        if (live == null) {
            if (looked.answer() instanceof VenueAnswer.Found) {
                // Settled while the venue was asked: what it says may still be news.
                state.parking.await(turn, looked.orderId(), looked);
            }
            return;
        }
        state.book.touch(live);
        switch (looked.answer()) {
            case null -> askLater(live);
            case VenueAnswer.Found(VenueOrder order) -> found(turn, live, looked.routeId(), order);
            case VenueAnswer.NotFound _ -> notFound(turn, live, looked.routeId());
            case VenueAnswer.CannotTell _ -> {
                if (live.order().isInDoubt()) {
                    alarms.raise(turn, live.order(),
                            "the venue cannot tell about " + looked.routeId() + ": resolve it by hand");
                }
            }
        }
        if (!live.order().isInDoubt()) {
            live.doubt(null);
        }
    }

    private void found(Turn turn, Live live, RouteId routeId, VenueOrder venueOrder) {
        Order order = live.order();
        if (!isOurs(order, routeId, venueOrder)) {
            alarms.raise(turn, order, "the venue has another order under " + routeId);
            return;
        }
        boolean wasBuried = isBuried(order);
        Cause cause = desk(live).cause(live, turn.now()).recovered();
        Route route = order.route(routeId);
        if (route != null && route.state() == Route.State.IN_DOUBT) {
            turn.record(live, new OrderEvent.RouteResolved(routeId, null, true, "found at the venue"), cause);
        }
        for (ProviderEvent event : venueOrder.history()) {
            Cause then = desk(live).cause(live, event.at()).recovered();
            venueEvents.apply(turn, live, event, then);
        }
        for (Request request : live.order().chain().open()) {
            if (request.call() == Request.Call.IN_DOUBT) {
                resolve(turn, live, request, routeId, venueOrder, cause);
            } else if (isTaken(live, request) && VenueEvents.asksFor(live.order(), request, venueOrder.terms())) {
                // The venue's word for it was missed.
                VenueEvents.replaced(turn, live, routeId, venueOrder.venueOrderId(), venueOrder.terms(), cause);
            }
        }
        if (wasBuried && isOpen(venueOrder.history())) {
            turnedUp(turn, live, routeId, venueOrder.venueOrderId());
        }
    }

    /// Whether the venue took the request and has yet to say more.
    private static boolean isTaken(Live live, Request request) {
        Live.Call call = live.call();
        return request.call() == Request.Call.SENT && (call == null || !request.clOrdId().equals(call.request()));
    }

    private static boolean isOurs(Order order, RouteId routeId, VenueOrder venueOrder) {
        Route route = order.route(routeId);
        boolean isUnseen = route != null && route.state() == Route.State.IN_DOUBT && !order.life().acknowledged();
        boolean sameQty = !isUnseen || order.terms().cashOrderQty() != null
                || venueOrder.terms().orderQty().compareTo(order.terms().orderQty()) == 0;
        return sameQty && venueOrder.symbol().equals(order.intent().symbol())
                && venueOrder.side() == order.intent().side();
    }

    /// Whether nothing in it ends the order.
    static boolean isOpen(List<ProviderEvent> history) {
        return history.stream()
                .noneMatch(event -> event instanceof ProviderEvent.Canceled || event instanceof ProviderEvent.Rejected
                        || event instanceof ProviderEvent.Expired);
    }

    /// Whether it was reported as rejected without ever having worked.
    static boolean isBuried(Order order) {
        return order.life().end() == Life.End.REJECTED && !order.life().acknowledged();
    }

    /// An order that we reported as rejected works at the venue after all: cancel it, tell a person.
    void turnedUp(Turn turn, Live live, RouteId routeId, @Nullable VenueOrderId venueOrderId) {
        if (live.order().phase() == Phase.FILLED || live.call() != null) {
            return;
        }
        alarms.raise(turn, live.order(), "works at the venue although it was reported as rejected; it is cancelled");
        desk(live).call(turn, live, new ProviderCall.Cancel(routeId, venueOrderId, live.order().intent().symbol()),
                null);
    }

    private static void resolve(Turn turn, Live live, Request request, RouteId routeId, VenueOrder venueOrder,
            Cause cause) {
        Route current = live.order().currentRoute();
        if (request.newTerms() == null) {
            // Read, then cancel again: a second cancel of the same order does no harm.
            turn.record(live, new OrderEvent.RouteResolved(routeId, request.clOrdId(), true, "still open at the venue"),
                    cause);
        } else if (current != null && !current.routeId().equals(routeId)) {
            // The replace makes an order of its own: that one's look-up decides.
            return;
        } else if (VenueEvents.asksFor(live.order(), request, venueOrder.terms())) {
            VenueEvents.replaced(turn, live, routeId, venueOrder.venueOrderId(), venueOrder.terms(), cause);
        } else {
            turn.record(live, new OrderEvent.RequestRefused(request, RejectReason.VENUE_REFUSED,
                    "the venue has not changed the order"), cause);
        }
    }

    private void notFound(Turn turn, Live live, RouteId routeId) {
        Route route = live.order().route(routeId);
        Request replace = replaceInDoubt(live.order());
        boolean isUnderWay = route != null && route.state() == Route.State.SENT && replace == null;
        if (route == null || route.state() == Route.State.ENDED || isUnderWay) {
            return;
        }
        if (route.state() == Route.State.LIVE) {
            alarms.raise(turn, live.order(), "the venue does not know " + routeId + " (any more)");
            askLater(live);
            return;
        }
        Instant since = live.doubtSince() == null ? turn.now() : live.doubtSince();
        if (turn.now().isBefore(since.plus(desk(live).capabilities().visibility()))) {
            askLater(live);
            return;
        }
        Cause cause = desk(live).cause(live, turn.now()).recovered();
        turn.record(live, new OrderEvent.RouteResolved(routeId, null, false, "not at the venue"), cause);
        if (live.order().phase() == Phase.PENDING_NEW) {
            VenueEvents.ended(turn, live, new OrderEvent.Rejected(RejectReason.NOT_AT_VENUE, "not at the venue"),
                    cause);
        } else if (replace != null) {
            turn.record(live, new OrderEvent.RequestRefused(replace, RejectReason.NOT_AT_VENUE, "not at the venue"),
                    cause);
        }
    }

    private static @Nullable Request replaceInDoubt(Order order) {
        for (Request request : order.chain().open()) {
            if (request.call() == Request.Call.IN_DOUBT && !request.isCancel()) {
                return request;
            }
        }
        return null;
    }

    private void askLater(Live live) {
        if (!live.order().isInDoubt()) {
            return;
        }
        int round = Math.min(live.nextDoubtRound(), 10);
        Duration delay = ASK_AGAIN_MIN.multipliedBy(1L << round);
        state.timers.later(delay.compareTo(ASK_AGAIN_MAX) > 0 ? ASK_AGAIN_MAX : delay,
                new Item.AskAgain(live.orderId()));
    }

    private ProviderDesk desk(Live live) {
        return Objects.requireNonNull(state.provider(live.order().intent().provider()),
                "orders have a provider that exists");
    }
}
