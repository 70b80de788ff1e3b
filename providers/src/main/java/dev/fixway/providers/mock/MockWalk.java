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
    private static final int TICKS_PER_SECOND = (int) Duration.ofSeconds(1).dividedBy(STEP);
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

    /// The same walk with a memory of its own.
    MockWalk copy() {
        return new MockWalk(seed, start);
    }

    /// The price at a moment; the walk reaches back before its start, so that a new book has a past too.
    Price priceAt(Symbol symbol, Instant at) {
        return price(unitsAt(symbol.value(), tickAt(at)));
    }

    /// The tick that a moment falls into; negative before the start.
    long tickAt(Instant at) {
        return (at.getEpochSecond() - start.getEpochSecond()) * TICKS_PER_SECOND
                + Math.floorDiv(at.getNano() - start.getNano(), (int) STEP.toNanos());
    }

    static Price price(long units) {
        return new Price(BigDecimal.valueOf(units, SCALE));
    }

    /// The prices from one tick to before another.
    Range range(String symbol, long fromTick, long toTick) {
        Range range = new Range();
        long tick = fromTick;
        while (tick < toTick) {
            int index = (int) Math.floorMod(tick, (long) BLOCK);
            int end = (int) Math.min(BLOCK, index + toTick - tick);
            block(symbol, Math.floorDiv(tick, (long) BLOCK)).scan(index, end, range);
            tick += end - index;
        }
        return range;
    }

    /// What prices did from tick to tick, in units of 1e-8.
    static final class Range {
        long first;
        long high = Long.MIN_VALUE;
        long low = Long.MAX_VALUE;
        long last;

        private void see(long units) {
            first = high == Long.MIN_VALUE ? units : first;
            high = Math.max(high, units);
            low = Math.min(low, units);
            last = units;
        }

        /// This and what came later.
        Range and(Range later) {
            Range both = new Range();
            both.first = first;
            both.high = Math.max(high, later.high);
            both.low = Math.min(low, later.low);
            both.last = later.last;
            return both;
        }
    }

    /// The price of a tick in units of 1e-8.
    long unitsAt(String symbol, long tick) {
        return block(symbol, Math.floorDiv(tick, (long) BLOCK)).unitsAt((int) Math.floorMod(tick, (long) BLOCK));
    }

    private Block block(String symbol, long number) {
        Block block = blocks.get(symbol);
        if (block == null || block.number != number) {
            block = new Block(number, keyOf(symbol), startOf(symbol));
            blocks.put(symbol, block);
        }
        return block;
    }

    /// A number that looks random and is the same for the same symbol, moment and seed.
    long noise(String symbol, long at) {
        return mixed(keyOf(symbol) ^ mixed(at));
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

        /// Shows every tick from one to before another.
        void scan(int from, int to, Range range) {
            int past = from % STRIDE;
            long units = walked(marks[from / STRIDE], from - past, past);
            for (int i = from; i < to; i++) {
                range.see(Math.max(FLOOR, units - drift * i / BLOCK));
                units = next(units, i);
            }
        }

        private long walked(long from, int index, int steps) {
            long units = from;
            for (int i = index; i < index + steps; i++) {
                units = next(units, i);
            }
            return units;
        }

        private long next(long units, int index) {
            return Math.max(FLOOR, units + units * step(index) / STEP_UNIT);
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
