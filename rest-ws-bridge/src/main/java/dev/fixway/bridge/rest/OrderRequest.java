package dev.fixway.bridge.rest;

import dev.fixway.engine.domain.Side;
import dev.fixway.engine.domain.TimeInForce;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// The body of `POST /v1/orders` as decoded, not yet checked.
record OrderRequest(String symbol, Side side, BigDecimal quantity, OrderType orderType, TimeInForce timeInForce,
        Prices prices,
        Wishes wishes, Labels labels) {

    /// What trades when.
    record Prices(@Nullable BigDecimal limitPrice, @Nullable BigDecimal stopPrice,
            @Nullable BigDecimal trailingDistance,
            @Nullable TrailingType trailingType, @Nullable BigDecimal stopLoss, @Nullable BigDecimal takeProfit) {}

    /// How the venue shall handle it.
    record Wishes(boolean reduceOnly, boolean postOnly, boolean hidden, @Nullable BigDecimal displayQuantity,
            @Nullable MarginMode marginMode, @Nullable BigDecimal leverage) {}

    /// Names that the client gives; an empty one counts as absent.
    record Labels(@Nullable String clientOrderId, @Nullable String ocoGroupId, @Nullable String positionId,
            @Nullable String provider) {}
}
