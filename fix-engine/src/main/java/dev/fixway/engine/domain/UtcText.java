package dev.fixway.engine.domain;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;

/// Times as text, many times a second: the same characters as [Instant#toString] and as a FIX UTCTimestamp with
/// microseconds, without a formatter.
public final class UtcText {
    /// 0000-01-01T00:00:00Z and 9999-12-31T23:59:59Z: years of four digits.
    private static final long SECOND_MIN = -62_167_219_200L;
    private static final long SECOND_MAX = 253_402_300_799L;
    private static final long DAY_SECONDS = 86_400;
    /// Characters of a time without a fraction.
    private static final int ISO_MIN = 20;
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

    /// The instant that [#iso] wrote, or any text that [Instant#parse] reads.
    ///
    /// - Throws DateTimeException when it is no time
    public static Instant instant(String text) {
        int length = text.length();
        boolean isUsual = length >= ISO_MIN && length <= ISO_MIN + 1 + DIGITS_MAX && length != ISO_MIN + 1
                && text.charAt(length - 1) == 'Z' && text.charAt(4) == '-' && text.charAt(7) == '-'
                && text.charAt(10) == 'T' && text.charAt(13) == ':' && text.charAt(16) == ':'
                && (length == ISO_MIN || text.charAt(ISO_MIN - 1) == '.');
        int year = isUsual ? number(text, 0, 4) : -1;
        int month = isUsual ? number(text, 5, 7) : -1;
        int day = isUsual ? number(text, 8, 10) : -1;
        int hour = isUsual ? number(text, 11, 13) : -1;
        int minute = isUsual ? number(text, 14, 16) : -1;
        int second = isUsual ? number(text, 17, 19) : -1;
        int fraction = isUsual && length > ISO_MIN ? number(text, ISO_MIN, length - 1) : 0;
        if ((year | month | day | hour | minute | second | fraction) < 0 || hour > 23 || minute > 59 || second > 59) {
            return Instant.parse(text);
        }
        for (int digits = length - 1 - ISO_MIN; length > ISO_MIN && digits < DIGITS_MAX; digits++) {
            fraction *= 10;
        }
        long seconds = LocalDate.of(year, month, day).toEpochDay() * DAY_SECONDS + hour * 3_600L + minute * 60L
                + second;
        return Instant.ofEpochSecond(seconds, fraction);
    }

    /// The digits from one place to another as a number; -1 when one is no digit.
    private static int number(String text, int from, int to) {
        int value = 0;
        for (int i = from; i < to; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return value;
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
