package dev.fixway.bridge.rest;

import dev.fixway.engine.domain.Side;
import dev.fixway.engine.domain.TimeInForce;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// Decodes the body of `POST /v1/orders`; whatever is wrong with its shape leaves as [RefusedRequest].
final class OrderRequestCodec {
    private @Nullable String symbol;
    private @Nullable Side side;
    private @Nullable BigDecimal quantity;
    private @Nullable OrderType orderType;
    private TimeInForce timeInForce = TimeInForce.GTC;
    private @Nullable BigDecimal limitPrice;
    private @Nullable BigDecimal stopPrice;
    private @Nullable BigDecimal trailingDistance;
    private @Nullable TrailingType trailingType;
    private @Nullable BigDecimal stopLoss;
    private @Nullable BigDecimal takeProfit;
    private boolean reduceOnly;
    private boolean postOnly;
    private boolean hidden;
    private @Nullable BigDecimal displayQuantity;
    private @Nullable MarginMode marginMode;
    private @Nullable BigDecimal leverage;
    private @Nullable String clientOrderId;
    private @Nullable String ocoGroupId;
    private @Nullable String positionId;
    private @Nullable String provider;

    private OrderRequestCodec() {}

    static OrderRequest decode(byte[] body) {
        OrderRequestCodec codec = new OrderRequestCodec();
        JsonBody.read(body, codec::member);
        return codec.request();
    }

    private OrderRequest request() {
        return new OrderRequest(JsonBody.required("symbol", symbol), JsonBody.required("side", side),
                JsonBody.required("quantity", quantity),
                JsonBody.required("order_type", orderType), timeInForce,
                new OrderRequest.Prices(limitPrice, stopPrice, trailingDistance, trailingType, stopLoss, takeProfit),
                new OrderRequest.Wishes(reduceOnly, postOnly, hidden, displayQuantity, marginMode, leverage),
                new OrderRequest.Labels(clientOrderId, ocoGroupId, positionId, provider));
    }

    private boolean member(JsonBody json, String name) {
        switch (name) {
            case "symbol" -> symbol = json.string(name);
            case "side" -> side = json.constant(name, Side.class);
            case "quantity" -> quantity = json.decimal(name);
            case "order_type" -> orderType = json.constant(name, OrderType.class);
            case "time_in_force" -> timeInForce = JsonBody.required(name, json.constant(name, TimeInForce.class));
            case "limit_price" -> limitPrice = json.decimal(name);
            case "stop_price" -> stopPrice = json.decimal(name);
            case "trailing_distance" -> trailingDistance = json.decimal(name);
            case "trailing_type" -> trailingType = json.constant(name, TrailingType.class);
            case "stop_loss" -> stopLoss = json.decimal(name);
            case "take_profit" -> takeProfit = json.decimal(name);
            case "reduce_only" -> reduceOnly = json.flag(name);
            case "post_only" -> postOnly = json.flag(name);
            case "hidden" -> hidden = json.flag(name);
            case "display_quantity" -> displayQuantity = json.decimal(name);
            case "margin_mode" -> marginMode = json.constant(name, MarginMode.class);
            case "leverage" -> leverage = json.decimal(name);
            case "client_order_id" -> clientOrderId = json.label(name);
            case "oco_group_id" -> ocoGroupId = json.label(name);
            case "position_id" -> positionId = json.label(name);
            case "provider" -> provider = json.label(name);
            default -> {
                return false;
            }
        }
        return true;
    }
}
