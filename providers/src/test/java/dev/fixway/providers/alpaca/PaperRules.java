package dev.fixway.providers.alpaca;

import static dev.fixway.providers.alpaca.PaperDesk.error;

import dev.fixway.providers.alpaca.PaperFault.Answer;
import java.math.BigDecimal;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What the stand-in refuses about a request: fields, precision, and the documented rules for shares, parts and crypto.
final class PaperRules {
    static final Set<String> SYMBOLS = Set.of("AAPL", "MSFT", "TSLA", "IBM", "BRK.B", "BTC/USD", "ETH/USD");
    private static final Set<String> ORDER_FIELDS = Set.of("symbol", "qty", "notional", "side", "type",
            "time_in_force", "limit_price", "stop_price", "client_order_id", "order_class", "take_profit", "stop_loss");
    private static final Set<String> OBJECTS = Set.of("take_profit", "stop_loss");
    private static final Set<String> REPLACE_FIELDS = Set.of("qty", "limit_price", "stop_price", "time_in_force",
            "client_order_id");
    private static final Set<String> NUMBERS = Set.of("qty", "notional", "limit_price", "stop_price");
    private static final Set<String> TYPES = Set.of("market", "limit", "stop", "stop_limit");
    private static final Set<String> TIMES = Set.of("day", "gtc", "ioc", "fok");

    private PaperRules() {}

    static @Nullable Answer objection(JsonNode order) {
        Answer fields = fields(order, ORDER_FIELDS);
        if (fields != null) {
            return fields;
        }
        String symbol = order.path("symbol").asString("");
        if (!SYMBOLS.contains(symbol)) {
            return error(422, 42_210_000, "asset \\\"" + symbol + "\\\" not found");
        }
        String type = order.path("type").asString("");
        if (!Set.of("buy", "sell").contains(order.path("side").asString("")) || !TYPES.contains(type)
                || !TIMES.contains(order.path("time_in_force").asString(""))) {
            return error(422, 40_010_001, "invalid side, type or time_in_force");
        }
        if (order.has("qty") == order.has("notional")) {
            return error(422, 40_010_001, "exactly one of qty or notional is required");
        }
        if (order.has("limit_price") != type.endsWith("limit") || order.has("stop_price") != type.startsWith("stop")) {
            return error(422, 40_010_001, type + " orders require their prices and no others");
        }
        return symbol.contains("/") ? ofCrypto(order, type) : ofShares(order, order.path("time_in_force").asString(""));
    }

    static @Nullable Answer objectionToReplace(PaperOrder order, JsonNode request) {
        Answer fields = fields(request, REPLACE_FIELDS);
        return fields != null || order.symbol().contains("/") ? fields : ticks(request);
    }

    private static @Nullable Answer fields(JsonNode request, Set<String> known) {
        if (!request.isObject()) {
            return error(400, 40_010_000, "request body format is invalid");
        }
        for (var field : request.properties()) {
            boolean isWellFormed = OBJECTS.contains(field.getKey())
                    ? field.getValue().isObject()
                    : field.getValue().isString();
            if (!known.contains(field.getKey()) || !isWellFormed) {
                return error(400, 40_010_000, "request body format is invalid: " + field.getKey());
            }
            if (NUMBERS.contains(field.getKey()) && !isGood(field.getValue().stringValue())) {
                return error(422, 40_010_001, field.getKey() + " must be > 0 with at most 9 decimals");
            }
        }
        return request.path("client_order_id").asString("").length() <= 128
                ? null
                : error(422, 40_010_001, "client_order_id must be no more than 128 characters");
    }

    static boolean isGood(String number) {
        return number.matches("[0-9]{1,15}(\\.[0-9]{1,9})?") && new BigDecimal(number).signum() > 0;
    }

    private static @Nullable Answer ofCrypto(JsonNode order, String type) {
        if (!Set.of("gtc", "ioc").contains(order.path("time_in_force").asString(""))) {
            return error(422, 40_010_001, "invalid crypto time_in_force");
        }
        return type.equals("stop") ? error(422, 40_010_001, "invalid order type for crypto order") : null;
    }

    private static @Nullable Answer ofShares(JsonNode order, String timeInForce) {
        boolean isPart = order.has("notional")
                || new BigDecimal(order.path("qty").stringValue()).stripTrailingZeros().scale() > 0;
        if (isPart && !timeInForce.equals("day")) {
            return error(422, 42_210_000, "fractional orders must be DAY orders");
        }
        return ticks(order);
    }

    static @Nullable Answer ticks(JsonNode order) {
        for (String name : new String[]{"limit_price", "stop_price"}) {
            if (order.has(name)) {
                BigDecimal price = new BigDecimal(order.get(name).stringValue());
                int most = price.compareTo(BigDecimal.ONE) >= 0 ? 2 : 4;
                if (price.stripTrailingZeros().scale() > most) {
                    return error(422, 42_210_000, "invalid " + name + ": sub-penny increment does not fulfill minimum"
                            + " pricing criteria");
                }
            }
        }
        return null;
    }
}
