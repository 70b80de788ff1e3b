package dev.fixway.engine.order;

import dev.fixway.engine.domain.ClOrdId;
import dev.fixway.engine.domain.Order;
import dev.fixway.engine.domain.OrderEvent;
import dev.fixway.engine.domain.Phase;
import dev.fixway.engine.domain.RejectReason;
import dev.fixway.engine.domain.Request;
import dev.fixway.engine.domain.Route;
import dev.fixway.engine.domain.RouteId;
import dev.fixway.engine.domain.Terms;
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
        desk(live).lookUp(turn, live.orderId(), routeId);
    }

    /// Asks about everything on the order that is in doubt.
    void askAgain(Turn turn, Live live) {
        for (ProviderDesk.Question question : questions(live)) {
            desk(live).lookUp(turn, question.orderId(), question.routeId());
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
                questions.add(new ProviderDesk.Question(live.orderId(), route.routeId()));
            }
        }
        return questions;
    }

    /// What was under way when the process ended is in doubt now.
    void afterRestart(Turn turn, Live live) {
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
        if (!venueOrder.symbol().equals(order.intent().symbol()) || venueOrder.side() != order.intent().side()) {
            alarms.raise(turn, order, "the venue has another order under " + routeId);
            return;
        }
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
            }
        }
    }

    private static void resolve(Turn turn, Live live, Request request, RouteId routeId, VenueOrder venueOrder,
            Cause cause) {
        if (request.newTerms() == null) {
            // Read, then cancel again: a second cancel of the same order does no harm.
            turn.record(live, new OrderEvent.RouteResolved(routeId, request.clOrdId(), true, "still open at the venue"),
                    cause);
        } else if (venueOrder.terms().sameAs(atLeastFilled(request.newTerms(), live.order()))) {
            VenueEvents.replaced(turn, live, routeId, venueOrder.venueOrderId(), venueOrder.terms(), cause);
        } else {
            turn.record(live, new OrderEvent.RequestRefused(request, RejectReason.VENUE_REFUSED,
                    "the venue has not changed the order"), cause);
        }
    }

    /// A replace down to less than what is filled closes the order at what is filled.
    private static Terms atLeastFilled(Terms wished, Order order) {
        return wished.withOrderQty(wished.orderQty().max(order.cumQty()));
    }

    private void notFound(Turn turn, Live live, RouteId routeId) {
        Route route = live.order().route(routeId);
        if (route == null || route.state() == Route.State.ENDED || route.state() == Route.State.SENT) {
            return;
        }
        if (route.state() == Route.State.LIVE) {
            alarms.raise(turn, live.order(), "the venue does not know " + routeId + " (any more)");
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
        }
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
