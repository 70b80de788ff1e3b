package dev.fixway.bridge.rest;

import dev.fixway.engine.domain.Answer;
import dev.fixway.engine.domain.Command;
import dev.fixway.engine.domain.OrdType;
import dev.fixway.engine.domain.Order;
import dev.fixway.engine.domain.OrderId;
import dev.fixway.engine.domain.OrderRef;
import dev.fixway.engine.domain.Price;
import dev.fixway.engine.domain.Qty;
import dev.fixway.engine.domain.RejectReason;
import dev.fixway.engine.domain.TermsChange;
import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `PATCH /v1/orders/{order_id}`. An order keeps its id through every change.
final class OrderChanges {
    private static final String MSG_TYPE = "PATCH /v1/orders/{order_id}";

    private final RestEdge edge;
    private final EngineDoor engine;
    private final LedgerLookups ledger;

    OrderChanges(RestEdge edge, EngineDoor engine, LedgerLookups ledger) {
        this.edge = edge;
        this.engine = engine;
        this.ledger = ledger;
    }

    void change(Call call) {
        String orderId = call.pathParameter("order_id");
        OrderEntry.requireJson(call);
        BodyReader.read(call, body -> find(call, orderId, OrderChange.decode(body), body));
    }

    private void find(Call call, String orderId, OrderChange change, byte[] body) {
        positive("quantity", change.quantity());
        positive("limit_price", change.limitPrice());
        positive("stop_price", change.stopPrice());
        if (!OrderId.isOrderId(orderId)) {
            throw new RefusedRequest(ApiError.notFound(orderId));
        }
        engine.ask(call,
                reply -> new Command.FindOrder(OrderRef.byId(orderId), edge.party(),
                        EngineDoor.arrival(call, MSG_TYPE, null), reply),
                answer -> {
                    if (answer instanceof Answer.Known(Order order)) {
                        amend(call, order, change, body);
                    } else {
                        ledger.answer(call, () -> ended(orderId));
                    }
                });
    }

    private static void positive(String field, @Nullable BigDecimal value) {
        if (value != null && value.signum() <= 0) {
            throw new RefusedRequest(ApiError.invalid(field, value.toPlainString(), "must be positive"));
        }
    }

    private Response ended(String orderId) {
        Order order = ledger.find(edge.account(), orderId);
        return (order == null ? ApiError.notFound(orderId) : notModifiable(order, "has ended")).response();
    }

    private static ApiError notModifiable(Order order, String why) {
        return ApiError.of(ErrorCode.ORDER_NOT_MODIFIABLE, "order " + order.orderId() + ' ' + why,
                Map.of("order_id", order.orderId().value()));
    }

    private void amend(Call call, Order order, OrderChange change, byte[] body) {
        refuseMisfits(order, change);
        if (change.unsupported() != null) {
            throw new RefusedRequest(
                    ApiError.unsupported(change.unsupported(), edge.platform(order.intent().provider())));
        }
        TermsChange wished = new TermsChange(change.quantity() == null ? null : new Qty(change.quantity()),
                price(change.limitPrice()), price(change.stopPrice()));
        if (wished.isNothing()) {
            call.answer(changed(order));
            return;
        }
        engine.ask(call,
                reply -> new Command.AmendOrder(OrderRef.byId(order.orderId().value()), wished, edge.party(),
                        EngineDoor.arrival(call, MSG_TYPE, body), reply),
                answer -> answer(call, order, answer));
    }

    /// What the order is now decides what can be changed of it.
    private static void refuseMisfits(Order order, OrderChange change) {
        if (OrderStatus.of(order).isEnded()) {
            throw new RefusedRequest(notModifiable(order, "has ended"));
        }
        OrdType type = order.terms().ordType();
        if (change.limitPrice() != null && type != OrdType.LIMIT && type != OrdType.STOP_LIMIT) {
            throw misfit("limit_price", change.limitPrice(), "does not go with " + type);
        }
        if (change.stopPrice() != null && type != OrdType.STOP && type != OrdType.STOP_LIMIT) {
            throw misfit("stop_price", change.stopPrice(), "does not go with " + type);
        }
        if (change.quantity() != null && order.intent().isExit()) {
            throw misfit("quantity", change.quantity(), "of an exit follows its entry");
        }
        if (change.quantity() != null && change.quantity().compareTo(order.cumQty().value()) < 0) {
            throw new RefusedRequest(ApiError.missing("quantity", order.cumQty() + " is filled already"));
        }
    }

    private static RefusedRequest misfit(String field, BigDecimal value, String cause) {
        return new RefusedRequest(ApiError.invalid(field, value.toPlainString(), cause));
    }

    private static @Nullable Price price(@Nullable BigDecimal value) {
        return value == null ? null : new Price(value);
    }

    /// Answers a call with what has become of the change of an order.
    void answer(Call call, Order before, Answer answer) {
        switch (answer) {
            case Answer.Known(Order order) -> call.answer(changed(order));
            case Answer.RequestRefused refused -> call.answer(refused(refused).response());
            case Answer.Refused refused ->
                call.answer(ApiError.rejected(refused.reason().code(), refused.text()).response());
            case Answer.NotOpen _ -> ledger.answer(call, () -> ended(before.orderId().value()));
            case Answer.Repeated _, Answer.Listed _, Answer.Surveyed _, Answer.AllCanceled _ ->
                throw EngineDoor.unexpected(answer);
            case Answer.OfClose _, Answer.Kill _, Answer.Busy _, Answer.Unavailable _ ->
                throw EngineDoor.unexpected(answer);
        }
    }

    private ApiError refused(Answer.RequestRefused refused) {
        Order order = refused.order();
        RejectReason reason = refused.reason();
        if (OrderStatus.of(order).isEnded() || reason == RejectReason.TOO_LATE) {
            return notModifiable(order, "has ended");
        }
        return switch (reason) {
            case ALREADY_PENDING -> notModifiable(order, "is being changed already");
            case UNSUPPORTED -> ApiError.unsupported("modify_order", edge.platform(order.intent().provider()));
            case PROVIDER_NOT_READY -> ApiError.unavailable(refused.text());
            default -> ApiError.rejected(reason.code(), refused.text());
        };
    }

    private static Response changed(Order order) {
        return Response.json(200, json -> {
            json.writeStartObject();
            json.writeName("order");
            OrderJson.write(json, order, null);
            json.writeEndObject();
        });
    }
}
