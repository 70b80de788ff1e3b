package dev.fixway.providers.mock;

import dev.fixway.config.ConfigException;
import dev.fixway.config.Environment;
import dev.fixway.config.Setting;
import dev.fixway.engine.domain.Qty;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How the mock behaves.
///
/// - `seed`: null keeps the seed of the book, or makes one with the book
/// - `fillDelay`: from a submission to its one fill decision, and from the first tranche to the rest
/// - `partialFillRatio`: share of the first tranche, between 0 and 1; null fills whole
/// - `openOrdersMax`: more are refused; `endedOrdersMax`: older ones are forgotten
record MockSettings(@Nullable Long seed, Duration fillDelay, @Nullable BigDecimal partialFillRatio, int openOrdersMax,
        int endedOrdersMax) {
    private static final Logger LOG = LoggerFactory.getLogger(MockSettings.class);

    static final Setting<Long> MOCK_SEED = Setting
            .optionalText("MOCK_SEED", "Seed of the mock's prices; kept in its book, made at random for a new one.")
            .as("a whole number of 64 bits", MockSettings::wholeNumber);
    static final Setting<Duration> MOCK_FILL_DELAY_MS = Setting.millis("MOCK_FILL_DELAY_MS", 500,
            "Time from an order to the mock's fill decision, and from a first tranche to the rest.");
    static final Setting<String> MOCK_PARTIAL_FILL_RATIO = Setting
            .optionalText("MOCK_PARTIAL_FILL_RATIO",
                    "Share of an order that the mock fills first, between 0 and 1; ignored when wrong.")
            .emptyMeansUnset();
    static final Setting<Integer> MOCK_OPEN_ORDERS_MAX = Setting.integer("MOCK_OPEN_ORDERS_MAX", "", 100_000, 1,
            10_000_000,
            "Open orders that the mock takes at most.");
    static final Setting<Integer> MOCK_ENDED_ORDERS_MAX = Setting.integer("MOCK_ENDED_ORDERS_MAX", "", 10_000, 1,
            10_000_000,
            "Ended orders that the mock remembers, the latest ones.");

    static final List<Setting<?>> ALL = List.of(MOCK_SEED, MOCK_FILL_DELAY_MS, MOCK_PARTIAL_FILL_RATIO,
            MOCK_OPEN_ORDERS_MAX,
            MOCK_ENDED_ORDERS_MAX);

    static MockSettings of(Environment environment) {
        return new MockSettings(environment.find(MOCK_SEED).orElse(null), environment.get(MOCK_FILL_DELAY_MS),
                environment.find(MOCK_PARTIAL_FILL_RATIO).map(MockSettings::ratio).orElse(null),
                environment.get(MOCK_OPEN_ORDERS_MAX), environment.get(MOCK_ENDED_ORDERS_MAX));
    }

    private static @Nullable BigDecimal ratio(String text) {
        BigDecimal ratio = BigDecimal.ZERO;
        try {
            ratio = Qty.of(text).value();
        } catch (IllegalArgumentException e) {
            LOG.debug("mock ratio unreadable cause={}", e.getMessage());
        }
        if (ratio.signum() > 0 && ratio.compareTo(BigDecimal.ONE) < 0) {
            return ratio;
        }
        LOG.warn("setting ignored name=MOCK_PARTIAL_FILL_RATIO expected=\"a decimal between 0 and 1\"");
        return null;
    }

    private static Long wholeNumber(String text) {
        try {
            return Long.valueOf(text);
        } catch (NumberFormatException e) {
            throw new ConfigException("is not a whole number");
        }
    }
}
