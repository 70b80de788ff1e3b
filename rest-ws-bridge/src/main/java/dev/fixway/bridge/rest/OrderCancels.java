package dev.fixway.bridge.rest;

import dev.fixway.engine.domain.Answer;
import dev.fixway.engine.domain.Command;
import dev.fixway.engine.domain.Order;
import dev.fixway.engine.domain.OrderId;
import dev.fixway.engine.domain.OrderRef;
import dev.fixway.engine.domain.RejectReason;
import dev.fixway.engine.domain.Symbol;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// `DELETE /v1/orders/{order_id}` and `DELETE /v1/orders`. A repeated DELETE never acts twice.
final class OrderCancels {
    private final RestEdge edge;
    private final EngineDoor engine;
    private final LedgerLookups ledger;

    OrderCancels(RestEdge edge, EngineDoor engine, LedgerLookups ledger) {
        this.edge = edge;
        this.engine = engine;
        this.ledger = ledger;
    }

    void cancel(Call call) {
        String orderId = call.pathParameter("order_id");
        if (!OrderId.isOrderId(orderId)) {
            throw new RefusedRequest(ApiError.notFound(orderId));
        }
        engine.ask(call,
                reply -> new Command.CancelOrder(OrderRef.byId(orderId), null, edge.party(), null,
                        EngineDoor.arrival(call, "DELETE /v1/orders/{order_id}", null), reply),
                answer -> answer(call, orderId, answer));
    }

    private void answer(Call call, String orderId, Answer answer) {
        switch (answer) {
            case Answer.Known known -> call.answer(settled(known.order()));
            case Answer.Repeated repeated -> call.answer(settled(repeated.order()));
            case Answer.RequestRefused refused -> call.answer(refused(refused));
            case Answer.Refused refused when refused.reason() != RejectReason.UNKNOWN_ORDER ->
                call.answer(ApiError.rejected(refused.reason().code(), refused.text()).response());
            case Answer.Refused _, Answer.NotOpen _ -> ledger.answer(call, () -> ended(orderId));
            case Answer.Listed _, Answer.Surveyed _, Answer.AllCanceled _, Answer.OfClose _ ->
                throw EngineDoor.unexpected(answer);
            case Answer.Kill _, Answer.Busy _, Answer.Unavailable _ ->
                throw EngineDoor.unexpected(answer);
        }
    }

    private Response ended(String orderId) {
        Order order = ledger.find(edge.account(), orderId);
        return order == null ? ApiError.notFound(orderId).response() : settled(order);
    }

    private static Response refused(Answer.RequestRefused refused) {
        OrderStatus status = OrderStatus.of(refused.order());
        if (status.isEnded() || status == OrderStatus.PENDING_CANCEL) {
            return settled(refused.order());
        }
        return ApiError.rejected(refused.reason().code(), refused.text()).response();
    }

    /// The answer about an order after its cancel: done, under way, or too late.
    private static Response settled(Order order) {
        return switch (OrderStatus.of(order)) {
            case PENDING, PENDING_CANCEL, OPEN, PARTIALLY_FILLED, CANCELLED -> Response.json(200, json -> {
                json.writeStartObject();
                json.writeBooleanProperty("success", true);
                json.writeName("order");
                OrderJson.write(json, order, null);
                json.writeEndObject();
            });
            case FILLED -> ApiError.of(ErrorCode.INVALID_REQUEST, "order " + order.orderId() + " is filled").response();
            case REJECTED, EXPIRED ->
                ApiError.of(ErrorCode.ORDER_NOT_MODIFIABLE, "order " + order.orderId() + " has ended",
                        Map.of("order_id", order.orderId().value())).response();
        };
    }

    void cancelAll(Call call) {
        String text = call.query(Set.of("symbol")).text("symbol");
        Symbol symbol = symbol(text);
        if (text != null && symbol == null) {
            call.answer(counted(new Answer.AllCanceled(0, List.of())));
            return;
        }
        engine.ask(call,
                reply -> new Command.CancelAll(symbol, edge.party(),
                        EngineDoor.arrival(call, "DELETE /v1/orders", null), reply),
                answer -> {
                    if (!(answer instanceof Answer.AllCanceled all)) {
                        throw EngineDoor.unexpected(answer);
                    }
                    call.answer(counted(all));
                });
    }

    /// Null for a text that is no symbol: no order can have it.
    private static @Nullable Symbol symbol(@Nullable String text) {
        try {
            return text == null ? null : Symbol.of(text);
        } catch (IllegalArgumentException _) {
            return null;
        }
    }

    private static Response counted(Answer.AllCanceled all) {
        return Response.json(200, json -> {
            json.writeStartObject();
            json.writeNumberProperty("cancelled_count", all.canceledCount());
            json.writeNumberProperty("failed_count", all.failed().size());
            if (!all.failed().isEmpty()) {
                json.writeArrayPropertyStart("failed_order_ids");
                all.failed().forEach(orderId -> json.writeString(orderId.value()));
                json.writeEndArray();
            }
            json.writeEndObject();
        });
    }
}
