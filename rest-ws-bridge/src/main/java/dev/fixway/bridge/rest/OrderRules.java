package dev.fixway.bridge.rest;

import dev.fixway.engine.domain.Texts;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What an order must keep before the engine sees it. Field rules are reported together, the others one by one.
final class OrderRules {
    private static final int SYMBOL_LENGTH_MAX = 20;
    private static final int ID_LENGTH_MAX = 64;
    private static final int POSITION_ID_LENGTH_MAX = 128;
    private static final BigDecimal PERCENT_LIMIT = BigDecimal.valueOf(100);

    private OrderRules() {}

    /// The first thing that is wrong; null when nothing is.
    static @Nullable ApiError violation(OrderRequest request) {
        Map<String, List<?>> fields = fieldViolations(request);
        if (!fields.isEmpty()) {
            return ApiError.of(ErrorCode.VALIDATION_ERROR, String.join(", ", fields.keySet()), fields);
        }
        ApiError error = typeViolation(request);
        return error != null ? error : otherViolation(request);
    }

    private static Map<String, List<?>> fieldViolations(OrderRequest request) {
        Map<String, List<?>> fields = new LinkedHashMap<>();
        int symbolLength = length(request.symbol());
        if (symbolLength < 1 || symbolLength > SYMBOL_LENGTH_MAX) {
            Map<String, Object> params = new LinkedHashMap<>();
            params.put("min", 1);
            params.put("max", SYMBOL_LENGTH_MAX);
            params.put("value", request.symbol());
            fields.put("symbol", item("length", params));
        }
        if (request.quantity().signum() <= 0) {
            fields.put("quantity", item("must be positive", Map.of("value", request.quantity().toPlainString())));
        }
        checkLength(fields, "client_order_id", request.labels().clientOrderId());
        checkLength(fields, "oco_group_id", request.labels().ocoGroupId());
        return fields;
    }

    private static void checkLength(Map<String, List<?>> fields, String name, @Nullable String text) {
        if (text != null && length(text) > ID_LENGTH_MAX) {
            Map<String, Object> params = new LinkedHashMap<>();
            params.put("max", ID_LENGTH_MAX);
            params.put("value", text);
            fields.put(name, item("length", params));
        }
    }

    /// One thing that is wrong with a field.
    static List<?> item(String code, Map<String, ?> params) {
        Map<String, @Nullable Object> item = new LinkedHashMap<>();
        item.put("code", code);
        item.put("message", null);
        item.put("params", params);
        return List.of(item);
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    private static @Nullable ApiError typeViolation(OrderRequest request) {
        OrderRequest.Prices prices = request.prices();
        OrderType type = request.orderType();
        boolean needsStop = type == OrderType.STOP || type == OrderType.STOP_LIMIT;
        boolean needsLimit = type == OrderType.LIMIT || type == OrderType.STOP_LIMIT;
        boolean trails = type == OrderType.TRAILING_STOP;
        ApiError error = needsStop ? needed(type, "stop_price", prices.stopPrice()) : null;
        if (error == null && needsLimit) {
            error = needed(type, "limit_price", prices.limitPrice());
        }
        if (error == null && trails) {
            error = trailViolation(prices);
        }
        if (error == null && !needsLimit) {
            error = forbidden(type, "limit_price", prices.limitPrice());
        }
        if (error == null && !needsStop) {
            error = forbidden(type, "stop_price", prices.stopPrice());
        }
        return error == null && !trails ? forbidden(type, "trailing_distance", prices.trailingDistance()) : error;
    }

    private static @Nullable ApiError trailViolation(OrderRequest.Prices prices) {
        BigDecimal distance = prices.trailingDistance();
        if (distance == null || distance.signum() <= 0) {
            return needed(OrderType.TRAILING_STOP, "trailing_distance", distance);
        }
        if (prices.trailingType() == null) {
            return ApiError.missing("trailing_type", "TRAILING_STOP needs trailing_type");
        }
        boolean isTooFar = prices.trailingType() == TrailingType.PERCENT && distance.compareTo(PERCENT_LIMIT) >= 0;
        return isTooFar
                ? ApiError.invalid("trailing_distance", distance.toPlainString(), "must be below 100 percent")
                : null;
    }

    private static @Nullable ApiError otherViolation(OrderRequest request) {
        ApiError error = positive("stop_loss", request.prices().stopLoss());
        if (error == null) {
            error = positive("take_profit", request.prices().takeProfit());
        }
        BigDecimal display = request.wishes().displayQuantity();
        if (error == null && display != null && (display.signum() <= 0 || display.compareTo(request.quantity()) >= 0)) {
            error = ApiError.invalid("display_quantity", display.toPlainString(),
                    "must be positive and below quantity");
        }
        if (error == null) {
            error = positive("leverage", request.wishes().leverage());
        }
        return error != null ? error : textViolation(request);
    }

    private static @Nullable ApiError textViolation(OrderRequest request) {
        ApiError error = unclean("symbol", request.symbol());
        if (error == null) {
            error = unclean("client_order_id", request.labels().clientOrderId());
        }
        String position = request.labels().positionId();
        if (error == null && position != null && length(position) > POSITION_ID_LENGTH_MAX) {
            error = ApiError.invalid("position_id", position,
                    "has more than " + POSITION_ID_LENGTH_MAX + " characters");
        }
        return error != null ? error : unclean("position_id", position);
    }

    private static @Nullable ApiError unclean(String field, @Nullable String text) {
        return text == null || Texts.isClean(text) ? null : ApiError.invalid(field, text, "has control characters");
    }

    private static @Nullable ApiError needed(OrderType type, String field, @Nullable BigDecimal value) {
        return value == null ? ApiError.missing(field, type + " needs " + field) : positive(field, value);
    }

    private static @Nullable ApiError positive(String field, @Nullable BigDecimal value) {
        return value == null || value.signum() > 0
                ? null
                : ApiError.invalid(field, value.toPlainString(), "must be positive");
    }

    private static @Nullable ApiError forbidden(OrderType type, String field, @Nullable BigDecimal value) {
        return value == null ? null : ApiError.invalid(field, value.toPlainString(), "does not go with " + type);
    }
}
