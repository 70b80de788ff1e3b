package dev.fixway.bridge.rest;

import dev.fixway.engine.domain.Answer;
import dev.fixway.engine.domain.Command;
import dev.fixway.engine.domain.Order;
import dev.fixway.engine.domain.OrderId;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// `GET /v1/orders` and its history: open orders from the engine, ended ones from the ledger.
final class OrderLists {
    private static final Comparator<Order> NEWEST_FIRST = Comparator.<Order, java.time.Instant>comparing(
            o -> o.life().createdAt())
            .thenComparing(Order::orderId)
            .reversed();
    private static final Comparator<Order> CHANGED_LAST_FIRST = Comparator.<Order, java.time.Instant>comparing(
            o -> o.life().updatedAt()).thenComparing(Order::orderId).reversed();

    private final RestEdge edge;
    private final EngineDoor engine;
    private final LedgerLookups ledger;
    private final Correlations correlations;

    OrderLists(RestEdge edge, EngineDoor engine, LedgerLookups ledger, Correlations correlations) {
        this.edge = edge;
        this.engine = engine;
        this.ledger = ledger;
        this.correlations = correlations;
    }

    void list(Call call) {
        ListFilter filter = ListFilter.of(call);
        if (filter.showsNothing()) {
            call.answer(response(List.of()));
        } else if (filter.showsOpen()) {
            // The engine first, the ledger after it: what ends in between is then seen ended, never missed.
            engine.ask(call,
                    reply -> new Command.ListOpen(edge.party(), EngineDoor.arrival(call, "GET /v1/orders", null),
                            reply),
                    answer -> {
                        if (!(answer instanceof Answer.Listed listed)) {
                            throw EngineDoor.unexpected(answer);
                        }
                        ledger.answer(call, () -> response(merged(filter, listed.orders(), NEWEST_FIRST)));
                    });
        } else {
            ledger.answer(call, () -> response(merged(filter, List.of(), NEWEST_FIRST)));
        }
    }

    void history(Call call) {
        ListFilter filter = ListFilter.of(call).history();
        if (filter.showsNothing()) {
            call.answer(response(List.of()));
        } else {
            ledger.answer(call, () -> response(merged(filter, List.of(), CHANGED_LAST_FIRST)));
        }
    }

    private List<Order> merged(ListFilter filter, List<Order> open, Comparator<Order> sorting) {
        Map<OrderId, Order> orders = new HashMap<>();
        open.forEach(order -> orders.put(order.orderId(), order));
        if (filter.showsEnded()) {
            ledger.find(filter.ended(edge.account())).forEach(order -> orders.put(order.orderId(), order));
        }
        return orders.values().stream().filter(filter::shows).sorted(sorting).limit(filter.limit()).toList();
    }

    private Response response(List<Order> orders) {
        return Response.json(200, json -> {
            json.writeStartArray();
            for (Order order : orders) {
                OrderJson.write(json, order, correlations.shown(order.orderId(), OrderStatus.of(order).isEnded()));
            }
            json.writeEndArray();
        });
    }
}
