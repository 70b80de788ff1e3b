package dev.fixway.bridge.rest;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// The body of `PATCH /v1/orders/{order_id}` as decoded, not yet checked.
///
/// - `unsupported`: the first member that asks for what is not built; null for none
record OrderChange(@Nullable BigDecimal quantity, @Nullable BigDecimal limitPrice, @Nullable BigDecimal stopPrice,
        @Nullable String unsupported) {

    static OrderChange decode(byte[] body) {
        Codec codec = new Codec();
        JsonBody.read(body, codec::member);
        String unsupported = codec.stopLoss != null
                ? "stop_loss"
                : codec.takeProfit != null
                        ? "take_profit"
                        : codec.trailingDistance != null ? "trailing_distance" : null;
        return new OrderChange(codec.quantity, codec.limitPrice, codec.stopPrice, unsupported);
    }

    private static final class Codec {
        private @Nullable BigDecimal quantity;
        private @Nullable BigDecimal limitPrice;
        private @Nullable BigDecimal stopPrice;
        private @Nullable BigDecimal stopLoss;
        private @Nullable BigDecimal takeProfit;
        private @Nullable BigDecimal trailingDistance;

        private boolean member(JsonBody json, String name) {
            switch (name) {
                case "quantity" -> quantity = json.decimal(name);
                case "limit_price" -> limitPrice = json.decimal(name);
                case "stop_price" -> stopPrice = json.decimal(name);
                case "stop_loss" -> stopLoss = json.decimal(name);
                case "take_profit" -> takeProfit = json.decimal(name);
                case "trailing_distance" -> trailingDistance = json.decimal(name);
                default -> {
                    return false;
                }
            }
            return true;
        }
    }
}
