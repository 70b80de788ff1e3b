package dev.fixway.providers.alpaca;

import dev.fixway.engine.domain.FillId;
import dev.fixway.engine.domain.Price;
import dev.fixway.engine.domain.Qty;
import dev.fixway.engine.domain.RouteId;
import dev.fixway.engine.provider.ProviderEvent;
import java.math.BigDecimal;
import java.time.Instant;

/// One execution of an order.
///
/// Stream and history give it different ids; what both tell is the order's cumulative quantity after it. That is its
/// fill id, with a number behind it where executions that were taken back or changed had the same one before
/// ([AlpacaTouched]).
///
/// - `nth`: 1 for the first execution with this cumulative quantity
record AlpacaFill(String orderId, BigDecimal cumQty, Qty qty, Price price, Instant at, int nth) {
    AlpacaFill {
        cumQty = cumQty.stripTrailingZeros();
    }

    AlpacaFill(String orderId, BigDecimal cumQty, Qty qty, Price price, Instant at) {
        this(orderId, cumQty, qty, price, at, 1);
    }

    AlpacaFill nth(int number) {
        return new AlpacaFill(orderId, cumQty, qty, price, at, number);
    }

    /// The same execution with what a correction has made of it.
    AlpacaFill corrected(Qty newQty, Price newPrice) {
        return new AlpacaFill(orderId, cumQty, newQty, newPrice, at, nth);
    }

    FillId fillId() {
        return new FillId("c" + cumQty.toPlainString() + (nth == 1 ? "" : "." + nth));
    }

    ProviderEvent.Filled event(RouteId routeId) {
        return new ProviderEvent.Filled(routeId, fillId(), qty, price, null, at);
    }
}
