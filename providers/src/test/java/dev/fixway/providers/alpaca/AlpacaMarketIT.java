package dev.fixway.providers.alpaca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.fixway.engine.domain.Price;
import dev.fixway.engine.domain.Qty;
import dev.fixway.engine.domain.Side;
import dev.fixway.engine.domain.Symbol;
import dev.fixway.engine.provider.AccountFigures;
import dev.fixway.engine.provider.Bar;
import dev.fixway.engine.provider.BarQuery;
import dev.fixway.engine.provider.MarketDesk;
import dev.fixway.engine.provider.MarketListener;
import dev.fixway.engine.provider.MarketSubscription;
import dev.fixway.engine.provider.Provider;
import dev.fixway.engine.provider.ProviderException;
import dev.fixway.engine.provider.Quote;
import dev.fixway.engine.provider.Timeframe;
import dev.fixway.engine.provider.VenuePosition;
import dev.fixway.engine.provider.VenueRefusal;
import dev.fixway.providers.Heard;
import dev.fixway.providers.TestVenue;
import dev.fixway.providers.alpaca.PaperFault.Kind;
import dev.fixway.providers.alpaca.PaperFault.On;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Account, positions and prices from the stand-in.
class AlpacaMarketIT {
    private static final Symbol AAPL = new Symbol("AAPL");
    private static final Symbol BTC = new Symbol("BTC/USD");
    private static final Instant NOON = Instant.parse("2026-03-10T12:00:00Z");
    private DrivenAlpaca venue;
    private Provider provider;
    private final Told told = new Told();

    @BeforeEach
    void open(@TempDir Path folder) {
        venue = new DrivenAlpaca(folder, TestVenue.Filling.WHOLE);
        provider = venue.adapter();
    }

    @AfterEach
    void shut() {
        provider.close();
        venue.close();
    }

    private MarketDesk desk() {
        return provider.market();
    }

    @Test
    void showsPositionsAndAccount() {
        venue.venue().place("web-1", "BTC/USD", "0.5");
        venue.venue().fill("web-1", "0.5", "90");

        assertThat(desk().positions()).singleElement().satisfies(position -> {
            assertThat(position.id()).isEqualTo("BTC/USD_position");
            assertThat(position.symbol()).isEqualTo(BTC);
            assertThat(position.side()).isEqualTo(Side.BUY);
            assertThat(position.quantity()).isEqualByComparingTo(Qty.of("0.5"));
            assertThat(position.entryPx()).isEqualByComparingTo(Price.of("90"));
            assertThat(position.unrealizedPnl()).isEqualByComparingTo("5");
        });
        AccountFigures account = desk().account();
        assertThat(account.balance()).isEqualByComparingTo("99999955");
        assertThat(account.equity()).isEqualByComparingTo("100000005");
        assertThat(account.unrealizedPnl()).isEqualByComparingTo("5");
        assertThat(account.currency()).isEqualTo("USD");
    }

    @Test
    void quotesSharesWithTheirLastTradeAndCryptoWithItsMiddle() {
        assertThat(desk().quote(AAPL)).isEqualTo(new Quote(AAPL, "alpaca", Price.of("99.98"), Qty.of("2"),
                Price.of("100.02"), Qty.of("1.5"), Price.of("100.01"), null, NOON));
        assertThat(desk().quote(BTC).last()).isEqualByComparingTo(Price.of("100"));
    }

    @ParameterizedTest
    @EnumSource
    void givesTheLatestBarsOfEachTimeframeOverPages(Timeframe timeframe) {
        for (Symbol symbol : List.of(AAPL, BTC)) {
            List<Bar> bars = desk().bars(new BarQuery(symbol, timeframe, null, NOON, 7));

            assertThat(bars).hasSize(7).allMatch(bar -> bar.timeframe() == timeframe && bar.symbol().equals(symbol));
            for (int i = 1; i < 7; i++) {
                assertThat(bars.get(i).start()).isEqualTo(bars.get(i - 1).start().plus(timeframe.span()));
            }
            assertThat(bars.getLast().start()).isBefore(NOON);
        }
    }

