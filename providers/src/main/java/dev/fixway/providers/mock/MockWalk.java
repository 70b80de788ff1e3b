package dev.fixway.providers.mock;

import dev.fixway.engine.domain.Price;
import dev.fixway.engine.domain.Symbol;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// Prices that wander: a function of seed, symbol and tick alone, so that reading moves nothing.
///
/// A tick is [#STEP] long and a step below 0.1 %. Within a block of [#BLOCK] ticks the second half takes the steps of
/// the first back in another order, so that the price ends where it started: none runs away in a mock that is up for
/// months, and any tick is found from its block alone. Counted in units of 1e-8. Guarded by [MockProvider]'s lock.
final class MockWalk {
    static final Duration STEP = Duration.ofMillis(100);
    static final int BLOCK = 1 << 14;
    static final int SCALE = 8;
    private static final int HALF = BLOCK / 2;
    private static final int STRIDE = 1 << 7;
    private static final int CACHED_MAX = 256;
    private static final long FLOOR = 1_000_000;
    /// Largest random step in tenths of a millionth; what is left up to 0.1 % covers the bend.
    private static final int STEP_MAX = 9_950;
    private static final int STEP_UNIT = 10_000_000;
    private static final long DEFAULT_START = 100;
    private static final Map<String, BigDecimal> STARTS = starts();

    private final long seed;
    private final Instant start;
    private final Map<String, Block> blocks = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Block> eldest) {
            return size() > CACHED_MAX;
        }
    };

    MockWalk(long seed, Instant start) {
        this.seed = seed;
        this.start = start;
    }

    /// The price at a moment; before the start it is the start price.
    Price priceAt(Symbol symbol, Instant at) {
        long ticks = at.isBefore(start) ? 0 : Duration.between(start, at).dividedBy(STEP);
        return new Price(BigDecimal.valueOf(unitsAt(symbol.value(), ticks), SCALE));
    }

    /// The price of a tick in units of 1e-8.
    long unitsAt(String symbol, long tick) {
        long number = tick / BLOCK;
        int index = (int) (tick % BLOCK);
        Block block = blocks.get(symbol);
        if (block == null || block.number != number) {
            block = new Block(number, keyOf(symbol), startOf(symbol));
            blocks.put(symbol, block);
        }
        return block.unitsAt(index);
    }

    private static long startOf(String symbol) {
        BigDecimal known = STARTS.get(symbol.toUpperCase(Locale.ROOT));
        return (known == null ? BigDecimal.valueOf(DEFAULT_START) : known).movePointRight(SCALE).longValueExact();
    }

    private long keyOf(String symbol) {
        long key = seed;
        for (int i = 0; i < symbol.length(); i++) {
            key = mixed(key + symbol.charAt(i));
        }
        return key;
    }

    /// SplitMix64: every bit of the result depends on every bit of the input.
    private static long mixed(long value) {
        long z = value + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    private static Map<String, BigDecimal> starts() {
        return Map.ofEntries(start("AAPL", "150"), start("USDJPY", "150"), start("USD/JPY", "150"),
                start("MSFT", "400"),
                start("GOOG", "170"), start("GOOGL", "170"), start("AMZN", "180"), start("TSLA", "250"),
                start("NVDA", "800"), start("BTCUSD", "50000"), start("BTC/USD", "50000"), start("ETHUSD", "3000"),
                start("ETH/USD", "3000"), start("EURUSD", "1.08"), start("EUR/USD", "1.08"), start("GBPUSD", "1.27"),
                start("GBP/USD", "1.27"));
    }

    private static Map.Entry<String, BigDecimal> start(String symbol, String price) {
        return Map.entry(symbol, new BigDecimal(price));
    }

    /// One symbol's path through one block: the random walk at every [#STRIDE]th tick, and what it misses its start by
    /// (steps that add up to nothing still multiply to some 0.3 % less), which is bent away evenly.
    private static final class Block {
        private final long number;
        private final long key;
        private final long[] marks = new long[BLOCK / STRIDE];
        private final int factor;
        private final int offset;
        private final long drift;

        Block(long number, long key, long first) {
            this.number = number;
            this.key = key;
            long order = mixed(key - number);
            this.factor = ((int) order & (HALF - 1)) | 1;
            this.offset = (int) (order >>> 32) & (HALF - 1);
            long units = first;
            for (int mark = 0; mark < marks.length; mark++) {
                marks[mark] = units;
                units = walked(units, mark * STRIDE, STRIDE);
            }
            this.drift = units - first;
        }

        long unitsAt(int index) {
            int past = index % STRIDE;
            long walked = walked(marks[index / STRIDE], index - past, past);
            return Math.max(FLOOR, walked - drift * index / BLOCK);
        }

        private long walked(long from, int index, int steps) {
            long units = from;
            for (int i = 1; i <= steps; i++) {
                units = Math.max(FLOOR, units + units * step(index + i - 1) / STEP_UNIT);
            }
            return units;
        }

        private long step(int index) {
            if (index >= HALF) {
                return -step((factor * (index - HALF) + offset) & (HALF - 1));
            }
            long random = mixed(key ^ mixed(number * BLOCK + index)) >>> 1;
            return random % (2 * STEP_MAX + 1) - STEP_MAX;
        }
    }
}
