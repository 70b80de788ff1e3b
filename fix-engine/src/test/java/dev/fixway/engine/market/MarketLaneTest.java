package dev.fixway.engine.market;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fixway.engine.domain.Price;
import dev.fixway.engine.domain.Qty;
import dev.fixway.engine.domain.Side;
import dev.fixway.engine.domain.Symbol;
import dev.fixway.engine.market.MarketNews.Change;
import dev.fixway.engine.provider.AccountFigures;
import dev.fixway.engine.provider.Bar;
import dev.fixway.engine.provider.MarketListener;
import dev.fixway.engine.provider.MarketListener.AccountNews;
import dev.fixway.engine.provider.Quote;
import dev.fixway.engine.provider.Timeframe;
import dev.fixway.engine.provider.VenuePosition;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MarketLaneTest {
    private static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");
    private static final Symbol A = new Symbol("A");
    private static final Symbol B = new Symbol("B");
    private final MarketLane lane = new MarketLane();
    private final AtomicInteger woken = new AtomicInteger();
    private final MarketListener venue = lane.listener("mock", Set.of(A));

    @BeforeEach
    void hear() {
        lane.hear(woken::incrementAndGet);
    }

    private static Quote quote(Symbol symbol, String last) {
        return new Quote(symbol, "mock", Price.of(last), null, Price.of(last), null, Price.of(last), null, NOON);
    }

    private static Bar bar(Timeframe timeframe, String close) {
        Price px = Price.of(close);
        return new Bar(A, "mock", timeframe, NOON, px, px, px, px, Qty.of("1"));
    }

    private static VenuePosition position(String quantity) {
        return new VenuePosition("p", A, Side.BUY, Qty.of(quantity), Price.of("1"), Price.of("1"), BigDecimal.ZERO,
                BigDecimal.ZERO, null, NOON, NOON);
    }

    private static MarketNews seen(Symbol symbol, String last) {
        return new MarketNews.QuoteSeen("mock", quote(symbol, last));
    }

    @Test
    void keepsTheLatestOfEachAndWakesOnce() {
        venue.onQuote(quote(A, "1"));
        venue.onBar(bar(Timeframe.M1, "1"));
        venue.onBar(bar(Timeframe.M5, "5"));
        venue.onQuote(quote(B, "7"));
        venue.onQuote(quote(A, "2"));
        venue.onBar(bar(Timeframe.M1, "3"));

        assertThat(lane.take()).containsExactly(seen(A, "2"), new MarketNews.BarSeen("mock", bar(Timeframe.M1, "3")),
                new MarketNews.BarSeen("mock", bar(Timeframe.M5, "5")), seen(B, "7"));
        assertThat(woken).hasValue(1);
        assertThat(lane.take()).isEmpty();
        venue.onQuote(quote(A, "4"));
        assertThat(woken).hasValue(2);
    }

    @Test
    void keepsEachSpanOfSeveralThatComeAtOnce() {
        Bar first = bar(Timeframe.M1, "1");
        Bar second = new Bar(A, "mock", Timeframe.M1, NOON.plusSeconds(60), first.open(), first.high(), first.low(),
                first.close(), first.volume());
        venue.onBar(first);
        venue.onBar(second);
        venue.onBar(bar(Timeframe.M1, "2"));

        assertThat(lane.take()).containsExactly(new MarketNews.BarSeen("mock", bar(Timeframe.M1, "2")),
                new MarketNews.BarSeen("mock", second));
    }

    @Test
    void tellsStaleSymbolsOnceAndEachFreshOneBeforeItsPrice() {
        venue.onQuote(quote(B, "1"));
        venue.onPricesLost(NOON);
        venue.onPricesLost(NOON.plusSeconds(1));
        assertThat(lane.stale()).singleElement()
                .satisfies(stale -> assertThat(stale.symbols()).containsExactlyInAnyOrder(A, B))
                .satisfies(stale -> assertThat(stale.since()).isEqualTo(NOON));
        venue.onQuote(quote(B, "2"));
        venue.onQuote(quote(B, "3"));

        List<MarketNews> news = lane.take();
        assertThat(news).hasSize(4);
        assertThat(news.get(0)).isEqualTo(seen(B, "1"));
        assertThat(news.get(1)).isEqualTo(new MarketNews.Stale("mock", List.of(A, B), NOON));
        assertThat(news.get(2)).isEqualTo(new MarketNews.Fresh("mock", B, NOON));
        assertThat(news.get(3)).isEqualTo(seen(B, "3"));
        assertThat(lane.stale()).containsExactly(new StaleSymbols("mock", List.of(A), NOON));
    }

    @Test
    void isNotStaleBeforeItWasLost() {
        venue.onPricesUp();

        assertThat(lane.stale()).isEmpty();
        assertThat(lane.take()).isEmpty();
    }

    @Test
    void tellsWhatAPositionHasDoneSinceItWasTold() {
        venue.onPosition(position("1"));
        venue.onPosition(position("2"));
        assertThat(lane.take()).containsExactly(new MarketNews.PositionSeen("mock", Change.OPENED, position("2")));
        venue.onPosition(position("0"));
        venue.onPosition(position("3"));
        assertThat(lane.take()).containsExactly(new MarketNews.PositionSeen("mock", Change.MODIFIED, position("3")));
        venue.onPosition(position("0"));
        assertThat(lane.take()).containsExactly(new MarketNews.PositionSeen("mock", Change.CLOSED, position("0")));
        venue.onPosition(position("1"));
        venue.onPosition(position("0"));
        assertThat(lane.take()).isEmpty();
    }

    @Test
    void keepsEveryKindOfAccountNews() {
        AccountFigures figures = new AccountFigures(BigDecimal.ONE, BigDecimal.ONE, BigDecimal.ZERO, BigDecimal.ONE,
                BigDecimal.ZERO, "USD");
        venue.onAccount(figures, AccountNews.BALANCE_UPDATED);
        venue.onAccount(figures, AccountNews.MARGIN_CALL);
        venue.onAccount(figures, AccountNews.BALANCE_UPDATED);

        assertThat(lane.take()).containsExactly(
                new MarketNews.AccountSeen("mock", AccountNews.BALANCE_UPDATED, figures),
                new MarketNews.AccountSeen("mock", AccountNews.MARGIN_CALL, figures));
    }

    @Test
    void keepsNothingForNobodyButKnowsHowThingsAre() {
        lane.ignore();
        venue.onPosition(position("1"));
        venue.onPricesLost(NOON);

        assertThat(lane.take()).isEmpty();
        assertThat(lane.stale()).hasSize(1);
        lane.hear(woken::incrementAndGet);
        venue.onPosition(position("2"));
        assertThat(lane.take()).containsExactly(new MarketNews.PositionSeen("mock", Change.MODIFIED, position("2")));
        assertThat(woken).hasValue(1);
    }
}
