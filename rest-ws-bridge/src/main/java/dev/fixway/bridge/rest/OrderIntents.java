package dev.fixway.bridge.rest;

import dev.fixway.engine.domain.ClOrdId;
import dev.fixway.engine.domain.Exits;
import dev.fixway.engine.domain.Handling;
import dev.fixway.engine.domain.OrdType;
import dev.fixway.engine.domain.OrderIntent;
import dev.fixway.engine.domain.Price;
import dev.fixway.engine.domain.ProviderId;
import dev.fixway.engine.domain.Qty;
import dev.fixway.engine.domain.Symbol;
import dev.fixway.engine.domain.Terms;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// Turns a decoded order into the intent that the engine takes; refuses by name what no provider here can do yet.
final class OrderIntents {
    private final RestEdge edge;

    OrderIntents(RestEdge edge) {
        this.edge = edge;
    }

    /// Throws [RefusedRequest] for an order that cannot go on.
    OrderIntent of(OrderRequest request) {
        ApiError error = OrderRules.violation(request);
        if (error != null) {
            throw new RefusedRequest(error);
        }
        ProviderId provider = provider(request.labels().provider());
        refuseUnsupported(request, provider);
        OrderRequest.Labels labels = request.labels();
        OrderRequest.Wishes wishes = request.wishes();
        Terms terms = Terms.of(type(request.orderType()), new Qty(request.quantity()),
                price(request.prices().limitPrice()),
                price(request.prices().stopPrice()), request.timeInForce());
        Handling handling = new Handling(wishes.reduceOnly(), wishes.postOnly(), wishes.hidden(),
                qty(wishes.displayQuantity()),
                labels.positionId(), wishes.marginMode() == null ? null : wishes.marginMode().name(),
                qty(wishes.leverage()),
                Exits.of(price(request.prices().stopLoss()), price(request.prices().takeProfit())));
        return new OrderIntent(edge.party(),
                labels.clientOrderId() == null ? null : new ClOrdId(labels.clientOrderId()),
                Symbol.of(request.symbol()), request.side(), terms, handling, provider);
    }

    private ProviderId provider(@Nullable String name) {
        if (name == null) {
            return edge.defaultProvider();
        }
        try {
            return edge.provider(name);
        } catch (IllegalArgumentException e) {
            throw new RefusedRequest(ApiError.invalid("provider", name, String.valueOf(e.getMessage())));
        }
    }

    private void refuseUnsupported(OrderRequest request, ProviderId provider) {
        String operation = request.orderType() == OrderType.TRAILING_STOP ? "TRAILING_STOP" : null;
        if (operation == null && !edge.withExits().contains(provider)) {
            operation = request.prices().stopLoss() != null
                    ? "stop_loss"
                    : request.prices().takeProfit() != null ? "take_profit" : null;
        }
        if (operation == null && request.labels().ocoGroupId() != null) {
            operation = "oco_group_id";
        }
        if (operation != null) {
            throw new RefusedRequest(ApiError.unsupported(operation, edge.platform(provider)));
        }
    }

    private static OrdType type(OrderType type) {
        return switch (type) {
            case MARKET -> OrdType.MARKET;
            case LIMIT -> OrdType.LIMIT;
            case STOP -> OrdType.STOP;
            case STOP_LIMIT -> OrdType.STOP_LIMIT;
            case TRAILING_STOP -> throw new IllegalStateException("refused before");
        };
    }

    private static @Nullable Price price(@Nullable BigDecimal value) {
        return value == null ? null : new Price(value);
    }

    private static @Nullable Qty qty(@Nullable BigDecimal value) {
        return value == null ? null : new Qty(value);
    }
}
