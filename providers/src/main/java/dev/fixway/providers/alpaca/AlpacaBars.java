package dev.fixway.providers.alpaca;

import dev.fixway.engine.domain.Price;
import dev.fixway.engine.domain.Qty;
import dev.fixway.engine.domain.Symbol;
import dev.fixway.engine.provider.Bar;
import dev.fixway.engine.provider.BarQuery;
import dev.fixway.engine.provider.Timeframe;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Bars of the past: every timeframe is the venue's own.
///
/// - `ask`: answers the content of a path of the data API
record AlpacaBars(String feed, InstantSource clock, Function<String, JsonNode> ask) {
    private static final int PAGE_MAX = 10_000;
    /// Markets are closed more often than open: so many spans back for each bar that is wanted, ten days at least.
    private static final int SPANS_PER_BAR = 6;
    private static final Duration BACK_MIN = Duration.ofDays(10);

    /// The latest ones of the query, oldest first.
    List<Bar> latest(BarQuery query) {
        boolean isCrypto = AlpacaRules.isCrypto(query.symbol());
        String path = path(query, isCrypto);
        List<Bar> bars = new ArrayList<>();
        String token = "";
        do {
            JsonNode page = ask.apply(path + token);
            JsonNode list = isCrypto ? page.path("bars").path(query.symbol().value()) : page.path("bars");
            for (JsonNode node : list) {
                Bar bar = bar(query.symbol(), query.timeframe(), node);
                if (bar != null && bars.size() < query.limit() && isWithin(query, bar.start())) {
                    bars.add(bar);
                }
            }
            String next = AlpacaJson.text(page, "next_page_token");
            token = next == null ? "" : "&page_token=" + AlpacaRest.encoded(next);
        } while (!token.isEmpty() && bars.size() < query.limit());
        return bars.reversed();
    }

    private String path(BarQuery query, boolean isCrypto) {
        Instant end = query.end() == null ? clock.instant() : query.end();
        Duration back = query.timeframe().span().multipliedBy((long) query.limit() * SPANS_PER_BAR);
        Instant start = query.start() == null
                ? end.minus(back.compareTo(BACK_MIN) < 0 ? BACK_MIN : back)
                : query.start();
        String name = AlpacaRest.encoded(query.symbol().value());
        return (isCrypto
                ? "/v1beta3/crypto/us/bars?symbols=" + name
                : "/v2/stocks/" + name + "/bars?adjustment=raw&feed=" + AlpacaRest.encoded(feed))
                + "&timeframe=" + name(query.timeframe()) + "&sort=desc&limit=" + Math.min(PAGE_MAX, query.limit())
                + "&start=" + AlpacaRest.encoded(start.toString()) + "&end=" + AlpacaRest.encoded(end.toString());
    }

    private static boolean isWithin(BarQuery query, Instant start) {
        Instant first = query.start();
        Instant end = query.end();
        return (first == null || !start.isBefore(first)) && (end == null || start.isBefore(end));
    }

    static String name(Timeframe timeframe) {
        return switch (timeframe) {
            case M1 -> "1Min";
            case M2 -> "2Min";
            case M5 -> "5Min";
            case M10 -> "10Min";
            case M15 -> "15Min";
            case M30 -> "30Min";
            case H1 -> "1Hour";
            case H2 -> "2Hour";
            case H4 -> "4Hour";
            case H12 -> "12Hour";
            case D1 -> "1Day";
            case W1 -> "1Week";
        };
    }

    /// Null when a price or its time is missing.
    static @Nullable Bar bar(Symbol symbol, Timeframe timeframe, JsonNode node) {
        Instant start = AlpacaJson.time(node, "t");
        Price open = AlpacaJson.price(node, "o");
        Price high = AlpacaJson.price(node, "h");
        Price low = AlpacaJson.price(node, "l");
        Price close = AlpacaJson.price(node, "c");
        Qty volume = AlpacaJson.qty(node, "v");
        return start == null || open == null || high == null || low == null || close == null
                ? null
                : new Bar(symbol, AlpacaMarket.SOURCE, timeframe, start, open, high, low, close,
                        volume == null ? new Qty(BigDecimal.ZERO) : volume);
    }
}