    @Test
    void keepsToTheSpanThatIsAskedFor() {
        Instant start = NOON.minus(Duration.ofMinutes(3));

        List<Bar> bars = desk().bars(new BarQuery(AAPL, Timeframe.M1, start, NOON, 100));

        assertThat(bars).extracting(Bar::start).containsExactly(start, start.plusSeconds(60), start.plusSeconds(120));
        assertThat(bars.getFirst().open()).isEqualByComparingTo(Price.of("100.57"));
    }

    @ParameterizedTest
    @CsvSource({"401,UNAUTHORIZED", "403,REJECTED", "404,NO_SUCH_SYMBOL", "422,INVALID", "503,UNAVAILABLE"})
    void tellsTheVenuesNo(int status, VenueRefusal.Kind kind) {
        venue.venue().fault(PaperFault.refusal(On.DATA, status, status * 100_000, "no"));

        assertThatThrownBy(() -> desk().quote(AAPL)).isInstanceOfSatisfying(VenueRefusal.class,
                refusal -> assertThat(refusal.kind()).isEqualTo(kind));
    }

    @Test
    void tellsWhatCannotBeReadOrAsked() {
        venue.venue().fault(PaperFault.next(Kind.UNREADABLE, On.ACCOUNT));
        assertThatThrownBy(() -> desk().account()).isInstanceOfSatisfying(VenueRefusal.class,
                refusal -> assertThat(refusal.kind()).isEqualTo(VenueRefusal.Kind.UNREADABLE));
        assertThatThrownBy(() -> desk().quote(new Symbol("NOPE"))).isInstanceOfSatisfying(VenueRefusal.class,
                refusal -> assertThat(refusal.kind()).isEqualTo(VenueRefusal.Kind.NO_SUCH_SYMBOL));

        venue.venue().fault(PaperFault.next(Kind.SILENT, On.POSITIONS));
        assertThatThrownBy(() -> desk().positions()).isInstanceOf(ProviderException.class)
                .isNotInstanceOf(VenueRefusal.class);
    }

    @Test
    void streamsQuotesAndBars() {
        streaming(new MarketSubscription(AAPL, true, Set.of(Timeframe.M1, Timeframe.M2)),
                new MarketSubscription(BTC, true, Set.of()));
        soon(() -> venue.venue().stocks().subscribers() == 1 && venue.venue().crypto().subscribers() == 1);

        venue.venue()
                .stocks()
                .say("[{\"T\":\"t\",\"S\":\"AAPL\",\"p\":100.015,\"s\":3,\"t\":\"2026-03-10T12:00:00Z\"},"
                        + "{\"T\":\"q\",\"S\":\"AAPL\",\"bp\":99.5,\"bs\":1,\"ap\":100.5,\"as\":2,"
                        + "\"t\":\"2026-03-10T12:00:00.123456789Z\",\"z\":\"C\",\"new\":{}},{\"T\":\"x\"},7]");
        venue.venue().stocks().say("{\"T\":\"q\",\"S\":\"ELSE\",\"bp\":1}");
        venue.venue().stocks().say("[{\"T\":\"b\"");
        minute(0);
        minute(1);
        soon(() -> told.bars.size() == 3);

        assertThat(told.quotes).singleElement()
                .isEqualTo(new Quote(AAPL, "alpaca", Price.of("99.5"), Qty.of("1"), Price.of("100.5"), Qty.of("2"),
                        Price.of("100.015"), null, Instant.parse("2026-03-10T12:00:00.123456789Z")));
        assertThat(told.bars).extracting(Bar::timeframe)
                .containsExactlyInAnyOrder(Timeframe.M1, Timeframe.M1,
                        Timeframe.M2);
        assertThat(told.bars).filteredOn(bar -> bar.timeframe() == Timeframe.M2)
                .singleElement()
                .satisfies(bar -> {
                    assertThat(bar.source()).isEqualTo("alpaca:minutes");
                    assertThat(bar.start()).isEqualTo(NOON);
                    assertThat(bar.volume()).isEqualByComparingTo(Qty.of("2000"));
                    assertThat(bar.close()).isEqualByComparingTo(Price.of("100.11"));
                });
        assertThat(venue.venue().stocks().subscriptions().getFirst()).contains("\"quotes\":[\"AAPL\"]");
    }

