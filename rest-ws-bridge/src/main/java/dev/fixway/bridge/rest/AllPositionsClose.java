package dev.fixway.bridge.rest;

import dev.fixway.engine.domain.Answer;
import dev.fixway.engine.domain.Command;
import dev.fixway.engine.domain.Order;
import dev.fixway.engine.domain.PositionClose;
import dev.fixway.engine.domain.ProviderId;
import dev.fixway.engine.provider.MarketDesk;
import dev.fixway.engine.provider.VenuePosition;
import dev.fixway.engine.provider.VenueRefusal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// `DELETE /v1/positions`: closes every position, as [PositionCloses] does each.
final class AllPositionsClose {
    private static final String MSG_TYPE = "DELETE /v1/positions";

    private final RestEdge edge;
    private final EngineDoor engine;
    private final VenueDoor venues;

    AllPositionsClose(RestEdge edge, EngineDoor engine, VenueDoor venues) {
        this.edge = edge;
        this.engine = engine;
        this.venues = venues;
    }

    /// A close of all that is being served.
    ///
    /// - `symbol`: closes this one only; null for every one
    private record Closing(Call call, ProviderId provider, @Nullable String symbol, String hash) {}

    /// The answers of one round; on the I/O thread.
    private static final class Round {
        private final int number;
        private final List<Order> orders;
        private int open;
        private boolean mustReadAgain;
        private Answer.@Nullable Refused refused;

        Round(int number, List<Order> before) {
            this.number = number;
            this.orders = new ArrayList<>(before);
        }
    }

    void close(Call call) {
        Query query = call.query(Set.of("symbol", VenueDoor.PROVIDER));
        ProviderId provider = venues.provider(query);
        String symbol = query.text("symbol");
        round(new Closing(call, provider, symbol,
                CloseHash.of(call, "positions", provider.value(), symbol == null ? "all" : "only " + symbol)), 1);
    }

    private void round(Closing closing, int number) {
        if (number > PositionCloses.ROUNDS_MAX) {
            throw new RefusedRequest(ApiError.busy());
        }
        Call call = closing.call;
        engine.ask(call,
                reply -> new Command.FindClose(closing.provider, null, closing.hash, edge.party(),
                        EngineDoor.arrival(call, MSG_TYPE, null), reply),
                answer -> {
                    if (!(answer instanceof Answer.OfClose.Free free)) {
                        throw EngineDoor.unexpected(answer);
                    }
                    venues.askThen(call, closing.provider, AllPositionsClose::positions,
                            positions -> enter(closing, positions, free, new Round(number, free.before())));
                });
    }

    private static List<VenuePosition> positions(MarketDesk market) {
        try {
            return market.positions();
        } catch (VenueRefusal refusal) {
            if (refusal.kind() == VenueRefusal.Kind.NO_SUCH_POSITION) {
                return List.of();
            }
            throw refusal;
        }
    }

    private void enter(Closing closing, List<VenuePosition> positions, Answer.OfClose.Free free, Round round) {
        Set<String> closed = new HashSet<>();
        free.before().forEach(order -> closed.add(String.valueOf(order.intent().handling().positionId())));
        List<VenuePosition> wanted = positions.stream()
                .filter(p -> closing.symbol == null || closing.symbol.equals(p.symbol().value()))
                .filter(p -> !closed.contains(p.id()))
                .sorted(PositionQueries.BY_SYMBOL)
                .toList();
        round.open = wanted.size();
        if (wanted.isEmpty()) {
            answer(closing, round);
        }
        wanted.forEach(position -> engine.ask(closing.call, reply -> new Command.ClosePosition(
                PositionCloses.intent(edge, closing.provider, position, CloseRequest.whole()),
                new PositionClose(closing.provider, position.id(), closing.hash), position.quantity(), free.asOf(),
                EngineDoor.arrival(closing.call, MSG_TYPE, null), reply), answer -> settle(closing, answer, round)));
    }

    private void settle(Closing closing, Answer answer, Round round) {
        switch (answer) {
            case Answer.Known(Order order) -> round.orders.add(order);
            case Answer.Repeated(Order order) -> round.orders.add(order);
            case Answer.OfClose.BeingClosed(Order order) -> round.orders.add(order);
            case Answer.OfClose.ReadAgain _ -> round.mustReadAgain = true;
            case Answer.Refused refused -> round.refused = refused;
            default -> throw EngineDoor.unexpected(answer);
        }
        if (--round.open == 0 && !closing.call.isAnswered()) {
            if (round.refused != null) {
                closing.call.answer(refused(round.refused, round.orders.size()).response());
            } else if (round.mustReadAgain) {
                round(closing, round.number + 1);
            } else {
                answer(closing, round);
            }
        }
    }

    /// One that may not be closed does not hide that others are.
    private static ApiError refused(Answer.Refused refused, int closed) {
        return ApiError.rejected(refused.reason().code(),
                closed == 0 ? refused.text() : refused.text() + "; other positions are being closed: " + closed);
    }

    private static void answer(Closing closing, Round round) {
        closing.call.deliver(Response.json(200, json -> {
            json.writeStartArray();
            round.orders.forEach(order -> OrderJson.writeHandle(json, order, null));
            json.writeEndArray();
        }));
    }
}
