package dev.fixway.providers.alpaca;

import static dev.fixway.providers.alpaca.PaperDesk.error;

import dev.fixway.providers.alpaca.PaperFault.Answer;
import java.math.BigDecimal;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What the stand-in refuses about `order_class`, `take_profit` and `stop_loss`.
final class PaperExitRules {
    private static final BigDecimal CENT = new BigDecimal("0.01");
    private static final Set<String> CLASSES = Set.of("", "simple", "bracket", "oto", "oco");

    private PaperExitRules() {}

    /// - `position`: what is held of the symbol
    static @Nullable Answer objection(JsonNode order, BigDecimal position) {
        String orderClass = order.path("order_class").asString("");
        boolean hasProfit = order.has("take_profit");
        boolean hasLoss = order.has("stop_loss");
        if (!CLASSES.contains(orderClass)) {
            return error(422, 40_010_001, "invalid order_class");
        }
        if (orderClass.isEmpty() || orderClass.equals("simple")) {
            return hasProfit || hasLoss ? error(422, 42_210_000, "simple orders have no exits") : null;
        }
        Answer shape = shape(order, orderClass, hasProfit, hasLoss);
        if (shape != null) {
            return shape;
        }
        if (order.path("symbol").asString("").contains("/")) {
            return error(422, 42_210_000, "crypto orders must be simple orders");
        }
        if (!Set.of("day", "gtc").contains(order.path("time_in_force").asString(""))) {
            return error(422, 42_210_000, orderClass + " orders must be DAY or GTC orders");
        }
        if (!order.has("qty")
                || new BigDecimal(order.path("qty").stringValue()).stripTrailingZeros().scale() > 0) {
            return error(422, 42_210_000, "fractional orders must be simple orders");
        }
        if (orderClass.equals("oco") && position.signum() == 0) {
            return error(403, 40_310_000, "insufficient qty available for order");
        }
        return prices(order, orderClass);
    }

    private static @Nullable Answer shape(JsonNode order, String orderClass, boolean hasProfit, boolean hasLoss) {
        if (orderClass.equals("oto") ? hasProfit == hasLoss : !hasProfit || !hasLoss) {
            return error(422, 42_210_000,
                    orderClass.equals("oto")
                            ? "oto orders require either take_profit or stop_loss"
                            : orderClass + " orders require take_profit.limit_price and stop_loss.stop_price");
        }
        if (orderClass.equals("oco") && !order.path("type").asString("").equals("limit")) {
            return error(422, 42_210_000, "oco orders must be limit orders");
        }
        boolean isMalformed = (hasProfit && !fits(order.get("take_profit"), Set.of("limit_price"), "limit_price"))
                || (hasLoss && !fits(order.get("stop_loss"), Set.of("stop_price", "limit_price"), "stop_price"));
        return isMalformed
                ? error(400, 40_010_000, "request body format is invalid: take_profit or stop_loss")
                : null;
    }

    private static boolean fits(JsonNode exit, Set<String> known, String needed) {
        return exit.isObject() && exit.has(needed) && exit.properties()
                .stream()
                .allMatch(field -> known.contains(field.getKey()) && field.getValue().isString()
                        && PaperRules.isGood(field.getValue().stringValue()));
    }

    private static @Nullable Answer prices(JsonNode order, String orderClass) {
        for (String exit : new String[]{"take_profit", "stop_loss"}) {
            Answer ticks = order.has(exit) ? PaperRules.ticks(order.get(exit)) : null;
            if (ticks != null) {
                return ticks;
            }
        }
        // An `oco` is an exit itself, the others close what they open.
        boolean closesBySelling = order.path("side").asString("").equals("buy") != orderClass.equals("oco");
        BigDecimal base = base(order);
        BigDecimal stop = price(order, "stop_loss", "stop_price");
        BigDecimal profit = price(order, "take_profit", "limit_price");
        if (stop != null && profit != null && (closesBySelling
                ? profit.compareTo(stop) <= 0
                : profit.compareTo(stop) >= 0)) {
            return error(422, 42_210_000, "take_profit.limit_price must be beyond stop_loss.stop_price");
        }
        if (stop != null && !orderClass.equals("oco") && (closesBySelling
                ? stop.compareTo(base.subtract(CENT)) > 0
                : stop.compareTo(base.add(CENT)) < 0)) {
            return error(422, 42_210_000, "stop_loss.stop_price must be at least 0.01 from base_price");
        }
        return null;
    }

    private static BigDecimal base(JsonNode order) {
        String name = order.has("limit_price") ? "limit_price" : "stop_price";
        return order.has(name) ? new BigDecimal(order.get(name).stringValue()) : PaperDesk.PRICE;
    }

    private static @Nullable BigDecimal price(JsonNode order, String exit, String name) {
        return order.has(exit) ? new BigDecimal(order.get(exit).get(name).stringValue()) : null;
    }
}
