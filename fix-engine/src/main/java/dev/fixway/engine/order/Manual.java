package dev.fixway.engine.order;

import dev.fixway.engine.domain.Answer;
import dev.fixway.engine.domain.Command;
import dev.fixway.engine.domain.Execution;
import dev.fixway.engine.domain.FillId;
import dev.fixway.engine.domain.Order;
import dev.fixway.engine.domain.OrderEvent;
import dev.fixway.engine.domain.Party;
import dev.fixway.engine.domain.Qty;
import dev.fixway.engine.domain.RejectReason;
import dev.fixway.engine.domain.Request;
import dev.fixway.engine.domain.RequestKind;
import dev.fixway.engine.domain.Resolution;
import dev.fixway.engine.domain.Route;
import dev.fixway.engine.domain.RouteId;
import dev.fixway.engine.provider.ProviderEvent;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What a person says about an order in doubt, as if the venue had said it. Owned by the `orders` thread.
///
/// A fill by hand has an id of its own with its time; fills that the venue tells later and that happened before it take
/// its place.
final class Manual {
    private static final String FILL = "manual-";
    private final EngineState state;

    Manual(EngineState state) {
        this.state = state;
    }

    void resolve(Turn turn, Command.ResolveOrder command) {
        Live live = state.book.find(command.orderId());
        Order order = live == null ? null : live.order();
        Route route = order == null ? null : order.currentRoute();
        if (live == null || order == null || route == null) {
            turn.after(() -> command.reply().send(new Answer.NotOpen()));
            return;
        }
        state.book.touch(live);
        String objection = objection(order, command.resolution());
        if (!objection.isEmpty()) {
            turn.after(() -> command.reply()
                    .send(new Answer.RequestRefused(order, RejectReason.OTHER, objection)));
            return;
        }
        Party person = new Party(command.party().edge(), command.party().name(), order.intent().party().account());
        Cause cause = new Cause(person, turn.now(), command.arrival(), "MANUAL");
        apply(turn, live, command, route.routeId(), cause);
        if (!live.order().isInDoubt()) {
            live.doubt(null);
        }
        turn.after(() -> command.reply().send(new Answer.Known(live.order())));
    }

    /// Why the facts say otherwise; empty when they do not.
    private static String objection(Order order, Resolution resolution) {
        if (!order.isInDoubt()) {
            return "the order is not in doubt: it is " + order.ordStatus();
        }
        boolean isRequest = doubted(order) != null;
        return switch (resolution) {
            case Resolution.Rejected _ when !isRequest && order.life().acknowledged() ->
                "the order has worked at the venue: it cannot have been rejected";
            case Resolution.Filled(Qty cumQty, _) when cumQty.compareTo(order.cumQty()) <= 0 ->
                order.cumQty() + " is filled already";
            case Resolution.Filled(Qty cumQty, _) when order.terms().isMeasured()
                    && cumQty.compareTo(order.terms().orderQty()) > 0 ->
                "the order is for " + order.terms().orderQty();
            case Resolution.Canceled _, Resolution.Working _ when order.phase().isFinal() ->
                "the order is " + order.phase();
            case Resolution.Rejected _, Resolution.Canceled _, Resolution.Working _, Resolution.Filled _ -> "";
        };
    }

    private static void apply(Turn turn, Live live, Command.ResolveOrder command, RouteId routeId, Cause cause) {
        String text = command.text();
        switch (command.resolution()) {
            case Resolution.Rejected _ -> rejected(turn, live, routeId, text, cause);
            case Resolution.Canceled _ -> {
                Request asked = open(live.order(), RequestKind.CANCEL);
                VenueEvents.ended(turn, live,
                        new OrderEvent.Canceled(asked == null ? null : asked.clOrdId(), null, text), cause);
            }
            case Resolution.Working _ -> works(turn, live, routeId, text, cause);
            case Resolution.Filled(Qty cumQty, var price) -> {
                Qty lastQty = cumQty.minus(live.order().cumQty());
                works(turn, live, routeId, text, cause);
                turn.record(live, new OrderEvent.Filled(routeId, new FillId(FILL + turn.now()), lastQty, price, null),
                        cause);
            }
        }
    }

    private static void rejected(Turn turn, Live live, RouteId routeId, String text, Cause cause) {
        Request request = doubted(live.order());
        if (request != null) {
            turn.record(live, new OrderEvent.RequestRefused(request, RejectReason.VENUE_REFUSED, text), cause);
            return;
        }
        turn.record(live, new OrderEvent.RouteResolved(routeId, null, false, text), cause);
        VenueEvents.ended(turn, live, new OrderEvent.Rejected(RejectReason.NOT_AT_VENUE, text), cause);
    }

    private static void works(Turn turn, Live live, RouteId routeId, String text, Cause cause) {
        Route route = live.order().route(routeId);
        if (route != null && route.state() == Route.State.IN_DOUBT) {
            turn.record(live, new OrderEvent.RouteResolved(routeId, null, true, text), cause);
        }
        turn.record(live, new OrderEvent.Acknowledged(routeId, null, null), cause);
        for (Request request : live.order().chain().open()) {
            if (request.call() != Request.Call.IN_DOUBT) {
                continue;
            }
            turn.record(live,
                    request.isCancel()
                            ? new OrderEvent.RouteResolved(routeId, request.clOrdId(), true, text)
                            : new OrderEvent.RequestRefused(request, RejectReason.VENUE_REFUSED, text),
                    cause);
        }
    }

    private static @Nullable Request doubted(Order order) {
        return order.chain().first(request -> request.call() == Request.Call.IN_DOUBT);
    }

    private static @Nullable Request open(Order order, RequestKind kind) {
        return order.chain().first(request -> request.kind() == kind);
    }

    /// The venue tells a fill that a person may have told before: so much of that one is taken back.
    static void giveWay(Turn turn, Live live, ProviderEvent.Filled fill, Cause cause) {
        Qty left = fill.lastQty();
        for (Execution execution : live.order().executions().known()) {
            if (left.isZero() || execution.lastQty().isZero() || !isBefore(fill.at(), execution.fillId())) {
                continue;
            }
            Qty rest = execution.lastQty().minus(left);
            left = left.minus(execution.lastQty());
            turn.record(live,
                    rest.isZero()
                            ? new OrderEvent.Busted(execution.execId())
                            : new OrderEvent.Corrected(execution.execId(), rest, execution.lastPx()),
                    cause);
        }
    }

    private static boolean isBefore(Instant at, FillId fillId) {
        return fillId.value().startsWith(FILL)
                && !at.isAfter(Instant.parse(fillId.value().substring(FILL.length())));
    }
}
