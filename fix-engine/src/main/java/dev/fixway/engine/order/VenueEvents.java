package dev.fixway.engine.order;

import dev.fixway.engine.domain.Chain;
import dev.fixway.engine.domain.Execution;
import dev.fixway.engine.domain.Order;
import dev.fixway.engine.domain.OrderEvent;
import dev.fixway.engine.domain.Phase;
import dev.fixway.engine.domain.Qty;
import dev.fixway.engine.domain.RejectReason;
import dev.fixway.engine.domain.Request;
import dev.fixway.engine.domain.RequestKind;
import dev.fixway.engine.domain.RestatementReason;
import dev.fixway.engine.domain.Route;
import dev.fixway.engine.domain.RouteId;
import dev.fixway.engine.domain.Terms;
import dev.fixway.engine.domain.Texts;
import dev.fixway.engine.domain.VenueOrderId;
import dev.fixway.engine.provider.ProviderEvent;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Turns what a venue says into what happened to an order: in order, once. Owned by the `orders` thread.
final class VenueEvents {
    private static final int SPLIT_SCALE = 8;
    private static final int NO_REASON = -1;

    void apply(Turn turn, Live live, ProviderEvent event, Cause cause) {
        switch (event) {
            case ProviderEvent.Acknowledged ack -> acknowledged(turn, live, ack, cause);
            case ProviderEvent.Filled fill -> filled(turn, live, fill, cause);
            case ProviderEvent.FillBusted bust -> busted(turn, live, bust, cause);
            case ProviderEvent.FillCorrected fix -> corrected(turn, live, fix, cause);
            case ProviderEvent.Canceled canceled -> canceled(turn, live, canceled, cause);
            case ProviderEvent.Rejected rejected ->
                over(turn, live, event.routeId(), new OrderEvent.Rejected(rejected.reason(), rejected.text()), cause);
            case ProviderEvent.Expired expired ->
                over(turn, live, event.routeId(), new OrderEvent.Expired(expired.text()), cause);
            case ProviderEvent.Replaced replaced -> replaced(turn, live, replaced, cause);
            case ProviderEvent.RequestRefused refused -> refused(turn, live, refused, cause);
            case ProviderEvent.Restated restated -> {
                if (changes(restated, live.order())) {
                    turn.record(live, new OrderEvent.Restated(restated.terms(), restated.restatementReason(),
                            split(restated, live.order()), restated.text()), cause);
                }
            }
            case ProviderEvent.DoneForDay _ ->
                onChange(turn, live, Phase.DONE_FOR_DAY, new OrderEvent.DoneForDay(), cause);
            case ProviderEvent.Suspended suspended ->
                onChange(turn, live, Phase.SUSPENDED, new OrderEvent.Suspended(suspended.text()), cause);
            case ProviderEvent.Stopped _ -> onChange(turn, live, Phase.STOPPED, new OrderEvent.Stopped(), cause);
            case ProviderEvent.Resumed _ -> resumed(turn, live, cause);
            case ProviderEvent.Triggered _ -> {
                if (!live.order().life().triggered()) {
                    turn.record(live, new OrderEvent.Triggered(), cause);
                }
            }
        }
    }

    /// With the terms as they are it ends a halt or begins a day, or it says nothing.
    private static boolean changes(ProviderEvent.Restated restated, Order order) {
        boolean isPaused = switch (order.phase()) {
            case SUSPENDED, STOPPED, DONE_FOR_DAY -> true;
            case PENDING_NEW, WORKING, FILLED, CANCELED, EXPIRED, REJECTED -> false;
        };
        boolean isNewDay = restated.restatementReason() == RestatementReason.GT_RENEWAL
                && !order.executions().isAtStartOfDay();
        return isPaused || isNewDay || !restated.terms().sameAs(order.terms());
    }

    /// A corporate action that changes the quantity changes what is filled by the same factor (H.1.b); null without
    /// one, or when the factor is no decimal of some digits.
    private static @Nullable BigDecimal split(ProviderEvent.Restated restated, Order order) {
        Qty before = order.terms().orderQty();
        Qty now = restated.terms().orderQty();
        if (restated.restatementReason() != RestatementReason.CORPORATE_ACTION || before.isZero()
                || now.compareTo(before) == 0) {
            return null;
        }
        BigDecimal factor = now.value().divide(before.value(), SPLIT_SCALE, RoundingMode.HALF_EVEN);
        return factor.multiply(before.value()).compareTo(now.value()) == 0 ? factor.stripTrailingZeros() : null;
    }

