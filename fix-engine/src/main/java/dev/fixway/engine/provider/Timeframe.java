package dev.fixway.engine.provider;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// The span of a bar.
public enum Timeframe {
    M1("1m", Duration.ofMinutes(1)),
    M2("2m", Duration.ofMinutes(2)),
    M5("5m", Duration.ofMinutes(5)),
    M10("10m", Duration.ofMinutes(10)),
    M15("15m", Duration.ofMinutes(15)),
    M30("30m", Duration.ofMinutes(30)),
    H1("1h", Duration.ofHours(1)),
    H2("2h", Duration.ofHours(2)),
    H4("4h", Duration.ofHours(4)),
    H12("12h", Duration.ofHours(12)),
    D1("1d", Duration.ofDays(1)),
    W1("1w", Duration.ofDays(7));

    private final String code;
    private final Duration span;

    Timeframe(String code, Duration span) {
        this.code = code;
        this.span = span;
    }

    /// As it is written on the wire, such as `1m`.
    public String code() {
        return code;
    }

    public Duration span() {
        return span;
    }

    /// The timeframe with this code; null when there is none.
    public static @Nullable Timeframe ofCode(String code) {
        for (Timeframe value : values()) {
            if (value.code.equals(code)) {
                return value;
            }
        }
        return null;
    }
}
