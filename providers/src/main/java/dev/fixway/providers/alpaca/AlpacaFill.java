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
/// fill id. Once an execution of the order was taken back or changed, others can come to any quantity a second time:
/// the ids of those that come later have their time too ([AlpacaTouched]).
///
/// - `isLater`: whether it came after the first such change
record AlpacaFill(String orderId, BigDecimal cumQty, Qty qty, Price price, Instant at, boolean isLater) {
    AlpacaFill {
        cumQty = cumQty.stripTrailingZeros();
    }

    AlpacaFill(String orderId, BigDecimal cumQty, Qty qty, Price price, Instant at) {
        this(orderId, cumQty, qty, price, at, false);
    }

    AlpacaFill later() {
        return new AlpacaFill(orderId, cumQty, qty, price, at, true);
    }

    /// The same execution with what a correction has made of it.
    AlpacaFill corrected(Qty newQty, Price newPrice) {
        return new AlpacaFill(orderId, cumQty, newQty, newPrice, at, isLater);
    }

    FillId fillId() {
        return new FillId("c" + cumQty.toPlainString() + (isLater ? "t" + at.toEpochMilli() : ""));
    }

    ProviderEvent.Filled event(RouteId routeId) {
        return new ProviderEvent.Filled(routeId, fillId(), qty, price, null, at);
    }
}
