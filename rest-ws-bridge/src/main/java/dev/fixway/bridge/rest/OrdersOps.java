package dev.fixway.bridge.rest;

import dev.fixway.engine.domain.AccountId;
import dev.fixway.engine.domain.Answer;
import dev.fixway.engine.domain.Command;
import dev.fixway.engine.domain.Edge;
import dev.fixway.engine.domain.Order;
import dev.fixway.engine.domain.OrderId;
import dev.fixway.engine.domain.Party;
import dev.fixway.engine.domain.Price;
import dev.fixway.engine.domain.Qty;
import dev.fixway.engine.domain.Request;
import dev.fixway.engine.domain.Resolution;
import dev.fixway.engine.domain.Route;
import dev.fixway.engine.domain.Texts;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `/v1/ops/orders…`: what `fixway orders` asks of the engine.
final class OrdersOps {
    private static final Party OPERATOR = new Party(Edge.OPERATOR, "operator", new AccountId("-"));
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private final EngineDoor engine;

    OrdersOps(EngineDoor engine) {
        this.engine = engine;
    }

    /// Every order in memory, of every account.
    void list(Call call) {
        engine.ask(call, reply -> new Command.Survey(OPERATOR, EngineDoor.arrival(call, "GET /v1/ops/orders", null),
                reply), answer -> {
                    if (!(answer instanceof Answer.Surveyed surveyed)) {
                        throw EngineDoor.unexpected(answer);
                    }
                    call.answer(Response.json(200, json -> {
                        json.writeStartObject();
                        json.writeArrayPropertyStart("orders");
                        surveyed.orders().forEach(order -> write(json, order));
                        json.writeEndArray();
                        json.writeEndObject();
                    }));
                });
    }

    /// A person says what the venue says: `{"as": "filled", "quantity": "10", "price": "9.5", "text": "…"}`.
    void resolve(Call call) {
        String id = call.pathParameter("id");
        if (!OrderId.isOrderId(id)) {
            throw new RefusedRequest(ApiError.notFound(id));
        }
        BodyReader.read(call, body -> call.guarded(() -> resolve(call, new OrderId(id), body)));
    }

    private void resolve(Call call, OrderId orderId, byte[] body) {
        JsonNode wish;
        Resolution resolution;
        try {
            wish = JSON.readTree(body);
            resolution = resolution(wish);
        } catch (JacksonException | IllegalArgumentException e) {
            throw new RefusedRequest(ApiError.undecodable(Texts.bounded(String.valueOf(e.getMessage()))));
        }
        String text = Texts.bounded("by hand: " + wish.path("text").asString(""));
        engine.ask(call,
                reply -> new Command.ResolveOrder(orderId, resolution, text, OPERATOR,
                        EngineDoor.arrival(call, "POST /v1/ops/orders/{id}/resolve", body), reply),
                answer -> answer(call, orderId, answer));
    }

    private static Resolution resolution(JsonNode wish) {
        return switch (wish.path("as").asString("")) {
            case "rejected" -> new Resolution.Rejected();
            case "canceled" -> new Resolution.Canceled();
            case "working" -> new Resolution.Working();
            case "filled" -> new Resolution.Filled(Qty.of(wish.path("quantity").asString("")),
                    Price.of(wish.path("price").asString("")));
            default -> throw new IllegalArgumentException("as: rejected, canceled, working or filled");
        };
    }

    private static void answer(Call call, OrderId orderId, Answer answer) {
        switch (answer) {
            case Answer.Known(Order order) -> call.answer(Response.json(200, json -> {
                json.writeStartObject();
                json.writeStringProperty("id", order.orderId().value());
                json.writeStringProperty("status", order.ordStatus().name());
                json.writeStringProperty("cum_qty", order.cumQty().toString());
                json.writeEndObject();
            }));
            case Answer.RequestRefused refused ->
                call.answer(ApiError.of(ErrorCode.INVALID_REQUEST, refused.text()).response());
            case Answer.NotOpen _ -> call.answer(ApiError.notFound(orderId.value()).response());
            default -> throw EngineDoor.unexpected(answer);
        }
    }

    private static void write(JsonGenerator json, Answer.Surveyed.Standing standing) {
        Order order = standing.order();
        json.writeStartObject();
        json.writeStringProperty("id", order.orderId().value());
        put(json, "cl_ord_id", order.intent().clOrdId());
        json.writeStringProperty("entered_by", order.intent().party().name());
        json.writeStringProperty("account", order.intent().party().account().value());
        json.writeStringProperty("provider", order.intent().provider().value());
        json.writeBooleanProperty("external", order.intent().isExternal());
        json.writeStringProperty("symbol", order.intent().symbol().value());
        json.writeStringProperty("side", order.intent().side().name());
        json.writeStringProperty("order_qty", order.terms().orderQty().toString());
        json.writeStringProperty("cum_qty", order.cumQty().toString());
        json.writeStringProperty("status", order.ordStatus().name());
        if (order.isInDoubt()) {
            put(json, "in_doubt_since", standing.doubtSince());
            json.writeStringProperty("in_doubt", doubts(order));
        }
        json.writeEndObject();
    }

    /// What about the order is in doubt: route ids and requests.
    private static String doubts(Order order) {
        StringJoiner doubts = new StringJoiner(", ");
        for (Route route : order.routes()) {
            if (route.state() == Route.State.IN_DOUBT) {
                doubts.add("order " + route.routeId());
            }
        }
        for (Request request : order.chain().open()) {
            if (request.call() == Request.Call.IN_DOUBT) {
                doubts.add((request.isCancel() ? "cancel " : "replace ") + request.clOrdId());
            }
        }
        return doubts.toString();
    }

    private static void put(JsonGenerator json, String name, @Nullable Object value) {
        if (value != null) {
            json.writeStringProperty(name, value.toString());
        }
    }
}
