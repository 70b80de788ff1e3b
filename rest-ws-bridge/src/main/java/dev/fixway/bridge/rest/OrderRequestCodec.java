package dev.fixway.bridge.rest;

import dev.fixway.engine.domain.Side;
import dev.fixway.engine.domain.TimeInForce;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamLocation;

/// Decodes the body of `POST /v1/orders`; whatever is wrong with its shape leaves as [RefusedRequest].
final class OrderRequestCodec {
    private final JsonParser json;
    private final Set<String> seen = new HashSet<>();
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

    private OrderRequestCodec(JsonParser json) {
        this.json = json;
    }

    static OrderRequest decode(byte[] body) {
        try (JsonParser json = Response.JSON.createParser(ObjectReadContext.empty(), text(body))) {
            return new OrderRequestCodec(json).object();
        } catch (JacksonException e) {
            // Its own text names its classes and options.
            TokenStreamLocation at = e.getLocation();
            throw refused("not JSON, or nested too deeply"
                    + (at == null ? "" : ", at line " + at.getLineNr() + " column " + at.getColumnNr()));
        }
    }

    private static String text(byte[] body) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
        } catch (CharacterCodingException _) {
            throw refused("the body is not UTF-8");
        }
    }

    private OrderRequest object() {
        if (json.nextToken() != JsonToken.START_OBJECT) {
            throw refused("the body is not a JSON object");
        }
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            member(json.currentName());
        }
        if (json.nextToken() != null) {
            throw refused("something follows the JSON object");
        }
        return new OrderRequest(required("symbol", symbol), required("side", side), required("quantity", quantity),
                required("order_type", orderType), timeInForce,
                new OrderRequest.Prices(limitPrice, stopPrice, trailingDistance, trailingType, stopLoss, takeProfit),
                new OrderRequest.Wishes(reduceOnly, postOnly, hidden, displayQuantity, marginMode, leverage),
                new OrderRequest.Labels(clientOrderId, ocoGroupId, positionId, provider));
    }

    private void member(String name) {
        switch (name) {
            case "symbol" -> symbol = string(name);
            case "side" -> side = constant(name, Side.class);
            case "quantity" -> quantity = decimal(name);
            case "order_type" -> orderType = constant(name, OrderType.class);
            case "time_in_force" -> timeInForce = required(name, constant(name, TimeInForce.class));
            case "limit_price" -> limitPrice = decimal(name);
            case "stop_price" -> stopPrice = decimal(name);
            case "trailing_distance" -> trailingDistance = decimal(name);
            case "trailing_type" -> trailingType = constant(name, TrailingType.class);
            case "stop_loss" -> stopLoss = decimal(name);
            case "take_profit" -> takeProfit = decimal(name);
            case "reduce_only" -> reduceOnly = flag(name);
            case "post_only" -> postOnly = flag(name);
            case "hidden" -> hidden = flag(name);
            case "display_quantity" -> displayQuantity = decimal(name);
            case "margin_mode" -> marginMode = constant(name, MarginMode.class);
            case "leverage" -> leverage = decimal(name);
            case "client_order_id" -> clientOrderId = label(name);
            case "oco_group_id" -> ocoGroupId = label(name);
            case "position_id" -> positionId = label(name);
            case "provider" -> provider = label(name);
            default -> {
                json.nextToken();
                json.skipChildren();
            }
        }
    }

    private JsonToken value(String name) {
        if (!seen.add(name)) {
            throw refused("duplicate field " + name);
        }
        return json.nextToken();
    }

    private @Nullable String string(String name) {
        return switch (value(name)) {
            case VALUE_NULL -> null;
            case VALUE_STRING -> json.getString();
            default -> throw refused(name + " must be a string");
        };
    }

    private @Nullable String label(String name) {
        String text = string(name);
        return text == null || text.isEmpty() ? null : text;
    }

    private boolean flag(String name) {
        return switch (value(name)) {
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> throw refused(name + " must be true or false");
        };
    }

    private @Nullable BigDecimal decimal(String name) {
        return switch (value(name)) {
            case VALUE_NULL -> null;
            case VALUE_STRING -> read(name, DecimalText::ofString);
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> read(name, DecimalText::ofNumber);
            default -> throw refused(name + " must be a decimal");
        };
    }

    private <E extends Enum<E>> @Nullable E constant(String name, Class<E> type) {
        return switch (value(name)) {
            case VALUE_NULL -> null;
            case VALUE_STRING -> read(name, text -> Spelling.constant(type, text));
            default -> throw refused(name + " must be a string");
        };
    }

    private <T> T read(String name, Function<String, T> reader) {
        try {
            return reader.apply(json.getString());
        } catch (IllegalArgumentException e) {
            throw refused(name + ": " + e.getMessage());
        }
    }

    private static <T> T required(String name, @Nullable T value) {
        if (value == null) {
            throw refused(name + " is required");
        }
        return value;
    }

    private static RefusedRequest refused(String cause) {
        return new RefusedRequest(ApiError.undecodable(cause));
    }
}
