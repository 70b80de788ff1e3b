package dev.fixway.bridge.rest;

import dev.fixway.engine.domain.Answer;
import dev.fixway.engine.domain.Command;
import dev.fixway.engine.domain.Order;
import dev.fixway.engine.domain.OrderId;
import dev.fixway.engine.domain.OrderRef;
import dev.fixway.engine.domain.RejectReason;

/// `GET /v1/orders/{order_id}`.
final class OrderQueries {
    private final RestEdge edge;
    private final EngineDoor engine;
    private final LedgerLookups ledger;
    private final Correlations correlations;

    OrderQueries(RestEdge edge, EngineDoor engine, LedgerLookups ledger, Correlations correlations) {
        this.edge = edge;
        this.engine = engine;
        this.ledger = ledger;
        this.correlations = correlations;
    }

    void get(Call call) {
        String orderId = call.pathParameter("order_id");
        if (!OrderId.isOrderId(orderId)) {
            throw new RefusedRequest(ApiError.notFound(orderId));
        }
        engine.ask(call,
                reply -> new Command.FindOrder(OrderRef.byId(orderId), edge.party(),
                        EngineDoor.arrival(call, "GET /v1/orders/{order_id}", null), reply),
                answer -> answer(call, orderId, answer));
    }

    private void answer(Call call, String orderId, Answer answer) {
        if (answer instanceof Answer.Known known) {
            call.answer(response(known.order()));
        } else if (answer instanceof Answer.NotOpen
                || (answer instanceof Answer.Refused refused && refused.reason() == RejectReason.UNKNOWN_ORDER)) {
            ledger.answer(call, () -> {
                Order order = ledger.find(edge.account(), orderId);
                return order == null ? ApiError.notFound(orderId).response() : response(order);
            });
        } else {
            throw EngineDoor.unexpected(answer);
        }
    }

    private Response response(Order order) {
        boolean hasEnded = OrderStatus.of(order).isEnded();
        return Response.json(200, json -> OrderJson.write(json, order, correlations.shown(order.orderId(), hasEnded)));
    }
}