    private static void acknowledged(Turn turn, Live live, ProviderEvent.Acknowledged ack, Cause cause) {
        if (turn.record(live, new OrderEvent.Acknowledged(ack.routeId(), ack.venueOrderId(), ack.orderQty()), cause)) {
            return;
        }
        identify(turn, live, ack.routeId(), ack.venueOrderId(), cause);
        Terms terms = live.order().terms();
        if (ack.orderQty() != null && !terms.isMeasured()) {
            turn.record(live, new OrderEvent.Restated(terms.withOrderQty(ack.orderQty()), RestatementReason.OTHER, null,
                    "the venue has computed the quantity"), cause);
        }
    }

    /// Keeps the venue's id of a route that was known without it, such as by a fill.
    static void identify(Turn turn, Live live, RouteId routeId, @Nullable VenueOrderId venueOrderId, Cause cause) {
        Route route = live.order().route(routeId);
        if (venueOrderId != null && route != null && route.venueOrderId() == null) {
            turn.record(live, new OrderEvent.RouteIdentified(routeId, venueOrderId), cause);
        }
    }

    /// A day that begins is told as such (378=1), the end of a halt as a change of nothing.
    private static void resumed(Turn turn, Live live, Cause cause) {
        int reason = switch (live.order().phase()) {
            case DONE_FOR_DAY -> RestatementReason.GT_RENEWAL;
            case SUSPENDED, STOPPED -> RestatementReason.OTHER;
            case PENDING_NEW, WORKING, FILLED, CANCELED, EXPIRED, REJECTED -> NO_REASON;
        };
        if (reason != NO_REASON) {
            turn.record(live, new OrderEvent.Restated(live.order().terms(), reason, null, "works again at the venue"),
                    cause);
        }
    }

    private static void onChange(Turn turn, Live live, Phase phase, OrderEvent event, Cause cause) {
        if (live.order().phase() != phase) {
            turn.record(live, event, cause);
        }
    }

    private static void filled(Turn turn, Live live, ProviderEvent.Filled fill, Cause cause) {
        if (live.order().executions().isKnown(fill.routeId(), fill.fillId())) {
            return;
        }
        // The venue told the fill before it acknowledged, or its acknowledgement is still on the way (P4).
        if (live.order().phase() == Phase.PENDING_NEW && !live.order().life().acknowledged()) {
            turn.record(live, new OrderEvent.Acknowledged(fill.routeId(), null, null), cause);
        }
        Manual.giveWay(turn, live, fill, cause);
        turn.record(live,
                new OrderEvent.Filled(fill.routeId(), fill.fillId(), fill.lastQty(), fill.lastPx(), fill.liquidity()),
                cause);
        Route route = live.order().route(fill.routeId());
        if (route != null && route.state() == Route.State.IN_DOUBT) {
            turn.record(live, new OrderEvent.RouteResolved(fill.routeId(), null, true, "traded at the venue"), cause);
        }
        if (live.order().phase() == Phase.FILLED) {
            refuseUncalled(turn, live, cause);
            refuseTaken(turn, live, cause);
        }
    }

    /// Cancels that the venue took without having said more: there is nothing left to cancel. A request whose answer is
    /// still on the way is settled by that.
    private static void refuseTaken(Turn turn, Live live, Cause cause) {
        Live.Call call = live.call();
        for (Request request : live.order().chain().open()) {
            boolean isUnderWay = call != null && request.clOrdId().equals(call.request());
            boolean isDoubted = request.call() == Request.Call.IN_DOUBT && request.isCancel();
            boolean isTaken = request.call() == Request.Call.SENT && !isUnderWay;
            if ((isTaken || isDoubted) && !enlarges(live.order(), request)) {
                turn.record(live, new OrderEvent.RequestRefused(request, RejectReason.TOO_LATE, "the order is filled"),
                        cause);
            }
        }
    }

    /// Whether the venue may still carry the request out on a filled order.
    static boolean enlarges(Order order, Request request) {
        Terms wished = request.newTerms();
        return wished != null && wished.orderQty().compareTo(order.cumQty()) > 0;
    }

