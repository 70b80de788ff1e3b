package dev.fixway.engine.domain;

import org.jspecify.annotations.Nullable;

/// OrdStatus(39): the state after a report, computed from the facts of an [Order].
public enum OrdStatus {
    NEW('0', 2),
    PARTIALLY_FILLED('1', 4),
    FILLED('2', 8),
    DONE_FOR_DAY('3', 10),
    CANCELED('4', 5),
    PENDING_CANCEL('6',
            12),
    STOPPED('7', 7),
    REJECTED('8',
            2),
    SUSPENDED('9', 6),
    PENDING_NEW('A', 2),
    EXPIRED('C', 5),
    PENDING_REPLACE('E', 11);

    private final char code;
    private final int precedence;

    OrdStatus(char code, int precedence) {
        this.code = code;
        this.precedence = precedence;
    }

    /// The FIX code.
    public char code() {
        return code;
    }

    /// FIX precedence: of several states that apply, the one with the higher number is shown.
    public int precedence() {
        return precedence;
    }

    /// The constant with this FIX code; null when there is none here.
    public static @Nullable OrdStatus ofCode(char code) {
        for (OrdStatus value : values()) {
            if (value.code == code) {
                return value;
            }
        }
        return null;
    }
}
