package dev.fixway.bridge.rest;

import dev.fixway.engine.domain.Symbol;
import dev.fixway.engine.provider.Bar;
import dev.fixway.engine.provider.BarQuery;
import dev.fixway.engine.provider.Quote;
import dev.fixway.engine.provider.Timeframe;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// `GET /v1/quotes/{symbol}` and `GET /v1/bars/{symbol}`.
final class PriceQueries {
    static final int BARS_DEFAULT = 100;
    static final int BARS_MAX = 10_000;

    private final VenueDoor venues;

    PriceQueries(VenueDoor venues) {
        this.venues = venues;
    }

    void quote(Call call) {
        Symbol symbol = symbol(call);
        venues.answer(call, venues.provider(call), market -> {
            Quote quote = market.quote(symbol);
            return Response.json(200, json -> MarketJson.write(json, quote));
        });
    }

    void bars(Call call) {
        Query query = call.query(Set.of("timeframe", "start", "end", "limit", VenueDoor.PROVIDER));
        Timeframe timeframe = query.required("timeframe", PriceQueries::timeframe);
        Instant start = query.time("start");
        Instant end = query.time("end");
        Long limit = query.count("limit");
        Symbol symbol = symbol(call);
        if (limit != null && limit == 0) {
            venues.provider(query);
            call.answer(response(List.of()));
            return;
        }
        BarQuery wanted = new BarQuery(symbol, timeframe, start, end,
                limit == null ? BARS_DEFAULT : (int) Math.min(limit, BARS_MAX));
        venues.answer(call, venues.provider(query), market -> response(market.bars(wanted)));
    }

    private static Response response(List<Bar> bars) {
        return Response.json(200, json -> {
            json.writeStartArray();
            bars.forEach(bar -> MarketJson.write(json, bar));
            json.writeEndArray();
        });
    }

    private static Timeframe timeframe(String text) {
        Timeframe timeframe = Timeframe.ofCode(text.toLowerCase(Locale.ROOT));
        if (timeframe == null) {
            throw new IllegalArgumentException("unknown timeframe");
        }
        return timeframe;
    }

    /// A text that can be no symbol is the symbol of nothing.
    private static Symbol symbol(Call call) {
        String text = call.pathParameter("symbol");
        try {
            return Symbol.of(text);
        } catch (IllegalArgumentException _) {
            throw new RefusedRequest(ApiError.of(ErrorCode.SYMBOL_NOT_FOUND, text, Map.of("symbol", text)));
        }
    }
}
