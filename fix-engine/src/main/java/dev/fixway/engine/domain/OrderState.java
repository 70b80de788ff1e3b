package dev.fixway.engine.domain;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// The order as a report shows it, after its event.
///
/// - `orderId`: null on a report without an order (37=NONE)
/// - `venueOrderId`: 198, null until known
/// - `dayFigures`: of an order that lives over several days
public record OrderState(@Nullable OrderId orderId, AccountId account, Symbol symbol, Side side, Terms terms,
        Standing standing,
        @Nullable VenueOrderId venueOrderId, @Nullable DayFigures dayFigures) {

    /// OrdStatus(39), CumQty(14), LeavesQty(151), AvgPx(6).
    public record Standing(OrdStatus ordStatus, Qty cumQty, Qty leavesQty, BigDecimal avgPx) {
        /// Of something that never became an order.
        public static Standing nothing(OrdStatus ordStatus) {
            return new Standing(ordStatus, Qty.ZERO, Qty.ZERO, BigDecimal.ZERO);
        }
    }

    /// The state of the order now.
    public static OrderState of(Order order) {
        return of(order, order.terms());
    }

    static OrderState of(Order order, Terms shown) {
        Route route = order.currentRoute();
        Qty leavesQty = shown.equals(order.terms()) || order.leavesQty().isZero()
                ? order.leavesQty()
                : shown.orderQty().minus(order.cumQty());
        Standing standing = new Standing(order.ordStatus(), order.cumQty(), leavesQty, order.executions().avgPx());
        return new OrderState(order.orderId(), order.intent().party().account(), order.intent().symbol(),
                order.intent().side(),
                shown, standing, route == null ? null : route.venueOrderId(),
                order.executions().dayFigures(order.terms().orderQty()));
    }
}
