package dev.fixway.engine.risk;

import dev.fixway.config.ConfigException;
import dev.fixway.config.Environment;
import dev.fixway.config.Setting;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Limits that orders must keep.
///
/// - `scope`: where they hold
/// - `overrides`: limits of their own by `name.limit`, the name being a provider's or an account's
public record RiskSettings(Scope scope, BigDecimal orderQtyMax, BigDecimal orderValueMax, Duration priceMaxAge,
        Duration priceWait, int messagesPerSecond, int messagesBurst, Map<String, BigDecimal> overrides) {
    private static final int MESSAGES_MAX = 100_000;
    static final String QTY = "qty";
    static final String VALUE = "value";
    static final String RATE = "rate";
    static final String BURST = "burst";
    private static final Set<String> LIMITS = Set.of(QTY, VALUE, RATE, BURST);
    private static final Setting<Scope> SCOPE = Setting.choice("RISK_CONTROLS", Scope.REAL,
            "Venues whose orders must keep the limits: real ones, paper accounts included, or all, simulations too.");
    private static final Setting<BigDecimal> ORDER_QTY = decimal("RISK_ORDER_QTY_MAX", "10000",
            "Largest quantity of one order; 0 for no limit.");
    private static final Setting<BigDecimal> ORDER_VALUE = decimal("RISK_ORDER_VALUE_MAX", "100000",
            "Largest value of one order, price by quantity in the currency of the price; 0 for no limit.");
    private static final Setting<Duration> PRICE_AGE = Setting.millis("RISK_PRICE_MAX_AGE_MS", 15_000,
            "Age from which the last price is too old to value a market order at.");
    private static final Setting<Duration> PRICE_WAIT = Setting.millis("RISK_PRICE_WAIT_MS", 2_000,
            "How long an order without a fresh price waits for the one that is asked of its venue; 0 asks for none.");
    private static final Setting<Integer> RATE_MAX = Setting.integer("RISK_MESSAGES_PER_SECOND", "messages", 20, 0,
            MESSAGES_MAX, "New orders and replaces of one account in a second; 0 for no limit.");
    private static final Setting<Integer> BURST_MAX = Setting.integer("RISK_MESSAGES_BURST", "messages", 100, 1,
            MESSAGES_MAX, "New orders and replaces of one account at once, after a pause.");
    private static final Setting<Map<String, BigDecimal>> OVERRIDES = Setting
            .optionalText("RISK_LIMITS",
                    "Limits of their own, such as `alpaca.qty=500,alpaca.value=250000,MAIN.rate=5,MAIN.burst=10`.")
            .as("NAME.LIMIT=NUMBER, separated by commas, LIMIT one of qty and value (of a provider), rate and burst"
                    + " (of an account)", RiskSettings::overrides);

    /// Where limits hold.
    public enum Scope {
        REAL,
        ALL
    }

    public RiskSettings {
        overrides = Map.copyOf(overrides);
    }

    /// Every setting of the controls.
    public static List<Setting<?>> all() {
        return List.of(SCOPE, ORDER_QTY, ORDER_VALUE, PRICE_AGE, PRICE_WAIT, RATE_MAX, BURST_MAX, OVERRIDES);
    }

    public static RiskSettings read(Environment environment) {
        return new RiskSettings(environment.get(SCOPE), environment.get(ORDER_QTY), environment.get(ORDER_VALUE),
                environment.get(PRICE_AGE), environment.get(PRICE_WAIT), environment.get(RATE_MAX),
                environment.get(BURST_MAX),
                environment.find(OVERRIDES).orElse(Map.of()));
    }

    /// The limit of a provider or account; zero for none.
    BigDecimal limit(String name, String limit, BigDecimal general) {
        return overrides.getOrDefault(name + '.' + limit, general);
    }

    /// The limit of an account as a whole number.
    int limit(String name, String limit, int general) {
        BigDecimal own = overrides.get(name + '.' + limit);
        return own == null ? general : own.intValueExact();
    }

    private static Setting<BigDecimal> decimal(String name, String defaultText, String meaning) {
        return Setting.text(name, defaultText, meaning).as("a decimal that is not negative", RiskSettings::decimal);
    }

    private static BigDecimal decimal(String text) {
        if (!text.matches("\\d{1,20}(\\.\\d{1,18})?")) {
            throw new ConfigException("is not a decimal that is not negative");
        }
        return new BigDecimal(text);
    }

    private static Map<String, BigDecimal> overrides(String text) {
        Map<String, BigDecimal> overrides = new HashMap<>();
        for (String part : text.split(",", -1)) {
            int equals = part.indexOf('=');
            int dot = part.lastIndexOf('.', Math.max(equals, 0));
            if (equals < 0 || dot < 1) {
                throw new ConfigException("has \"" + part.strip() + "\", which is not NAME.LIMIT=NUMBER");
            }
            String name = part.substring(0, dot).strip();
            String limit = part.substring(dot + 1, equals).strip();
            BigDecimal value = decimal(part.substring(equals + 1).strip());
            boolean isWhole = limit.equals(QTY) || limit.equals(VALUE) || isMessages(limit, value);
            if (!LIMITS.contains(limit) || !isWhole) {
                throw new ConfigException("has \"" + part.strip() + "\", which is no limit");
            }
            if (overrides.put(name + '.' + limit, value) != null) {
                throw new ConfigException("has " + name + '.' + limit + " twice");
            }
        }
        return overrides;
    }

    private static boolean isMessages(String limit, BigDecimal value) {
        boolean isInRange = value.scale() == 0 && value.compareTo(BigDecimal.valueOf(MESSAGES_MAX)) <= 0;
        return isInRange && (limit.equals(RATE) || value.signum() > 0);
    }
}
