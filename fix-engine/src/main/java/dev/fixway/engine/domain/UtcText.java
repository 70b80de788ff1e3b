package dev.fixway.engine.domain;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

/// Times as text, many times a second: the same characters as [Instant#toString] and as a FIX UTCTimestamp with
/// microseconds, without a formatter.
public final class UtcText {
    /// 0000-01-01T00:00:00Z and 9999-12-31T23:59:59Z: years of four digits.
    private static final long SECOND_MIN = -62_167_219_200L;
    private static final long SECOND_MAX = 253_402_300_799L;
    private static final long DAY_SECONDS = 86_400;
    private static final int DIGITS_MAX = 9;
    private static final int FIX_DIGITS = 6;

    private UtcText() {}

    /// As [Instant#toString]: `2026-01-02T10:00:00.123Z`, the fraction in 0, 3, 6 or 9 digits.
    public static String iso(Instant at) {
        if (at.getEpochSecond() < SECOND_MIN || at.getEpochSecond() > SECOND_MAX) {
            return at.toString();
        }
        int digits = fractionDigits(at.getNano());
        byte[] text = new byte[20 + (digits == 0 ? 0 : digits + 1)];
        int time = date(text, at, true);
        text[time] = 'T';
        int end = time(text, time + 1, at, digits);
        text[end] = 'Z';
        return new String(text, StandardCharsets.ISO_8859_1);
    }

    /// `20260102-10:00:00.123456`, cut to the microsecond.
    public static String fix(Instant at) {
        if (at.getEpochSecond() < SECOND_MIN || at.getEpochSecond() > SECOND_MAX) {
            throw new IllegalArgumentException("a time outside of FIX: " + at);
        }
        byte[] text = new byte[24];
        int time = date(text, at, false);
        text[time] = '-';
        time(text, time + 1, at, FIX_DIGITS);
        return new String(text, StandardCharsets.ISO_8859_1);
    }

    private static int fractionDigits(int nano) {
        if (nano == 0) {
            return 0;
        }
        return nano % 1_000_000 == 0 ? 3 : nano % 1_000 == 0 ? 6 : 9;
    }

    /// Year, month and day of the proleptic Gregorian calendar, counted in years that begin in March.
    private static int date(byte[] text, Instant at, boolean dashes) {
        long days = Math.floorDiv(at.getEpochSecond(), DAY_SECONDS) + 719_468;
        long era = Math.floorDiv(days, 146_097);
        int dayOfEra = (int) (days - era * 146_097);
        int yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        int dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        int shifted = (5 * dayOfYear + 2) / 153;
        int month = shifted < 10 ? shifted + 3 : shifted - 9;
        int year = (int) (yearOfEra + era * 400) + (month <= 2 ? 1 : 0);
        int end = digits(text, 0, 4, year);
        end = dashes ? put(text, end, '-') : end;
        end = digits(text, end, 2, month);
        end = dashes ? put(text, end, '-') : end;
        return digits(text, end, 2, dayOfYear - (153 * shifted + 2) / 5 + 1);
    }

    private static int time(byte[] text, int from, Instant at, int fraction) {
        int second = (int) Math.floorMod(at.getEpochSecond(), DAY_SECONDS);
        int end = put(text, digits(text, from, 2, second / 3_600), ':');
        end = put(text, digits(text, end, 2, second / 60 % 60), ':');
        end = digits(text, end, 2, second % 60);
        if (fraction == 0) {
            return end;
        }
        int value = at.getNano();
        for (int i = fraction; i < DIGITS_MAX; i++) {
            value /= 10;
        }
        return digits(text, put(text, end, '.'), fraction, value);
    }

    private static int put(byte[] text, int at, char c) {
        text[at] = (byte) c;
        return at + 1;
    }

    private static int digits(byte[] text, int from, int count, int value) {
        int rest = value;
        for (int i = from + count - 1; i >= from; i--) {
            text[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        return from + count;
    }
}
