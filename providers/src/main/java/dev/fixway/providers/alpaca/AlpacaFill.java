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
/// Stream and history give it different ids; what both tell is the order's cumulative quantity after it, which no other
/// execution of the order has. That is its fill id.
record AlpacaFill(String orderId, BigDecimal cumQty, Qty qty, Price price, Instant at) {
    AlpacaFill {
        cumQty = cumQty.stripTrailingZeros();
    }

    FillId fillId() {
        return new FillId("c" + cumQty.toPlainString());
    }

    ProviderEvent.Filled event(RouteId routeId) {
        return new ProviderEvent.Filled(routeId, fillId(), qty, price, null, at);
    }
}
