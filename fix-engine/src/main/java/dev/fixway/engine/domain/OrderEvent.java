package dev.fixway.engine.domain;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// What happened to one order. The ledger keeps these; an [Order] is the fold of them.
///
/// A `request` names the cancel or replace that an event settles by its ClOrdID(11); null means nobody asked.
public sealed interface OrderEvent {

    /// The client's order is recorded: 150=A.
    record Received(OrderId orderId, OrderIntent intent) implements OrderEvent {}

    /// An order that we did not place was found at the venue: 150=0. An exit that the venue keeps for an order of ours
    /// begins the same way, but as received (150=A): it works when the venue says so.
    record Adopted(OrderId orderId, OrderIntent intent, RouteId routeId,
            VenueOrderId venueOrderId) implements OrderEvent {}

    /// About to be sent to the venue under this route id. No report.
    record Routed(RouteId routeId, Terms terms) implements OrderEvent {}

    /// A call about this route ended without an answer that can be trusted. No report.
    record RouteInDoubt(RouteId routeId, @Nullable ClOrdId request, String cause) implements OrderEvent {}

    /// What a route in doubt turned out to be; the facts found follow as events of their own. No report.
    record RouteResolved(RouteId routeId, @Nullable ClOrdId request, boolean found,
            String text) implements OrderEvent {}

    /// The venue works the order: 150=0. `orderQty` is the quantity that it computed for an amount order.
    record Acknowledged(RouteId routeId, @Nullable VenueOrderId venueOrderId,
            @Nullable Qty orderQty) implements OrderEvent {}

    /// The venue's id of a route became known after the route itself. No report.
    record RouteIdentified(RouteId routeId, VenueOrderId venueOrderId) implements OrderEvent {}

    /// 150=8.
    record Rejected(RejectReason reason, String text) implements OrderEvent {}

    /// 150=F.
    record Filled(RouteId routeId, FillId fillId, Qty lastQty, Price lastPx, @Nullable Liquidity liquidity)
            implements
                OrderEvent {
        public Filled {
            if (lastQty.isZero()) {
                throw new IllegalArgumentException("a fill has a quantity");
            }
        }
    }

    /// A fill is taken back: 150=H.
    record Busted(ExecId execRefId) implements OrderEvent {}

    /// A fill is corrected: 150=G.
    record Corrected(ExecId execRefId, Qty lastQty, Price lastPx) implements OrderEvent {}

    /// 150=6.
    record CancelRequested(Request request) implements OrderEvent {}

    /// The cancel is about to be sent to the venue. No report.
    record CancelRouted(ClOrdId request) implements OrderEvent {}

    /// 150=4. `restatementReason` is ExecRestatementReason(378) when nobody asked.
    record Canceled(@Nullable ClOrdId request, @Nullable Integer restatementReason,
            String text) implements OrderEvent {}

    /// 150=E.
    record ReplaceRequested(Request request) implements OrderEvent {}

    /// The replace is about to be sent; `routeId` is a new one where the venue makes a new order of it. No report.
    record ReplaceRouted(ClOrdId request, RouteId routeId) implements OrderEvent {}

    /// 150=5. A quantity below CumQty closes the order at CumQty.
    record Replaced(ClOrdId request, RouteId routeId, @Nullable VenueOrderId venueOrderId,
            Terms terms) implements OrderEvent {}

    /// A cancel or replace is refused, open or on arrival: a 9.
    record RequestRefused(Request request, RejectReason reason, String text) implements OrderEvent {}

    /// The venue changed the order by itself: 150=D.
    ///
    /// - `restatementReason`: ExecRestatementReason(378); 1 (GT renewal) starts a new trading day
    /// - `split`: factor on quantities filled so far, null without a split
    record Restated(Terms terms, int restatementReason, @Nullable BigDecimal split,
            String text) implements OrderEvent {}

    /// 150=C.
    record Expired(String text) implements OrderEvent {}

    /// 150=3.
    record DoneForDay() implements OrderEvent {}

    /// 150=9.
    record Suspended(String text) implements OrderEvent {}

    /// 150=7.
    record Stopped() implements OrderEvent {}

    /// A stop has been triggered: 150=L.
    record Triggered() implements OrderEvent {}
}
