package dev.fixway.engine.order;

import dev.fixway.engine.domain.ClOrdId;
import dev.fixway.engine.domain.Life;
import dev.fixway.engine.domain.Order;
import dev.fixway.engine.domain.OrderEvent;
import dev.fixway.engine.domain.Phase;
import dev.fixway.engine.domain.Qty;
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

/// Orders whose last call has no answer that can be trusted: the venue is asked, nothing is sent again, and only its
/// own words (or its silence after its visibility time) decide. Owned by the `orders` thread.
final class Doubt {
    private static final Duration ASK_AGAIN_MIN = Duration.ofMillis(500);
    private static final Duration ASK_AGAIN_MAX = Duration.ofSeconds(30);
    /// How far a venue's clock may be from ours.
    private static final Duration CLOCKS_APART_MAX = Duration.ofMinutes(1);
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
        int before = live.nextDoubt();
        if (before == 0) {
            // A replace may stand in two routes: both are read.
            askAgain(turn, live);
        } else {
            // It was asked for again and there is no answer again: the venue must not be hammered.
            askLater(live, before - 1);
        }
    }

    /// Asks about everything on the order that is in doubt.
    void askAgain(Turn turn, Live live) {
        for (ProviderDesk.Question question : questions(live, turn.now())) {
            desk(live).lookUp(turn, question);
        }
    }

    void askAgain(Turn turn, Item.AskAgain again) {
        Live live = state.book.find(again.orderId());
        if (live != null) {
            live.reminded();
        }
        if (live != null && live.order().isInDoubt()) {
            askAgain(turn, live);
        }
    }

    /// What the venue must be asked about an order: every route that may still trade.
    static List<ProviderDesk.Question> questions(Live live, Instant now) {
        List<ProviderDesk.Question> questions = new ArrayList<>();
        for (Route route : live.order().routes()) {
            if (route.state() != Route.State.ENDED) {
                questions.add(ProviderDesk.Question.of(live.order(), route, now));
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
        if (live.order().routes().isEmpty()) {
            VenueEvents.ended(turn, live, new OrderEvent.Rejected(RejectReason.NOT_SENT,
                    "restarted before it was sent"), cause);
            if (live.order().intent().handling().positionId() != null) {
                alarms.unprotected(turn, live.order(),
                        "the exits may be cancelled, and the close of the position was not sent");
            }
            return;
        }
        // The last thing that happened to it: doubt began no later, and its visibility time runs from there.
        Instant last = live.order().life().updatedAt();
        for (Route route : live.order().routes()) {
            boolean isNew = live.order().phase() == Phase.PENDING_NEW && !live.order().intent().isExit();
            if (route.state() == Route.State.SENT && isNew) {
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
        live.doubt(last.isBefore(turn.now()) ? last : turn.now());
    }

    /// What the venue has taken it may have settled while nobody heard: in doubt, as after a restart.
    void missed(Turn turn, Live live) {
        Route route = live.order().currentRoute();
        for (Request request : live.order().chain().open()) {
            if (route != null && isTaken(live, request)) {
                turn.record(live, new OrderEvent.RouteInDoubt(route.routeId(), request.clOrdId(),
                        "its outcome may have been missed"), desk(live).cause(live, turn.now()));
                live.doubt(turn.now());
            }
        }
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
            case VenueAnswer.Found(VenueOrder order) -> found(turn, live, looked.routeId(), order, looked.askedAt());
            case VenueAnswer.NotFound _ -> notFound(turn, live, looked.routeId(), looked.askedAt());
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

    private void found(Turn turn, Live live, RouteId routeId, VenueOrder venueOrder, Instant askedAt) {
        // What was asked before the doubt began knows nothing of it.
        boolean isOld = live.doubtSince() != null && askedAt.isBefore(live.doubtSince());
        Order order = live.order();
        String difference = difference(order, routeId, venueOrder, turn.now());
        if (!difference.isEmpty()) {
            alarms.raise(turn, order, "the venue has another order under " + routeId + ": " + difference);
            return;
        }
        boolean wasBuried = isBuried(order);
        Cause cause = desk(live).cause(live, turn.now()).recovered();
        Route route = order.route(routeId);
        if (route != null && route.state() == Route.State.IN_DOUBT) {
            turn.record(live, new OrderEvent.RouteResolved(routeId, null, true, "found at the venue"), cause);
        }
        boolean isSuccessor = isSuccessor(order, route);
        if (isSuccessor && hasBegun(venueOrder.history())) {
            // It has taken the place, whatever became of it afterwards.
            takePlace(turn, live, routeId, venueOrder, cause);
            isSuccessor = false;
        }
        for (ProviderEvent event : venueOrder.history()) {
            Cause then = desk(live).cause(live, event.at()).recovered();
            Strangers.changedBefore(event, turn, live, venueOrder);
            venueEvents.apply(turn, live, event.on(routeId), then);
        }
        VenueEvents.identify(turn, live, routeId, venueOrder.venueOrderId(), cause);
        boolean waitsForPlace = isSuccessor && venueOrder.history().isEmpty();
        for (Request request : live.order().chain().open()) {
            boolean isDoubted = request.call() == Request.Call.IN_DOUBT;
            if ((waitsForPlace && !request.isCancel()) || (isDoubted && isOld)) {
                // The venue has not decided, or was asked too early: its word or the next look-up settles the request.
                askLater(live);
            } else if (isDoubted) {
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

    private static boolean hasBegun(List<ProviderEvent> history) {
        return history.stream().anyMatch(ProviderEvent.Acknowledged.class::isInstance);
    }

    /// Settles the replace that the venue has carried out by this order.
    private static void takePlace(Turn turn, Live live, RouteId routeId, VenueOrder venueOrder, Cause cause) {
        Request replace = live.order()
                .chain()
                .first(request -> !request.isCancel() && request.call() != Request.Call.WAITING);
        if (replace != null) {
            VenueEvents.replaced(turn, live, routeId, venueOrder.venueOrderId(), venueOrder.terms(), cause);
        }
    }

    /// An order of ours that was not to be asked about is open at the venue: it was over for us, or came in between.
    void openThere(Turn turn, Item.OpenThere open) {
        Live live = state.book.find(open.orderId());
        if (live == null || state.parking.isAwaited(open.orderId())) {
            state.parking.await(turn, open.orderId(), open);
            return;
        }
        state.book.touch(live);
        found(turn, live, RouteId.of(open.order().clientId()), open.order(), turn.now());
        if (live.order().life().end() != null && !isBuried(live.order())) {
            alarms.raise(turn, live.order(), "is open at the venue although it is " + live.order().phase());
        }
    }

    /// Whether this route is to take the place of another one that still stands.
    private static boolean isSuccessor(Order order, @Nullable Route route) {
        return route != null && route.state() == Route.State.SENT && order.isSeen()
                && order.routes()
                        .stream()
                        .anyMatch(other -> !other.equals(route) && other.state() == Route.State.LIVE);
    }

    /// Whether the venue took the request and has yet to say more.
    private static boolean isTaken(Live live, Request request) {
        Live.Call call = live.call();
        return request.call() == Request.Call.SENT && (call == null || !request.clOrdId().equals(call.request()));
    }

    /// What of the venue's order is not what we sent; empty when all agrees. Terms and time of an order that has been
    /// seen before may have changed since.
    private static String difference(Order order, RouteId routeId, VenueOrder venueOrder, Instant now) {
        if (!venueOrder.symbol().equals(order.intent().symbol())) {
            return "its symbol is " + venueOrder.symbol();
        }
        if (venueOrder.side() != order.intent().side()) {
            return "its side is " + venueOrder.side();
        }
        Route route = order.route(routeId);
        if (route == null || route.state() != Route.State.IN_DOUBT || order.isSeen()) {
            return "";
        }
        Qty orderQty = venueOrder.terms().orderQty();
        if (order.terms().cashOrderQty() == null && orderQty.compareTo(order.terms().orderQty()) != 0) {
            return "its quantity is " + orderQty;
        }
        Instant createdAt = venueOrder.createdAt();
        boolean isInTime = !createdAt.isBefore(order.life().createdAt().minus(CLOCKS_APART_MAX))
                && !createdAt.isAfter(now.plus(CLOCKS_APART_MAX));
        return isInTime ? "" : "it was placed at " + createdAt;
    }

    /// Whether nothing in it ends the order.
    static boolean isOpen(List<ProviderEvent> history) {
        return history.stream()
                .noneMatch(event -> event instanceof ProviderEvent.Canceled || event instanceof ProviderEvent.Rejected
                        || event instanceof ProviderEvent.Expired);
    }

    /// Whether it was reported as rejected without ever having worked.
    static boolean isBuried(Order order) {
        return order.life().end() == Life.End.REJECTED && !order.isSeen();
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

    private void notFound(Turn turn, Live live, RouteId routeId, Instant askedAt) {
        Route route = live.order().route(routeId);
        Request replace = replaceInDoubt(live.order());
        boolean isUnderWay = route != null && route.state() == Route.State.SENT && replace == null;
        if (route == null || route.state() == Route.State.ENDED || isUnderWay) {
            return;
        }
        Cause cause = desk(live).cause(live, turn.now()).recovered();
        if (route.state() == Route.State.LIVE && replace == null) {
            // It may have ended in any way: only its own words, or a person, can say how.
            alarms.raise(turn, live.order(), "the venue does not know " + routeId + " any more: resolve it by hand");
            turn.record(live, new OrderEvent.RouteInDoubt(routeId, null, "not at the venue any more"), cause);
            live.doubt(turn.now());
        }
        if (route.state() == Route.State.LIVE || wasSeen(live.order(), route)) {
            askLater(live);
            return;
        }
        Instant since = live.doubtSince() == null ? turn.now() : live.doubtSince();
        if (askedAt.isBefore(since.plus(desk(live).capabilities().visibility()))) {
            askLater(live);
            return;
        }
        turn.record(live, new OrderEvent.RouteResolved(routeId, null, false, "not at the venue"), cause);
        if (live.order().phase() == Phase.PENDING_NEW && !live.order().isSeen()) {
            VenueEvents.ended(turn, live, new OrderEvent.Rejected(RejectReason.NOT_AT_VENUE, "not at the venue"),
                    cause);
        } else if (replace != null) {
            turn.record(live, new OrderEvent.RequestRefused(replace, RejectReason.NOT_AT_VENUE, "not at the venue"),
                    cause);
            VenueEvents.endWithoutRoute(turn, live, cause);
        }
    }

    /// Whether the venue has had it: then its absence says nothing about how it ended.
    private static boolean wasSeen(Order order, Route route) {
        return route.state() == Route.State.IN_DOUBT && order.isSeen();
    }

    private static @Nullable Request replaceInDoubt(Order order) {
        return order.chain().first(request -> request.call() == Request.Call.IN_DOUBT && !request.isCancel());
    }

    private void askLater(Live live) {
        askLater(live, 0);
    }

    private void askLater(Live live, int fromRound) {
        // One reminder asks about all routes: one for each answer would double with every round.
        if (!live.order().isInDoubt() || !live.remind(fromRound)) {
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
