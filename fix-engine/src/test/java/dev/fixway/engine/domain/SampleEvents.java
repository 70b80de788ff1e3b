package dev.fixway.engine.domain;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/// An order in each phase with something to refer to, and one event of each kind that refers to it.
final class SampleEvents {
    static final ClOrdId CANCEL = new ClOrdId("C1");
    static final ClOrdId REPLACE = new ClOrdId("R1");
    static final Instant AT = Instant.parse("2026-03-02T10:00:00Z");
    static final Instant LATER = AT.plusSeconds(1);
    private static final String ORDER_QTY = "100";

    private SampleEvents() {}

    /// The order has a fill of 20 (but a rejected one) and an open cancel and replace (but an ended one).
    static Order order(Phase phase) {
        OrderScript script = OrderScript.order("X", ORDER_QTY).sent();
        return switch (phase) {
            case PENDING_NEW -> asked(script.fills("20"));
            case WORKING -> asked(script.acknowledged().fills("20"));
            case SUSPENDED -> asked(script.acknowledged().fills("20").suspended());
            case STOPPED -> asked(script.acknowledged().fills("20").stopped());
            case DONE_FOR_DAY -> asked(script.acknowledged().fills("20").doneForDay());
            case FILLED -> asked(script.acknowledged().fills("20")).apply(fill("80"), AT);
            case CANCELED -> script.acknowledged().fills("20").canceledUnasked(null, "").order();
            case EXPIRED -> script.acknowledged().fills("20").expired().order();
            case REJECTED -> script.rejected(RejectReason.VENUE_REFUSED, "").order();
        };
    }

    private static Order asked(OrderScript script) {
        return script.cancel(CANCEL.value()).replace(REPLACE.value(), "90").order();
    }

    static OrderEvent.Filled fill(String lastQty) {
        Order order = OrderScript.order("X", ORDER_QTY).sent().order();
        return new OrderEvent.Filled(order.routes().getFirst().routeId(), new FillId("sample-" + lastQty),
                Qty.of(lastQty),
                Price.of("10"), null);
    }

    /// One event of each kind, by its name.
    static Map<String, OrderEvent> events(Order order) {
        RouteId route = order.routes().getFirst().routeId();
        ExecId fill = order.executions().known().isEmpty()
                ? order.orderId().execId(1)
                : order.executions().known().getFirst().execId();
        Request again = Request.cancel(new ClOrdId("C2"), OrderScript.CLIENT, order.chain().current());
        Request newTerms = Request.replace(new ClOrdId("R2"), OrderScript.CLIENT, order.chain().current(),
                order.terms());
        Map<String, OrderEvent> events = new LinkedHashMap<>();
        add(events, new OrderEvent.Received(order.orderId(), order.intent()));
        add(events, new OrderEvent.Adopted(order.orderId(), order.intent(), route, new VenueOrderId("V")));
        add(events, new OrderEvent.Routed(order.nextRouteId(), order.terms()));
        add(events, new OrderEvent.RouteInDoubt(route, null, "timed out"));
        add(events, new OrderEvent.RouteResolved(route, null, true, ""));
        add(events, new OrderEvent.RouteIdentified(route, new VenueOrderId("W")));
        add(events, new OrderEvent.Acknowledged(route, new VenueOrderId("V"), null));
        add(events, new OrderEvent.Rejected(RejectReason.OTHER, ""));
        add(events, fill("1"));
        add(events, new OrderEvent.Busted(fill));
        add(events, new OrderEvent.Corrected(fill, Qty.of("2"), Price.of("11")));
        add(events, new OrderEvent.CancelRequested(again));
        add(events, new OrderEvent.CancelRouted(CANCEL));
        add(events, new OrderEvent.Canceled(null, null, ""));
        add(events, new OrderEvent.ReplaceRequested(newTerms));
        add(events, new OrderEvent.ReplaceRouted(REPLACE, route));
        add(events, new OrderEvent.Replaced(REPLACE, route, null, order.terms()));
        add(events, new OrderEvent.RequestRefused(again, RejectReason.TOO_LATE, ""));
        add(events, new OrderEvent.Restated(order.terms(), RestatementReason.OTHER, null, ""));
        add(events, new OrderEvent.Expired(""));
        add(events, new OrderEvent.DoneForDay());
        add(events, new OrderEvent.Suspended(""));
        add(events, new OrderEvent.Stopped());
        add(events, new OrderEvent.Triggered());
        return events;
    }

    private static void add(Map<String, OrderEvent> events, OrderEvent event) {
        events.put(event.getClass().getSimpleName(), event);
    }
}
