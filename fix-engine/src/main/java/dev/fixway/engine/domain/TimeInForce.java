package dev.fixway.engine.domain;

import org.jspecify.annotations.Nullable;

/// TimeInForce(59) as far as Fixway takes it.
public enum TimeInForce {
    DAY('0'),
    GTC('1'),
    IOC('3'),
    FOK('4');

    private final char code;

    TimeInForce(char code) {
        this.code = code;
    }

    /// The FIX code.
    public char code() {
        return code;
    }

    /// The constant with this FIX code; null when there is none here.
    public static @Nullable TimeInForce ofCode(char code) {
        for (TimeInForce value : values()) {
            if (value.code == code) {
                return value;
            }
        }
        return null;
    }
}
