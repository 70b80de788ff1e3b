package dev.fixway.engine.domain;

import org.jspecify.annotations.Nullable;

/// OrdType(40) as far as Fixway takes it.
public enum OrdType {
    MARKET('1'),
    LIMIT('2'),
    STOP('3'),
    STOP_LIMIT('4');

    private final char code;

    OrdType(char code) {
        this.code = code;
    }

    /// The FIX code.
    public char code() {
        return code;
    }

    /// The constant with this FIX code; null when there is none here.
    public static @Nullable OrdType ofCode(char code) {
        for (OrdType value : values()) {
            if (value.code == code) {
                return value;
            }
        }
        return null;
    }
}