    /// Requests that never reached the venue have nothing to wait for on a filled order.
    private static void refuseUncalled(Turn turn, Live live, Cause cause) {
        for (Request request : live.order().chain().open()) {
            if (request.call() == Request.Call.WAITING) {
                turn.record(live, new OrderEvent.RequestRefused(request, RejectReason.TOO_LATE, "the order is filled"),
                        cause);
            }
        }
    }

    private static void busted(Turn turn, Live live, ProviderEvent.FillBusted bust, Cause cause) {
        Execution execution = live.order().executions().find(bust.routeId(), bust.fillId());
        if (execution != null) {
            turn.record(live, new OrderEvent.Busted(execution.execId()), cause);
        }
    }

    private static void corrected(Turn turn, Live live, ProviderEvent.FillCorrected fix, Cause cause) {
        Execution execution = live.order().executions().find(fix.routeId(), fix.fillId());
        if (execution != null && changes(fix, execution, cause)) {
            turn.record(live, new OrderEvent.Corrected(execution.execId(), fix.lastQty(), fix.lastPx()), cause);
        }
    }

    /// A correction that a later one has corrected is old news when it is told again.
    private static boolean changes(ProviderEvent.FillCorrected fix, Execution execution, Cause cause) {
        boolean isOld = execution.correctedAt() != null && cause.at().isBefore(execution.correctedAt());
        boolean isSame = execution.lastQty().compareTo(fix.lastQty()) == 0
                && execution.lastPx().compareTo(fix.lastPx()) == 0;
        return !isOld && !isSame;
    }

    private static void canceled(Turn turn, Live live, ProviderEvent.Canceled event, Cause cause) {
        Request asked = oldestCalled(live.order(), RequestKind.CANCEL);
        over(turn, live, event.routeId(),
                asked == null
                        ? new OrderEvent.Canceled(null, event.restatementReason(), event.text())
                        : new OrderEvent.Canceled(asked.clOrdId(), null,
                                KillSwitch.isBy(asked.party()) ? KillSwitch.CANCELED : event.text()),
                cause);
    }

    /// A route has ended: with it the order, unless another route goes on for it.
    private static void over(Turn turn, Live live, RouteId routeId, OrderEvent end, Cause cause) {
        Route route = live.order().route(routeId);
        boolean goesOn = live.order()
                .routes()
                .stream()
                .anyMatch(other -> !other.routeId().equals(routeId) && other.state() != Route.State.ENDED);
        if (route == null || !goesOn) {
            ended(turn, live, endOfAll(live.order(), end), cause);
        } else if (route.state() != Route.State.ENDED) {
            boolean isNewest = route.equals(live.order().currentRoute());
            turn.record(live, new OrderEvent.RouteResolved(routeId, null, false, "ended at the venue"), cause);
            Request replace = isNewest ? oldestCalled(live.order(), RequestKind.REPLACE) : null;
            if (replace != null) {
                turn.record(live, new OrderEvent.RequestRefused(replace, RejectReason.VENUE_REFUSED,
                        "the venue has ended the order that was to take its place"), cause);
            }
        }
    }

    /// Where the old order is gone already, the refusal of the one that was to take its place ends the order by the
    /// replace (P5): an order that has worked is not rejected.
    private static OrderEvent endOfAll(Order order, OrderEvent end) {
        Request replace = oldestCalled(order, RequestKind.REPLACE);
        return end instanceof OrderEvent.Rejected rejected && replace != null && order.routes().size() > 1
                ? new OrderEvent.Canceled(replace.clOrdId(), null, rejected.text())
                : end;
    }

    /// Ends an order that a replace has left without any route.
    static void endWithoutRoute(Turn turn, Live live, Cause cause) {
        Order order = live.order();
        boolean isLeft = !order.routes().isEmpty()
                && order.routes().stream().allMatch(route -> route.state() == Route.State.ENDED);
        if (isLeft && order.isSeen() && !order.phase().isFinal()) {
            ended(turn, live, new OrderEvent.Canceled(null, RestatementReason.OTHER, "no order is left at the venue"),
                    cause);
        }
    }

