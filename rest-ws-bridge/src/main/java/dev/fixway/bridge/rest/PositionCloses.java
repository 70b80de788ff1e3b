package dev.fixway.bridge.rest;

import dev.fixway.engine.domain.Answer;
import dev.fixway.engine.domain.Arrival;
import dev.fixway.engine.domain.Command;
import dev.fixway.engine.domain.Handling;
import dev.fixway.engine.domain.Order;
import dev.fixway.engine.domain.OrderIntent;
import dev.fixway.engine.domain.PositionClose;
import dev.fixway.engine.domain.Price;
import dev.fixway.engine.domain.ProviderId;
import dev.fixway.engine.domain.Qty;
import dev.fixway.engine.domain.Side;
import dev.fixway.engine.domain.Terms;
import dev.fixway.engine.domain.TimeInForce;
import dev.fixway.engine.provider.MarketDesk;
import dev.fixway.engine.provider.VenuePosition;
import java.math.BigDecimal;
import java.util.Map;

/// `DELETE /v1/positions/{position_id}`: closes by an order of ours. A repeated DELETE never acts twice.
///
/// First the engine is asked whether this was asked before, then the venue what there is to close, then the engine
/// decides; when another close has moved in between, all of it begins again.
final class PositionCloses {
    static final int ROUNDS_MAX = 5;
    private static final String MSG_TYPE = "DELETE /v1/positions/{position_id}";

    private final RestEdge edge;
    private final EngineDoor engine;
    private final VenueDoor venues;
    private final LedgerLookups ledger;

    PositionCloses(RestEdge edge, EngineDoor engine, VenueDoor venues, LedgerLookups ledger) {
        this.edge = edge;
        this.engine = engine;
        this.venues = venues;
        this.ledger = ledger;
    }

    /// A close that is being served.
    private record Closing(Call call, ProviderId provider, CloseRequest request, PositionClose close,
            Arrival arrival) {}

    void close(Call call) {
        ProviderId named = venues.provider(call);
        if (!CloseRequest.hasBody(call)) {
            begin(call, named, CloseRequest.whole(), new byte[0]);
            return;
        }
        OrderEntry.requireJson(call);
        BodyReader.read(call,
                body -> begin(call, named, CloseRequest.decode(body, edge.platform(named)), body));
    }

    private void begin(Call call, ProviderId named, CloseRequest request, byte[] body) {
        ProviderId provider = request.provider() == null ? named : provider(request.provider());
        String positionId = call.pathParameter("position_id");
        String hash = CloseHash.of(call, "position", provider.value(), positionId, request.text());
        round(new Closing(call, provider, request, new PositionClose(provider, positionId, hash),
                EngineDoor.arrival(call, MSG_TYPE, body.length == 0 ? null : body)), 1);
    }

    private ProviderId provider(String name) {
        try {
            return edge.provider(name);
        } catch (IllegalArgumentException e) {
            throw new RefusedRequest(ApiError.invalid("provider", name, String.valueOf(e.getMessage())));
        }
    }

    private void round(Closing closing, int round) {
        if (round > ROUNDS_MAX) {
            throw new RefusedRequest(ApiError.busy());
        }
        Call call = closing.call;
        engine.ask(call,
                reply -> new Command.FindClose(closing.provider, closing.close.positionId(),
                        closing.close.requestHash(), edge.party(), closing.arrival, reply),
                answer -> {
                    if (answer instanceof Answer.OfClose.Free free) {
                        venues.askThen(call, closing.provider, MarketDesk::positions,
                                positions -> enter(closing, PositionQueries
                                        .byId(positions, closing.close.positionId())
                                        .orElseThrow(() -> new RefusedRequest(
                                                ApiError.noPosition(closing.close.positionId()))),
                                        free.asOf(), round));
                    } else {
                        answer(closing, answer, round);
                    }
                });
    }

    private void enter(Closing closing, VenuePosition position, long asOf, int round) {
        Call call = closing.call;
        OrderIntent intent = intent(edge, closing.provider, position, closing.request);
        engine.ask(call,
                reply -> new Command.ClosePosition(intent, closing.close, position.quantity(), asOf,
                        closing.request.cancelsAssociated(), closing.arrival, reply),
                answer -> answer(closing, answer, round));
    }

    /// The order that closes a position, as much of it as is asked for.
    static OrderIntent intent(RestEdge edge, ProviderId provider, VenuePosition position, CloseRequest request) {
        BigDecimal limitPrice = request.limitPrice();
        Qty wished = request.quantity() == null ? position.quantity() : new Qty(request.quantity());
        Terms terms = Terms.of(request.ordType(), wished.min(position.quantity()),
                limitPrice == null ? null : new Price(limitPrice), null, TimeInForce.GTC);
        return new OrderIntent(edge.party(), null, position.symbol(),
                position.side() == Side.BUY ? Side.SELL : Side.BUY, terms,
                new Handling(true, false, false, null, position.id(), null, null), provider);
    }

    private void answer(Closing closing, Answer answer, int round) {
        Call call = closing.call;
        switch (answer) {
            case Answer.Known(Order order) -> handle(call, order);
            case Answer.Repeated(Order order) -> handle(call, order);
            case Answer.OfClose.ReadAgain _ -> round(closing, round + 1);
            case Answer.OfClose.BeingClosed(Order order) -> call.answer(ApiError
                    .of(ErrorCode.ORDER_NOT_MODIFIABLE, "order " + order.orderId() + " closes the position already",
                            Map.of("order_id", order.orderId().value()))
                    .response());
            case Answer.Refused refused ->
                call.answer(ApiError.rejected(refused.reason().code(), refused.text()).response());
            default -> throw EngineDoor.unexpected(answer);
        }
    }

    private void handle(Call call, Order order) {
        if (OrderStatus.of(order) == OrderStatus.REJECTED) {
            ledger.answer(call, () -> ledger.rejection(order.orderId()).response());
        } else {
            call.deliver(Response.json(200, json -> OrderJson.writeHandle(json, order, null)));
        }
    }
}
