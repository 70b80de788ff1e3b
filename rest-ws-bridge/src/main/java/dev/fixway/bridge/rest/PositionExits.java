package dev.fixway.bridge.rest;

import dev.fixway.engine.domain.Answer;
import dev.fixway.engine.domain.Arrival;
import dev.fixway.engine.domain.Command;
import dev.fixway.engine.domain.OrdType;
import dev.fixway.engine.domain.Order;
import dev.fixway.engine.domain.OrderRef;
import dev.fixway.engine.domain.Price;
import dev.fixway.engine.domain.ProviderId;
import dev.fixway.engine.domain.Side;
import dev.fixway.engine.domain.TermsChange;
import dev.fixway.engine.provider.MarketDesk;
import dev.fixway.engine.provider.VenuePosition;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/// `PATCH /v1/positions/{position_id}`: moves the exits that the venue keeps for a position, stop losses first, one
/// after the other. What was moved before one is refused stays moved.
final class PositionExits {
    private static final String MSG_TYPE = "PATCH /v1/positions/{position_id}";
    private static final String EITHER = "__all__";
    private static final String STOP_LOSS = "stop_loss";
    private static final String TAKE_PROFIT = "take_profit";

    private final RestEdge edge;
    private final EngineDoor engine;
    private final VenueDoor venues;
    private final OrderChanges changes;

    PositionExits(RestEdge edge, EngineDoor engine, VenueDoor venues, OrderChanges changes) {
        this.edge = edge;
        this.engine = engine;
        this.venues = venues;
        this.changes = changes;
    }

    /// The body as decoded.
    private static final class Wished {
        private @Nullable BigDecimal stopLoss;
        private @Nullable BigDecimal takeProfit;

        private static Wished decode(byte[] body) {
            Wished wished = new Wished();
            JsonBody.read(body, wished::member);
            if (wished.stopLoss == null && wished.takeProfit == null) {
                throw new RefusedRequest(ApiError.of(ErrorCode.VALIDATION_ERROR, EITHER,
                        Map.of(EITHER, OrderRules.item("stop_loss or take_profit must be given", Map.of()))));
            }
            positive(STOP_LOSS, wished.stopLoss);
            positive(TAKE_PROFIT, wished.takeProfit);
            return wished;
        }

        private boolean member(JsonBody json, String name) {
            switch (name) {
                case STOP_LOSS -> stopLoss = json.decimal(name);
                case TAKE_PROFIT -> takeProfit = json.decimal(name);
                default -> {
                    return false;
                }
            }
            return true;
        }

        private static void positive(String field, @Nullable BigDecimal value) {
            if (value != null && value.signum() <= 0) {
                throw new RefusedRequest(ApiError.invalid(field, value.toPlainString(), "must be positive"));
            }
        }
    }

    /// One exit that shall be moved.
    private record Move(String leg, Order exit, Price price) {
        TermsChange change() {
            return leg.equals(STOP_LOSS) ? new TermsChange(null, null, price) : new TermsChange(null, price, null);
        }
    }

    /// A call that is being served.
    private record Moving(Call call, String positionId, Arrival arrival, Deque<Move> left, List<Move> done) {}

    void move(Call call) {
        ProviderId provider = venues.provider(call);
        OrderEntry.requireJson(call);
        BodyReader.read(call,
                body -> find(call, provider, Wished.decode(body), EngineDoor.arrival(call, MSG_TYPE, body)));
    }

    private void find(Call call, ProviderId provider, Wished wished, Arrival arrival) {
        String id = call.pathParameter("position_id");
        venues.askThen(call, provider, MarketDesk::positions, positions -> {
            VenuePosition position = positions.stream()
                    .filter(p -> id.equals(p.id()) || id.equals(p.symbol().value()))
                    .findFirst()
                    .orElseThrow(() -> new RefusedRequest(ApiError.noPosition(id)));
            if (!edge.withExits().contains(provider)) {
                throw new RefusedRequest(ApiError.unsupported("modify_position_exits", edge.platform(provider)));
            }
            engine.ask(call, reply -> new Command.ListOpen(edge.party(), arrival, reply), answer -> {
                if (!(answer instanceof Answer.Listed listed)) {
                    throw EngineDoor.unexpected(answer);
                }
                List<Order> exits = id.equals(position.id())
                        ? listed.orders().stream().filter(o -> isExitOf(o, provider, position)).toList()
                        : List.of();
                begin(new Moving(call, id, arrival, new ArrayDeque<>(), new ArrayList<>()), wished, exits);
            });
        });
    }

    /// Whether the order is an exit that works for the position.
    private static boolean isExitOf(Order order, ProviderId provider, VenuePosition position) {
        Side closing = position.side() == Side.BUY ? Side.SELL : Side.BUY;
        return order.intent().isExit() && order.life().acknowledged() && !order.phase().isFinal()
                && order.intent().provider().equals(provider) && order.intent().side() == closing
                && order.intent().symbol().equals(position.symbol());
    }

    private void begin(Moving moving, Wished wished, List<Order> exits) {
        plan(moving, STOP_LOSS, wished.stopLoss, exits);
        plan(moving, TAKE_PROFIT, wished.takeProfit, exits);
        next(moving);
    }

    private static void plan(Moving moving, String leg, @Nullable BigDecimal price, List<Order> exits) {
        if (price == null) {
            return;
        }
        List<Order> ofLeg = exits.stream()
                .filter(exit -> (exit.terms().ordType() == OrdType.LIMIT) == leg
                        .equals(TAKE_PROFIT))
                .toList();
        if (ofLeg.isEmpty()) {
            throw new RefusedRequest(ApiError.of(ErrorCode.ORDER_NOT_MODIFIABLE,
                    "position " + moving.positionId + " has no " + leg + " that rests",
                    Map.of("order_id", moving.positionId)));
        }
        ofLeg.forEach(exit -> moving.left.add(new Move(leg, exit, new Price(price))));
    }

    private void next(Moving moving) {
        Move move = moving.left.poll();
        if (move == null) {
            moving.call.answer(Response.json(200, json -> write(json, moving)));
            return;
        }
        engine.ask(moving.call,
                reply -> new Command.AmendOrder(OrderRef.byId(move.exit.orderId().value()), move.change(),
                        edge.party(), moving.arrival, reply),
                answer -> {
                    if (answer instanceof Answer.Known) {
                        moving.done.add(move);
                        next(moving);
                    } else {
                        changes.answer(moving.call, move.exit, answer);
                    }
                });
    }

    private static void write(JsonGenerator json, Moving moving) {
        json.writeStartObject();
        json.writeStringProperty("position_id", moving.positionId);
        for (String leg : List.of(STOP_LOSS, TAKE_PROFIT)) {
            List<Move> moved = moving.done.stream().filter(move -> move.leg.equals(leg)).toList();
            if (!moved.isEmpty()) {
                json.writeObjectPropertyStart(leg);
                json.writeArrayPropertyStart("order_ids");
                moved.forEach(move -> json.writeString(move.exit.orderId().value()));
                json.writeEndArray();
                json.writeStringProperty("trigger_price", moved.getFirst().price.toString());
                json.writeEndObject();
            }
        }
        json.writeEndObject();
    }
}