    @ParameterizedTest
    @CsvSource({"0,true", "1,true", "9,false"})
    void asksForTheCandlesThatItMissed(int refusals, boolean isWhole) {
        provider.close();
        provider = venue.adapter(Map.of(), InstantSource.fixed(NOON.plusSeconds(210)));
        streaming(new MarketSubscription(AAPL, false, Set.of(Timeframe.M1, Timeframe.M5)));
        soon(() -> venue.venue().stocks().subscribers() == 1);
        minute(0);
        minute(1);
        soon(() -> told.bars.size() == 2);

        venue.venue().fault(PaperFault.refusal(On.DATA, 503, 50_300_000, "no").times(refusals));
        venue.venue().stocks().drop();
        soon(() -> told.ups.size() == 2);
        minute(4);
        minute(5);
        soon(() -> told.bars.size() == (isWhole ? 7 : 4));

        assertThat(told.bars).filteredOn(bar -> bar.timeframe() == Timeframe.M1)
                .extracting(bar -> Duration.between(NOON, bar.start()).toMinutes())
                .containsExactlyElementsOf(isWhole ? List.of(0L, 1L, 2L, 3L, 4L, 5L) : List.of(0L, 1L, 4L, 5L));
        assertThat(told.bars).filteredOn(bar -> bar.timeframe() == Timeframe.M5)
                .as("no candle with a hole in it")
                .extracting(bar -> bar.volume().toString())
                .containsExactlyElementsOf(isWhole ? List.of("5000") : List.of());
    }

    private void minute(int n) {
        var bar = PaperData.bar(NOON.plusSeconds(60L * n)).put("T", "b").put("S", "AAPL");
        venue.venue().stocks().say("[" + bar + "]");
    }

    @Test
    void tellsWhenPricesAreLostAndBack() {
        streaming(new MarketSubscription(AAPL, true, Set.of()));
        soon(() -> told.ups.size() == 1);

        venue.venue().stocks().say("[{\"T\":\"error\",\"code\":407,\"msg\":\"slow client\"}]");
        soon(() -> told.ups.size() == 2);
        venue.venue().stocks().say("[{\"T\":\"error\",\"code\":405,\"msg\":\"symbol limit exceeded\"}]");
        venue.venue().stocks().drop();
        soon(() -> told.ups.size() == 3);

        assertThat(told.losses).hasSize(2);
    }

    @Test
    void tellsPositionsAndAccountAfterAFill() {
        streaming(new MarketSubscription(AAPL, true, Set.of()));
        venue.venue().place("web-1", "AAPL", "5");

        venue.venue().fill("web-1", "5", "100");

        soon(() -> !told.accounts.isEmpty());
        assertThat(told.positions).last()
                .satisfies(
                        position -> assertThat(position.quantity()).isEqualByComparingTo(Qty.of("5")));
    }

    private void streaming(MarketSubscription... wanted) {
        provider.market().stream(Set.of(wanted), told);
        Heard heard = new Heard();
        provider.start(heard, null);
        heard.awaitConnected();
    }

    private static void soon(java.util.concurrent.Callable<Boolean> condition) {
        await().pollInterval(Duration.ofMillis(5)).until(condition);
    }

    private static final class Told implements MarketListener {
        private final List<Quote> quotes = new CopyOnWriteArrayList<>();
        private final List<Bar> bars = new CopyOnWriteArrayList<>();
        private final List<VenuePosition> positions = new CopyOnWriteArrayList<>();
        private final List<AccountFigures> accounts = new CopyOnWriteArrayList<>();
        private final List<String> ups = new CopyOnWriteArrayList<>();
        private final List<Instant> losses = new CopyOnWriteArrayList<>();

        @Override
        public void onQuote(Quote quote) {
            quotes.add(quote);
        }

        @Override
        public void onBar(Bar bar) {
            bars.add(bar);
        }

        @Override
        public void onPosition(VenuePosition position) {
            positions.add(position);
        }

        @Override
        public void onAccount(AccountFigures figures, AccountNews news) {
            accounts.add(figures);
        }

        @Override
        public void onPricesUp() {
            ups.add("up");
        }

        @Override
        public void onPricesLost(Instant since) {
            losses.add(since);
        }
    }
}
