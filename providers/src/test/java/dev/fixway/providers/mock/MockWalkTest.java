package dev.fixway.providers.mock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fixway.engine.domain.Price;
import dev.fixway.engine.domain.Symbol;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.stream.LongStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MockWalkTest {
    private static final BigDecimal STEP_MAX = new BigDecimal("0.001");

    @ParameterizedTest
    @CsvSource({"AAPL,150", "aapl,150", "MSFT,400", "GOOGL,170", "NVDA,800", "BTC/USD,50000", "EURUSD,1.08",
            "GBP/USD,1.27",
            "WHATEVER,100"})
    void startsAtTheKnownPrice(String symbol, String price) {
        MockWalk walk = new MockWalk(1, HandClock.START);

        assertThat(walk.priceAt(new Symbol(symbol), HandClock.START)).isEqualByComparingTo(Price.of(price));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 42, Long.MIN_VALUE, Long.MAX_VALUE})
    void stepsAreAtMostATenthOfAPercent(long seed) {
        MockWalk walk = new MockWalk(seed, HandClock.START);
        for (String symbol : new String[]{"BTCUSD", "EURUSD"}) {
            long before = walk.unitsAt(symbol, 0);
            for (long tick = 1; tick <= 2L * MockWalk.BLOCK + 10; tick++) {
                long now = walk.unitsAt(symbol, tick);
                BigDecimal step = BigDecimal.valueOf(now - before).abs();
                assertThat(step).as("seed %s tick %s", seed, tick)
                        .isLessThanOrEqualTo(BigDecimal.valueOf(before).multiply(STEP_MAX));
                before = now;
            }
        }
    }

    @Test
    void sameSeedSamePriceInWhateverOrderItIsRead() {
        MockWalk forward = new MockWalk(7, HandClock.START);
        MockWalk backward = new MockWalk(7, HandClock.START);
        long[] ticks = LongStream.rangeClosed(0, 50).map(i -> i * 997).toArray();

        long[] there = LongStream.of(ticks).map(tick -> forward.unitsAt("AAPL", tick)).toArray();
        long[] back = LongStream.range(0, ticks.length)
                .map(i -> backward.unitsAt("AAPL", ticks[ticks.length - 1 - (int) i]))
                .toArray();

        for (int i = 0; i < ticks.length; i++) {
            assertThat(back[ticks.length - 1 - i]).isEqualTo(there[i]);
        }
        assertThat(there).doesNotHaveDuplicates();
    }

    @Test
    void seedsAndSymbolsGoTheirOwnWays() {
        assertThat(new MockWalk(7, HandClock.START).unitsAt("AAPL", 100))
                .isNotEqualTo(new MockWalk(8, HandClock.START).unitsAt("AAPL", 100));
        assertThat(new MockWalk(7, HandClock.START).unitsAt("GOOG", 100))
                .isNotEqualTo(new MockWalk(7, HandClock.START).unitsAt("GOOGL", 100));
    }

    @Test
    void comesBackToItsStartPriceAfterYears() {
        MockWalk walk = new MockWalk(7, HandClock.START);
        long tick = 365L * 864_000 / MockWalk.BLOCK * MockWalk.BLOCK;

        assertThat(walk.unitsAt("AAPL", tick)).isEqualTo(150_00000000L);
        assertThat(walk.unitsAt("AAPL", tick + MockWalk.BLOCK / 2)).isNotEqualTo(150_00000000L);
    }

    @Test
    void hasAPast() {
        MockWalk walk = new MockWalk(7, HandClock.START);
        long before = walk.unitsAt("AAPL", -1);

        assertThat(before).isNotEqualTo(walk.unitsAt("AAPL", 0))
                .isCloseTo(walk.unitsAt("AAPL", 0), Percentage.withPercentage(0.2));
        assertThat(walk.tickAt(HandClock.START.minusMillis(1))).isEqualTo(-1);
        assertThat(walk.tickAt(HandClock.START.minusMillis(1_100))).isEqualTo(-11);
    }

    @Test
    void seesInARangeWhatItsTicksAre() {
        MockWalk walk = new MockWalk(7, HandClock.START);
        for (long from : new long[]{-MockWalk.BLOCK - 70, -5, 0, 127, 128, MockWalk.BLOCK - 300}) {
            long to = from + 601;
            MockWalk.Range range = walk.range("AAPL", from, to);

            long[] each = LongStream.range(from, to).map(tick -> walk.unitsAt("AAPL", tick)).toArray();
            assertThat(range.first).isEqualTo(each[0]);
            assertThat(range.last).isEqualTo(each[each.length - 1]);
            assertThat(range.high).isEqualTo(LongStream.of(each).max().orElseThrow());
            assertThat(range.low).isEqualTo(LongStream.of(each).min().orElseThrow());
        }
    }

    @Test
    void movesWithTimeNotWithReading() {
        MockWalk walk = new MockWalk(7, HandClock.START);
        Symbol symbol = new Symbol("AAPL");
        Price first = walk.priceAt(symbol, HandClock.START.plusMillis(150));

        assertThat(walk.priceAt(symbol, HandClock.START.plusMillis(199))).isEqualTo(first);
        assertThat(walk.priceAt(symbol, HandClock.START.plusMillis(200))).isNotEqualTo(first);
        assertThat(walk.priceAt(symbol, HandClock.START.plus(Duration.ofHours(5))).value().scale())
                .isLessThanOrEqualTo(MockWalk.SCALE);
    }
}
