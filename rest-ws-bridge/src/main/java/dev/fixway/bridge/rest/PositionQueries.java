package dev.fixway.bridge.rest;

import dev.fixway.engine.provider.VenuePosition;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// `GET /v1/positions` and `GET /v1/positions/{position_id}`: the venue's positions, by symbol.
final class PositionQueries {
    static final Comparator<VenuePosition> BY_SYMBOL = Comparator
            .<VenuePosition, String>comparing(position -> position.symbol().value())
            .thenComparing(VenuePosition::openedAt)
            .thenComparing(VenuePosition::id);

    private final VenueDoor venues;

    PositionQueries(VenueDoor venues) {
        this.venues = venues;
    }

    void list(Call call) {
        Query query = call.query(Set.of("symbol", VenueDoor.PROVIDER));
        String symbol = query.text("symbol");
        venues.answer(call, venues.provider(query), market -> {
            List<VenuePosition> shown = market.positions()
                    .stream()
                    .filter(position -> symbol == null || symbol.equals(position.symbol().value()))
                    .sorted(BY_SYMBOL)
                    .toList();
            return Response.json(200, json -> {
                json.writeStartArray();
                shown.forEach(position -> MarketJson.write(json, position));
                json.writeEndArray();
            });
        });
    }

    /// By its id, else by its symbol.
    void get(Call call) {
        String id = call.pathParameter("position_id");
        venues.answer(call, venues.provider(call), market -> {
            List<VenuePosition> positions = market.positions();
            VenuePosition found = byId(positions, id)
                    .or(() -> positions.stream()
                            .sorted(BY_SYMBOL)
                            .filter(p -> id.equals(p.symbol().value()))
                            .findFirst())
                    .orElseThrow(() -> new RefusedRequest(ApiError.noPosition(id)));
            return Response.json(200, json -> MarketJson.write(json, found));
        });
    }

    static Optional<VenuePosition> byId(List<VenuePosition> positions, String id) {
        return positions.stream().filter(position -> id.equals(position.id())).findFirst();
    }
}
