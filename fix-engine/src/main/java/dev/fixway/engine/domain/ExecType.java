package dev.fixway.engine.domain;

import org.jspecify.annotations.Nullable;

/// ExecType(150): why a report is sent.
public enum ExecType {
    NEW('0'),
    DONE_FOR_DAY('3'),
    CANCELED('4'),
    REPLACED('5'),
    PENDING_CANCEL('6'),
    STOPPED('7'),
    REJECTED(
            '8'),
    SUSPENDED('9'),
    PENDING_NEW('A'),
    EXPIRED('C'),
    RESTATED('D'),
    PENDING_REPLACE(
            'E'),
    TRADE('F'),
    TRADE_CORRECT('G'),
    TRADE_CANCEL('H'),
    ORDER_STATUS('I'),
    TRIGGERED('L');

    private final char code;

    ExecType(char code) {
        this.code = code;
    }

    /// The FIX code.
    public char code() {
        return code;
    }

    /// The constant with this FIX code; null when there is none here.
    public static @Nullable ExecType ofCode(char code) {
        for (ExecType value : values()) {
            if (value.code == code) {
                return value;
            }
        }
        return null;
    }
}
