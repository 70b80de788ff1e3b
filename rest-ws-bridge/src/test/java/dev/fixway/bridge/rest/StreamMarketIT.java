package dev.fixway.bridge.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fixway.config.Environment;
import dev.fixway.engine.domain.Price;
import dev.fixway.engine.domain.Qty;
import dev.fixway.engine.domain.Side;
import dev.fixway.engine.domain.Symbol;
import dev.fixway.engine.order.EngineSettings;
import dev.fixway.engine.order.OrderEngine;
import dev.fixway.engine.order.ReportRouting;
import dev.fixway.engine.order.Sessions;
import dev.fixway.engine.provider.AccountFigures;
import dev.fixway.engine.provider.Bar;
import dev.fixway.engine.provider.MarketListener;
import dev.fixway.engine.provider.Quote;
import dev.fixway.engine.provider.Timeframe;
import dev.fixway.engine.provider.VenuePosition;
import java.math.BigDecimal;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// websocket.md, chapters 4 to 8 and 10: prices, positions, account, staleness, and what subscriptions let pass.
class StreamMarketIT {
    private static final Instant AT = Instant.parse("2026-03-04T05:08:02.000000001Z");
    private static final Symbol A = new Symbol("A");
    private final MemoryLedger ledger = new MemoryLedger();
    private final ToldVenue venue = new ToldVenue();
    private final HttpClient client = HttpClient.newHttpClient();
    private final OrderEngine engine;
    private RestFixture rest;
    private MarketListener prices;

    StreamMarketIT() {
        EngineSettings settings = EngineSettings.read(Environment.read(Map.of(), Path.of("target")));
        engine = new OrderEngine(settings, ledger, InstantSource.system(), new ReportRouting(List.of(), Map.of()),
                List.of(venue));
        rest = new RestFixture(engine, ledger, Map.of());
        prices = rest.lane.listener("mock", Set.of(A));
    }

    @AfterEach
    void stop() {
        rest.close();
        engine.close();
        client.close();
    }

    private void start() {
        engine.feed(rest.stream);
        engine.start(Sessions.NONE);
        await().until(() -> rest.get("/readyz").statusCode() == 200);
    }

    private void subscribe(String subscriptions) {
        rest.close();
        rest = new RestFixture(engine, ledger, Map.of("SUBSCRIPTIONS", subscriptions.replace('\'', '"')));
        prices = rest.lane.listener("mock", Set.of(A));
    }

    private StreamPeer open() {
        return new StreamPeer(client, rest.server.port(), "");
    }

    private static Quote quote(Symbol symbol, String last) {
        return new Quote(symbol, "mock", Price.of("799.87"), Qty.of("100"), Price.of("800.03"), Qty.of("100"),
                Price.of(last), Qty.of("50000"), AT);
    }

    private static Bar bar(Timeframe timeframe) {
        return new Bar(A, "mock", timeframe, AT, Price.of("2"), Price.of("4"), Price.of("1"), Price.of("3"),
                Qty.of("7345"));
    }

    private static VenuePosition position(String quantity) {
        return new VenuePosition("p-1", A, Side.SELL, Qty.of(quantity), Price.of("1.5"), Price.of("2"),
                new BigDecimal("0.80"), BigDecimal.ZERO, null, AT, AT);
    }

    @Test
    void tellsWhatTheVenueTells() {
        try (StreamPeer peer = open()) {
            prices.onQuote(quote(A, "799.95"));
            prices.onBar(bar(Timeframe.M1));
            prices.onPosition(position("3"));
            prices.onAccount(new AccountFigures(BigDecimal.TEN, BigDecimal.ONE, BigDecimal.ZERO, BigDecimal.TEN,
                    BigDecimal.ZERO, "EUR"), MarketListener.AccountNews.MARGIN_WARNING);

            assertThat(peer.told(4)).containsExactly("quote", "candle", "position POSITION_OPENED",
                    "account MARGIN_WARNING");
            JsonNode quote = peer.frames().get(0).get("quote");
            assertThat(quote.get("last").asString()).isEqualTo("799.95");
            assertThat(quote.get("bid_size").asString()).isEqualTo("100");
            JsonNode bar = peer.frames().get(1).get("bar");
            assertThat(bar.get("timeframe").asString()).isEqualTo("1m");
            assertThat(bar.get("volume").asString()).isEqualTo("7345");
            assertThat(peer.frames().get(2).get("position").get("side").asString()).isEqualTo("SHORT");
            prices.onPosition(position("0"));
            assertThat(peer.told(5).getLast()).isEqualTo("position POSITION_CLOSED");
        }
    }