    /// Ends the order; requests that are still open on it are too late.
    static void ended(Turn turn, Live live, OrderEvent end, Cause cause) {
        List<Request> open = live.order().chain().open();
        if (!turn.record(live, end, cause)) {
            return;
        }
        Object settled = end instanceof OrderEvent.Canceled canceled ? canceled.request() : null;
        for (Request request : open) {
            if (!request.clOrdId().equals(settled)) {
                turn.record(live, new OrderEvent.RequestRefused(request, RejectReason.TOO_LATE,
                        "the order is " + live.order().phase()), cause);
            }
        }
    }

    private static void replaced(Turn turn, Live live, ProviderEvent.Replaced event, Cause cause) {
        if (isPast(live.order(), event.routeId()) || isRepeated(live.order(), event.terms(), cause)) {
            return;
        }
        replaced(turn, live, event.routeId(), event.venueOrderId(), event.terms(), cause);
    }

    /// Whether another order has taken this one's place since: that it once took one itself is no news.
    private static boolean isPast(Order order, RouteId routeId) {
        Route route = order.route(routeId);
        return route != null && route.state() == Route.State.ENDED
                && order.routes()
                        .stream()
                        .skip(order.routes().indexOf(route) + 1L)
                        .anyMatch(later -> later.state() != Route.State.SENT);
    }

    /// Whether a replace was carried out at that moment that asked for these terms, and none waits that does.
    private static boolean isRepeated(Order order, Terms terms, Cause cause) {
        return calledFor(order, terms) == null && order.chain()
                .knows(new Request.Settled(cause.at(), null), request -> asksFor(order, request, terms));
    }

    /// Settles the oldest replace that was called; without one the venue changed the order by itself.
    static void replaced(Turn turn, Live live, RouteId routeId, @Nullable VenueOrderId venueOrderId, Terms terms,
            Cause cause) {
        Request asked = calledReplace(live.order(), terms);
        if (asked != null) {
            turn.record(live, new OrderEvent.Replaced(asked.clOrdId(), routeId, venueOrderId, terms), cause);
        } else if (!terms.sameAs(live.order().terms())) {
            turn.record(live, new OrderEvent.Restated(terms, RestatementReason.OTHER, null, "changed at the venue"),
                    cause);
        }
        if (live.order().phase() == Phase.FILLED) {
            refuseUncalled(turn, live, cause);
        }
    }

    /// Settles the oldest request that was called. A refusal has no id: one of the same moment in the same words is the
    /// same one again, and must not settle the next request.
    private static void refused(Turn turn, Live live, ProviderEvent.RequestRefused event, Cause cause) {
        Chain chain = live.order().chain();
        Request request = chain.knows(new Request.Settled(cause.at(), Texts.bounded(event.text())), _ -> true)
                ? null
                : chain.first(open -> open.call() != Request.Call.WAITING);
        if (request == null) {
            return;
        }
        turn.record(live, new OrderEvent.RequestRefused(request, event.reason(), event.text()), cause);
        if (!request.isCancel()) {
            endSuccessor(turn, live, cause);
        }
    }

    /// The order that was to take the place of the one that stands never came to be: requests go to that one again.
    private static void endSuccessor(Turn turn, Live live, Cause cause) {
        Route newest = live.order().currentRoute();
        if (newest != null && newest.state() == Route.State.SENT && live.order().isSeen()) {
            turn.record(live, new OrderEvent.RouteResolved(newest.routeId(), null, false, "refused"), cause);
            endWithoutRoute(turn, live, cause);
        }
    }

    /// The called replace that asks for these terms, else the oldest; none when they hold already: then the venue
    /// repeats itself.
    private static @Nullable Request calledReplace(Order order, Terms terms) {
        Request exact = calledFor(order, terms);
        return exact != null || terms.sameAs(order.terms()) ? exact : oldestCalled(order, RequestKind.REPLACE);
    }

    private static @Nullable Request calledFor(Order order, Terms terms) {
        return order.chain()
                .first(request -> request.call() != Request.Call.WAITING && asksFor(order, request, terms));
    }

    /// Whether a replace asks for these terms; one down to less than what is filled closes the order at what is filled.
    static boolean asksFor(Order order, Request request, Terms terms) {
        Terms wished = request.newTerms();
        return wished != null && terms.sameAs(wished.withOrderQty(wished.orderQty().max(order.cumQty())));
    }

    private static @Nullable Request oldestCalled(Order order, RequestKind kind) {
        return order.chain().first(request -> request.kind() == kind && request.call() != Request.Call.WAITING);
    }
}
