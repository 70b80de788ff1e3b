package dev.fixway.bridge.rest;

import static dev.fixway.bridge.rest.RestFixture.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fixway.engine.domain.Symbol;
import dev.fixway.engine.provider.BarQuery;
import dev.fixway.engine.provider.Timeframe;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Quotes and bars.
class RestMarketDataIT {
    private final RestFixture rest = new RestFixture();

    @AfterEach
    void stop() {
        rest.close();
    }

    @Test
    void showsAQuoteOfTheSymbolAsItIsWritten() {
        assertThat(json(rest.get("/v1/quotes/btc%2FUSD"))).isEqualTo(json(
                "{'symbol':'btc/USD','provider':'mock','bid':'9.99','bid_size':'100','ask':'10.01','last':'10',"
                        + "'timestamp':'2026-03-04T12:00:00Z'}"));
    }

    @Test
    void listsBarsOldestFirst() {
        assertThat(json(rest.get("/v1/bars/AAPL?timeframe=1h&limit=2"))).isEqualTo(json(
                "[{'symbol':'AAPL','provider':'mock','timeframe':'1h','timestamp':'2026-03-04T12:00:00Z','open':'1',"
                        + "'high':'2','low':'0.50','close':'1.5','volume':'1000'},"
                        + "{'symbol':'AAPL','provider':'mock','timeframe':'1h','timestamp':'2026-03-04T13:00:00Z',"
                        + "'open':'1','high':'2','low':'0.50','close':'1.5','volume':'1000'}]"));
    }

    @Test
    void asksForWhatTheQuerySays() {
        rest.get("/v1/bars/AAPL?timeframe=15m&start=2026-01-01T00:00:00Z&end=2026-01-02T00:00:00%2B02:00&limit=7");
        rest.get("/v1/bars/AAPL?timeframe=1W");
        rest.get("/v1/bars/AAPL?timeframe=1d&limit=4294967295");

        assertThat(rest.market.asked).containsExactly(
                new BarQuery(new Symbol("AAPL"), Timeframe.M15, Instant.parse("2026-01-01T00:00:00Z"),
                        Instant.parse("2026-01-01T22:00:00Z"), 7),
                new BarQuery(new Symbol("AAPL"), Timeframe.W1, null, null, PriceQueries.BARS_DEFAULT),
                new BarQuery(new Symbol("AAPL"), Timeframe.D1, null, null, PriceQueries.BARS_MAX));
    }

    @Test
    void knowsEveryTimeframe() {
        for (String code : List.of("1m", "2m", "5m", "10m", "15m", "30m", "1h", "2h", "4h", "12h", "1d", "1w")) {
            HttpResponse<String> answer = rest.get("/v1/bars/AAPL?limit=1&timeframe=" + code);
            assertThat(json(answer).at("/0/timeframe").asString()).isEqualTo(code);
        }
    }

    @Test
    void asksNobodyForNoBars() {
        assertThat(json(rest.get("/v1/bars/AAPL?timeframe=1m&limit=0"))).isEqualTo(json("[]"));
        assertThat(rest.market.asked).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "timeframe=3m", "timeframe=", "timeframe=1m&timeframe=1m", "timeframe=1m&limit=-1",
            "timeframe=1m&limit=", "timeframe=1m&start=2026-01-01", "timeframe=1m&end=2026-01-01T00:00:00+01:00",
            "timeframe=1m&provider=x", "limit=0"})
    void refusesQueriesInPlainText(String query) {
        HttpResponse<String> answer = rest.get("/v1/bars/AAPL?" + query);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).startsWith("Failed to deserialize query string: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"%00", "A%0AB", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
    void knowsNoSymbolThatCannotBeOne(String symbol) {
        HttpResponse<String> answer = rest.get("/v1/quotes/" + symbol);

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(json(answer).get("code").asString()).isEqualTo("SYMBOL_NOT_FOUND");
        assertThat(rest.market.questions.get()).isZero();
    }
}