    @Test
    void greetsWithWhatIsStaleAndWithNothingElse() {
        prices.onQuote(quote(A, "1"));
        try (StreamPeer early = open()) {
            prices.onPricesLost(AT);
            try (StreamPeer late = open()) {
                JsonNode stale = late.frames(1).getFirst();

                assertThat(StreamPeer.brief(stale)).isEqualTo("data_staleness STALE");
                assertThat(stale.get("symbols")).isEqualTo(RestFixture.json("['A']"));
                assertThat(stale.get("stale_since").asString()).isEqualTo(AT.toString());
                assertThat(stale.get("broker").asString()).isEqualTo("mock");
                assertThat(early.count()).isZero();
            }
        }
    }

    @Test
    void tellsFreshBeforeThePriceThatMadeItSo() {
        try (StreamPeer peer = open()) {
            prices.onPricesLost(AT);
            await().until(() -> {
                rest.ticker.add(Duration.ofMillis(100));
                return peer.count() == 1;
            });
            assertThat(rest.get("/health").body()).contains("\"connected\":false,\"stale_instruments\":[\"A\"]");
            prices.onQuote(quote(A, "1"));
            prices.onQuote(quote(A, "2"));

            await().until(() -> StreamPeer.brief(peer.frames().getLast()).equals("quote"));
            assertThat(peer.frames().stream().map(StreamPeer::brief).distinct()).containsExactly("data_staleness STALE",
                    "data_staleness FRESH", "quote");
            assertThat(peer.frames().get(1).get("symbols")).isEqualTo(RestFixture.json("['A']"));
            assertThat(rest.get("/health").body()).doesNotContain("stale_instruments");
        }
    }

    @Test
    void tellsTheLossOfTheVenueBeforeItsStalePricesAndItsReturnBeforeNewOnes() {
        start();
        try (StreamPeer peer = open()) {
            prices.onPricesLost(AT);
            venue.listener().onLost("gone");
            assertThat(peer.told(2)).containsExactly("connection BROKER_DISCONNECTED", "data_staleness STALE");
            prices.onQuote(quote(A, "1"));
            prices.onQuote(quote(A, "2"));
            await().during(Duration.ofMillis(300)).until(() -> peer.count() == 2);
            venue.listener().onConnected();

            assertThat(peer.told(5).subList(2, 5)).containsExactly("connection BROKER_RECONNECTED",
                    "data_staleness FRESH", "quote");
            assertThat(peer.frames().getLast().get("quote").get("last").asString()).isEqualTo("2");
        }
    }

    @Test
    void makesPricesStaleWithTheVenue() {
        start();
        try (StreamPeer peer = open()) {
            venue.listener().onLost("gone");

            assertThat(peer.told(2)).containsExactly("connection BROKER_DISCONNECTED", "data_staleness STALE");
            assertThat(rest.get("/health").body()).contains("\"status\":\"degraded\"");
        }
    }

    @Test
    void letsOnlySubscribedEventsPass() {
        subscribe("[{'platform':'mock','instrument':'A','events':['candle_1m','order_update']},"
                + "{'platform':'mock','instrument':'B','events':['quote','account_update']}]");
        start();
        try (StreamPeer peer = open()) {
            prices.onQuote(quote(A, "1"));
            prices.onBar(bar(Timeframe.M5));
            prices.onBar(bar(Timeframe.M1));
            prices.onPosition(position("1"));
            prices.onQuote(quote(new Symbol("B"), "1"));
            peer.frames(2);
            rest.submitted("B");
            venue.fill(rest.submitted("A"), "10", "1");

            assertThat(peer.told(4)).containsExactlyInAnyOrder("candle", "quote", "order ORDER_CREATED OPEN 0",
                    "order ORDER_FILLED FILLED 10");
            assertThat(peer.frames().get(2).get("order").get("symbol").asString()).isEqualTo("A");
            venue.listener().onLost("gone");
            assertThat(peer.told(6).subList(4, 6)).containsExactly("connection BROKER_DISCONNECTED",
                    "data_staleness STALE");
        }
    }

    @Test
    void sendsASlowClientTheLatestPriceAndEveryOrder() {
        start();
        try (RawStream slow = new RawStream(rest.server.port(), 4_096); StreamPeer quick = open()) {
            for (int i = 1; i <= 30_000; i++) {
                prices.onQuote(quote(A, Integer.toString(i)));
            }
            String id = rest.submitted("A");
            await().until(() -> quick.count() > 0 && quick.frames().getLast().has("order"));

            int frames = 0;
            RawStream.Received last = slow.read();
            while (!last.text().contains(id)) {
                frames++;
                last = slow.read();
            }
            assertThat(frames).isLessThan(30_000);
            assertThat(rest.stream.slowClients()).isZero();
        }
    }
}
