package dev.fixway.providers.mock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fixway.engine.domain.Handling;
import dev.fixway.engine.domain.OrderId;
import dev.fixway.engine.domain.Price;
import dev.fixway.engine.domain.Qty;
import dev.fixway.engine.domain.Side;
import dev.fixway.engine.domain.Symbol;
import dev.fixway.engine.domain.TimeInForce;
import dev.fixway.engine.provider.AccountFigures;
import dev.fixway.engine.provider.Bar;
import dev.fixway.engine.provider.BarQuery;
import dev.fixway.engine.provider.MarketDesk;
import dev.fixway.engine.provider.Provider;
import dev.fixway.engine.provider.ProviderCall;
import dev.fixway.engine.provider.Quote;
import dev.fixway.engine.provider.Timeframe;
import dev.fixway.engine.provider.VenuePosition;
import dev.fixway.providers.Heard;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MockMarketDeskTest {
    private static final Symbol AAPL = new Symbol("AAPL");
    private static final BigDecimal CENT = new BigDecimal("0.01");

    @TempDir
    private Path folder;

    private DrivenMock mock;
    private Provider provider;
    private int orders;

    @BeforeEach
    void open() {
        mock = new DrivenMock(folder, (String) null);
        provider = mock.started(new Heard());
        mock.pass(Duration.ZERO);
    }

    @AfterEach
    void close() {
        provider.close();
    }

    private MarketDesk desk() {
        return provider.market();
    }

    @Test
    void hasAnAccountThatTradingDoesNotChange() {
        AccountFigures before = desk().account();
        trade(Side.BUY, "10");

        assertThat(desk().account()).isEqualTo(before);
        assertThat(before.balance()).isEqualByComparingTo("100000");
        assertThat(before.marginUsed()).isZero();
        assertThat(before.currency()).isEqualTo("USD");
    }

    @Test
    void quotesTheWalkAndMovesNothing() {
        Quote quote = desk().quote(AAPL);

        assertThat(desk().quote(AAPL)).isEqualTo(quote);
        assertThat(quote.last())
                .isEqualTo(new MockWalk(DrivenMock.SEED, HandClock.START).priceAt(AAPL, mock.clock.instant()));
        BigDecimal half = quote.ask().value().subtract(quote.last().value());
        assertThat(half).isEqualByComparingTo(quote.last().value().subtract(quote.bid().value()))
                .isEqualByComparingTo(quote.last().value().multiply(new BigDecimal("0.0001")).max(CENT));
        assertThat(desk().quote(new Symbol("EURUSD")).ask().value())
                .isEqualByComparingTo(desk().quote(new Symbol("EURUSD")).last().value().add(CENT));
    }

    @Test
    void tellsPositionsWithTheirTimes() {
        Instant opened = trade(Side.SELL, "10.50");
        mock.pass(Duration.ofSeconds(1));
        Instant updated = trade(Side.SELL, "2");

        assertThat(desk().positions()).singleElement().satisfies(position -> {
            assertThat(position.id()).isEqualTo("mock-pos-AAPL");
            assertThat(position.side()).isEqualTo(Side.SELL);
            assertThat(position.quantity()).isEqualTo(Qty.of("12.50"));
            assertThat(position.openedAt()).isEqualTo(opened);
            assertThat(position.updatedAt()).isEqualTo(updated);
            assertThat(position.unrealizedPnl()).isZero();
        });
        trade(Side.BUY, "12.5");
        assertThat(desk().positions()).isEmpty();
    }

    @Test
    void keepsPositionsOverARestart() {
        trade(Side.BUY, "3");
        List<VenuePosition> before = desk().positions();
        provider.close();
        provider = mock.started(new Heard());

        assertThat(desk().positions()).isEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource(Timeframe.class)
    void barsAgreeWithTheWalk(Timeframe timeframe) {
        mock.pass(Duration.ofMinutes(7).plusMillis(250));
        Instant now = mock.clock.instant();

        List<Bar> bars = desk().bars(new BarQuery(AAPL, timeframe, null, null, 5));

        assertThat(bars).hasSize(5).isEqualTo(desk().bars(new BarQuery(AAPL, timeframe, null, null, 5)));
        MockWalk walk = new MockWalk(DrivenMock.SEED, HandClock.START);
        for (int i = 0; i < bars.size(); i++) {
            Bar bar = bars.get(i);
            assertThat(bar.open()).isEqualTo(walk.priceAt(AAPL, bar.start()));
            assertThat(bar.high()).isGreaterThanOrEqualTo(bar.open()).isGreaterThanOrEqualTo(bar.close());
            assertThat(bar.low()).isLessThanOrEqualTo(bar.open()).isLessThanOrEqualTo(bar.close());
            assertThat(bar.volume().value()).isBetween(BigDecimal.valueOf(1_000), BigDecimal.valueOf(9_999));
            if (i > 0) {
                Bar before = bars.get(i - 1);
                assertThat(bar.start()).isEqualTo(before.start().plus(timeframe.span()));
                assertThat(before.close()).isEqualTo(walk.priceAt(AAPL, bar.start().minusMillis(1)));
            }
        }
        assertThat(bars.getLast().start()).isBeforeOrEqualTo(now).isAfter(now.minus(timeframe.span()));
        assertThat(bars.getLast().close()).isEqualTo(walk.priceAt(AAPL, now));
        assertThat(bars.getLast().start().atOffset(ZoneOffset.UTC).getSecond()).isZero();
    }

    @Test
    void tellsNoMoreLongBarsThanItCanQuickly() {
        assertThat(desk().bars(new BarQuery(AAPL, Timeframe.D1, null, null, 10_000))).hasSize(MockBars.FAR_BARS_MAX);
    }

    @Test
    void aMinuteSeesEveryTickOfIt() {
        mock.pass(Duration.ofMinutes(3));
        Bar bar = desk().bars(new BarQuery(AAPL, Timeframe.M1, null, null, 2)).getFirst();

        MockWalk walk = new MockWalk(DrivenMock.SEED, HandClock.START);
        Price high = bar.open();
        for (Instant at = bar.start(); at.isBefore(bar.start().plusSeconds(60)); at = at.plusMillis(100)) {
            Price px = walk.priceAt(AAPL, at);
            high = px.compareTo(high) > 0 ? px : high;
        }
        assertThat(bar.high()).isEqualTo(high);
    }

    @Test
    void keepsToStartAndEnd() {
        Instant noon = Instant.parse("2026-01-05T12:00:00Z");

        assertThat(starts(noon, noon.plusSeconds(180), 100)).containsExactly(noon, noon.plusSeconds(60),
                noon.plusSeconds(120));
        assertThat(starts(noon.plusNanos(1), noon.plusSeconds(181), 2)).containsExactly(noon.plusSeconds(120),
                noon.plusSeconds(180));
        assertThat(starts(null, noon, 1)).containsExactly(noon.minusSeconds(60));
        assertThat(starts(noon, noon, 5)).isEmpty();
        assertThat(starts(mock.clock.instant().plusSeconds(3_600), null, 5)).isEmpty();
        assertThat(desk().bars(new BarQuery(AAPL, Timeframe.W1, null, noon.plusSeconds(1), 1)).getFirst().start())
                .as("a Monday")
                .isEqualTo(Instant.parse("2026-01-05T00:00:00Z"));
    }

    private List<Instant> starts(@Nullable Instant start, @Nullable Instant end, int limit) {
        return desk().bars(new BarQuery(AAPL, Timeframe.M1, start, end, limit)).stream().map(Bar::start).toList();
    }

    /// Trades at the market; the time of the fill.
    private Instant trade(Side side, String qty) {
        provider.submit(new ProviderCall.Submit(OrderId.of("TEST", ++orders).route(1), AAPL, side,
                mock.trading(Qty.of(qty), TimeInForce.GTC), Handling.PLAIN));
        mock.moveOn();
        return mock.clock.instant();
    }
}
