package dev.fixway.engine.domain;

import java.util.EnumSet;
import java.util.Set;

/// The transition table: which event can happen in which [Phase], and which events are told.
public final class Transitions {
    private static final Set<Phase> ALL = EnumSet.allOf(Phase.class);
    private static final Set<Phase> OPEN = EnumSet.of(Phase.PENDING_NEW, Phase.WORKING, Phase.SUSPENDED, Phase.STOPPED,
            Phase.DONE_FOR_DAY);
    private static final Set<Phase> OPEN_OR_FILLED = EnumSet.of(Phase.PENDING_NEW, Phase.WORKING, Phase.SUSPENDED,
            Phase.STOPPED,
            Phase.DONE_FOR_DAY, Phase.FILLED);

    private Transitions() {}

    /// Whether the event can happen to the order now.
    public static boolean allows(Order order, OrderEvent event) {
        return phases(event).contains(order.phase()) && refersToSomething(order, event);
    }

    private static Set<Phase> phases(OrderEvent event) {
        return switch (event) {
            case OrderEvent.Received _, OrderEvent.Adopted _ -> Set.of();
            case OrderEvent.Routed _, OrderEvent.Acknowledged _ -> Set.of(Phase.PENDING_NEW);
            case OrderEvent.RouteInDoubt _, OrderEvent.RouteResolved _, OrderEvent.RouteIdentified _ -> ALL;
            case OrderEvent.Filled _, OrderEvent.Busted _, OrderEvent.Corrected _ -> ALL;
            case OrderEvent.RequestRefused _ -> ALL;
            case OrderEvent.CancelRequested _, OrderEvent.Canceled _ -> OPEN;
            case OrderEvent.CancelRouted _, OrderEvent.ReplaceRouted _ -> OPEN_OR_FILLED;
            case OrderEvent.ReplaceRequested _, OrderEvent.Replaced _ -> OPEN_OR_FILLED;
            case OrderEvent.Rejected _, OrderEvent.Restated _, OrderEvent.Expired _ -> OPEN;
            case OrderEvent.DoneForDay _, OrderEvent.Suspended _, OrderEvent.Stopped _, OrderEvent.Triggered _ -> OPEN;
        };
    }

    private static boolean refersToSomething(Order order, OrderEvent event) {
        return switch (event) {
            case OrderEvent.Routed routed -> order.route(routed.routeId()) == null && isOwn(order, routed.routeId());
            case OrderEvent.Acknowledged acknowledged -> isOwn(order, acknowledged.routeId());
            case OrderEvent.RouteIdentified identified -> isNews(order, identified);
            case OrderEvent.Filled fill -> isOwn(order, fill.routeId());
            case OrderEvent.Busted bust -> stands(order, bust.execRefId());
            case OrderEvent.Corrected correction -> stands(order, correction.execRefId());
            case OrderEvent.CancelRequested requested -> fits(order, requested.request());
            case OrderEvent.ReplaceRequested requested -> fits(order, requested.request());
            case OrderEvent.CancelRouted routed -> order.chain().find(routed.request()) != null;
            case OrderEvent.ReplaceRouted routed -> order.chain().find(routed.request()) != null;
            case OrderEvent.Replaced replaced ->
                order.chain().find(replaced.request()) != null && isOwn(order, replaced.routeId());
            default -> true;
        };
    }

    private static boolean isNews(Order order, OrderEvent.RouteIdentified identified) {
        Route route = order.route(identified.routeId());
        return route != null && !identified.venueOrderId().equals(route.venueOrderId());
    }

    private static boolean stands(Order order, ExecId execRefId) {
        Execution execution = order.executions().find(execRefId);
        return execution != null && !execution.lastQty().isZero();
    }

    private static boolean isOwn(Order order, RouteId routeId) {
        return routeId.orderId().equals(order.orderId());
    }

    private static boolean fits(Order order, Request request) {
        // An ended order that late fills completed is FILLED, yet nothing can be asked of it any more.
        return order.life().end() == null && order.chain().open().size() < Chain.OPEN_MAX
                && order.chain().find(request.clOrdId()) == null;
    }

    /// Whether the event makes an ExecutionReport(8) and so uses an ExecID(17).
    public static boolean isReported(OrderEvent event) {
        return switch (event) {
            case OrderEvent.Routed _, OrderEvent.RouteInDoubt _, OrderEvent.RouteResolved _ -> false;
            case OrderEvent.RouteIdentified _ -> false;
            case OrderEvent.CancelRouted _, OrderEvent.ReplaceRouted _, OrderEvent.RequestRefused _ -> false;
            case OrderEvent.Received _, OrderEvent.Adopted _, OrderEvent.Acknowledged _, OrderEvent.Rejected _ -> true;
            case OrderEvent.Filled _, OrderEvent.Busted _, OrderEvent.Corrected _ -> true;
            case OrderEvent.CancelRequested _, OrderEvent.Canceled _ -> true;
            case OrderEvent.ReplaceRequested _, OrderEvent.Replaced _, OrderEvent.Restated _ -> true;
            case OrderEvent.Expired _, OrderEvent.DoneForDay _, OrderEvent.Suspended _ -> true;
            case OrderEvent.Stopped _, OrderEvent.Triggered _ -> true;
        };
    }
}
