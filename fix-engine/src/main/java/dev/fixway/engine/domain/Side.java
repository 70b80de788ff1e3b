package dev.fixway.engine.domain;

import org.jspecify.annotations.Nullable;

/// Side(54).
public enum Side {
    BUY('1'),
    SELL('2');

    private final char code;

    Side(char code) {
        this.code = code;
    }

    /// The FIX code.
    public char code() {
        return code;
    }

    /// The constant with this FIX code; null when there is none here.
    public static @Nullable Side ofCode(char code) {
        for (Side value : values()) {
            if (value.code == code) {
                return value;
            }
        }
        return null;
    }
}
