package dev.fixway.bridge.rest;

import dev.fixway.engine.domain.Exits;
import dev.fixway.engine.domain.Handling;
import dev.fixway.engine.domain.OrdType;
import dev.fixway.engine.domain.Order;
import dev.fixway.engine.domain.OrderIntent;
import dev.fixway.engine.domain.Qty;
import dev.fixway.engine.domain.Terms;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/// Writes orders as clients know them: decimals as text with their scale, absent members left out.
final class OrderJson {
    private OrderJson() {}

    /// The answer to a submission.
    ///
    /// - `correlationId`: null where the order has none
    static void writeHandle(JsonGenerator json, Order order, @Nullable UUID correlationId) {
        json.writeStartObject();
        json.writeStringProperty("id", order.orderId().value());
        put(json, "client_order_id", order.intent().clOrdId());
        put(json, "correlation_id", correlationId);
        json.writeStringProperty("status", OrderStatus.of(order).name());
        json.writeEndObject();
    }

    /// - `correlationId`: null when it is not remembered or not wanted
    static void write(JsonGenerator json, Order order, @Nullable UUID correlationId) {
        Terms terms = order.terms();
        json.writeStartObject();
        json.writeStringProperty("id", order.orderId().value());
        put(json, "client_order_id", order.intent().clOrdId());
        json.writeStringProperty("provider", order.intent().provider().value());
        json.writeStringProperty("symbol", order.intent().symbol().value());
        json.writeStringProperty("side", order.intent().side().name());
        json.writeStringProperty("order_type", type(terms.ordType()).name());
        json.writeStringProperty("quantity", terms.orderQty().toString());
        writeFilled(json, order);
        put(json, "limit_price", terms.price());
        put(json, "stop_price", terms.stopPx());
        writeExits(json, order.intent());
        json.writeStringProperty("status", OrderStatus.of(order).name());
        writeHandling(json, order.intent().handling());
        put(json, "correlation_id", correlationId);
        json.writeStringProperty("time_in_force", terms.timeInForce().name());
        json.writeStringProperty("created_at", order.life().createdAt().toString());
        json.writeStringProperty("updated_at", order.life().updatedAt().toString());
        json.writeEndObject();
    }

    private static void writeExits(JsonGenerator json, OrderIntent intent) {
        Exits exits = intent.handling().exits();
        if (exits != null) {
            put(json, "stop_loss", exits.stopLoss());
            put(json, "take_profit", exits.takeProfit());
        }
        put(json, "parent_order_id", intent.parent());
    }

    private static void writeFilled(JsonGenerator json, Order order) {
        Qty filled = order.cumQty();
        json.writeStringProperty("filled_quantity", filled.toString());
        json.writeStringProperty("remaining_quantity", order.terms().orderQty().minus(filled).toString());
        if (!filled.isZero()) {
            json.writeStringProperty("average_fill_price", order.executions().avgPx().toPlainString());
        }
    }

    private static void writeHandling(JsonGenerator json, Handling handling) {
        put(json, "position_id", handling.positionId());
        json.writeBooleanProperty("reduce_only", handling.reduceOnly());
        json.writeBooleanProperty("post_only", handling.postOnly());
        json.writeBooleanProperty("hidden", handling.hidden());
        put(json, "display_quantity", handling.displayQty());
    }

    private static OrderType type(OrdType type) {
        return switch (type) {
            case MARKET -> OrderType.MARKET;
            case LIMIT -> OrderType.LIMIT;
            case STOP -> OrderType.STOP;
            case STOP_LIMIT -> OrderType.STOP_LIMIT;
        };
    }

    private static void put(JsonGenerator json, String name, @Nullable Object value) {
        if (value != null) {
            json.writeStringProperty(name, value.toString());
        }
    }
}
