package dev.fixway.providers.alpaca;

import static dev.fixway.providers.alpaca.PaperDesk.error;

import dev.fixway.providers.alpaca.PaperFault.Answer;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The stand-in's data REST: everything is bid 99.98 and asked 100.02; bars are made of the minute they begin in.
final class PaperData {
    private static final Pattern STOCK = Pattern.compile("/v2/stocks/([^/]+)/(quotes/latest|trades/latest|bars)");
    private static final Instant NOON = Instant.parse("2026-03-10T12:00:00Z");
    private static final Map<String, Duration> SPANS = Map.ofEntries(Map.entry("1Min", Duration.ofMinutes(1)),
            Map.entry("2Min", Duration.ofMinutes(2)), Map.entry("5Min", Duration.ofMinutes(5)),
            Map.entry("10Min", Duration.ofMinutes(10)), Map.entry("15Min", Duration.ofMinutes(15)),
            Map.entry("30Min", Duration.ofMinutes(30)), Map.entry("1Hour", Duration.ofHours(1)),
            Map.entry("2Hour", Duration.ofHours(2)), Map.entry("4Hour", Duration.ofHours(4)),
            Map.entry("12Hour", Duration.ofHours(12)), Map.entry("1Day", Duration.ofDays(1)),
            Map.entry("1Week", Duration.ofDays(7)));
    private final int pageMax;
    private final boolean isLive;

    /// - `isLive`: whether prices are of the moment that they are asked for, else of a certain noon
    PaperData(int pageMax, boolean isLive) {
        this.pageMax = pageMax;
        this.isLive = isLive;
    }

    int pageMax() {
        return pageMax;
    }

    static boolean isData(String path) {
        return path.startsWith("/v2/stocks/") || path.startsWith("/v1beta3/crypto/us/");
    }

    Answer answer(String path, UnaryOperator<String> query) {
        Matcher stock = STOCK.matcher(path);
        boolean isStock = stock.matches();
        String symbol = isStock ? stock.group(1) : query.apply("symbols");
        if (!PaperRules.SYMBOLS.contains(symbol)) {
            return new Answer(404, "{\"message\":\"not found\"}");
        }
        ObjectNode answer = PaperBook.JSON.createObjectNode();
        if (path.endsWith("bars")) {
            return bars(isStock, symbol, query, answer);
        }
        String at = (isLive ? InstantSource.system().instant() : NOON).toString();
        ObjectNode shown = path.contains("trades")
                ? PaperBook.JSON.createObjectNode()
                        .put("t", at)
                        .put("p", new BigDecimal("100.01"))
                        .put("s", 100)
                : PaperBook.JSON.createObjectNode()
                        .put("t", at)
                        .put("bp", new BigDecimal("99.98"))
                        .put("bs", 2)
                        .put("ap", new BigDecimal("100.02"))
                        .put("as", new BigDecimal("1.5"));
        if (isStock) {
            answer.put("symbol", symbol).set(path.contains("trades") ? "trade" : "quote", shown);
        } else {
            answer.putObject("quotes").set(symbol, shown);
        }
        return new Answer(200, PaperBook.JSON.writeValueAsString(answer));
    }

    /// Newest first, page by page; the token is the start of the next page's first bar.
    private Answer bars(boolean isStock, String symbol, UnaryOperator<String> query, ObjectNode answer) {
        Duration span = SPANS.get(query.apply("timeframe"));
        if (span == null || !query.apply("sort").equals("desc")) {
            return error(422, 42_210_000, "invalid timeframe or sort");
        }
        Instant start = Instant.parse(query.apply("start"));
        String token = query.apply("page_token");
        Instant end = token.isEmpty() ? Instant.parse(query.apply("end")) : Instant.parse(token);
        long seconds = span.toSeconds();
        Instant at = Instant.ofEpochSecond(Math.floorDiv(end.getEpochSecond(), seconds) * seconds);
        ArrayNode list = PaperBook.JSON.createArrayNode();
        int most = Math.min(pageMax, Integer.parseInt(query.apply("limit")));
        while (!at.isBefore(start) && list.size() < most) {
            list.add(bar(at));
            at = at.minus(span);
        }
        if (isStock) {
            answer.put("symbol", symbol).set("bars", list.isEmpty() ? answer.nullNode() : list);
        } else {
            answer.putObject("bars").set(symbol, list);
        }
        if (at.isBefore(start)) {
            answer.putNull("next_page_token");
        } else {
            answer.put("next_page_token", at.toString());
        }
        return new Answer(200, PaperBook.JSON.writeValueAsString(answer));
    }

    /// Opens at 100 plus the minute, as a number with two decimals.
    static ObjectNode bar(Instant at) {
        BigDecimal open = BigDecimal.valueOf(10_000 + at.getEpochSecond() / 60 % 60, 2);
        return PaperBook.JSON.createObjectNode()
                .put("t", at.toString())
                .put("o", open)
                .put("h", open.add(new BigDecimal("0.50")))
                .put("l", open.subtract(new BigDecimal("0.50")))
                .put("c", open.add(new BigDecimal("0.10")))
                .put("v", 1_000)
                .put("n", 10)
                .put("vw", open);
    }
}
