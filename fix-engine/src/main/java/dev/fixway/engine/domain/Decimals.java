package dev.fixway.engine.domain;

import java.math.BigDecimal;

/// The bounds that every quantity and price keeps: at most 20 integer and 28 fraction digits, exactly as sent.
final class Decimals {
    private static final int INTEGER_DIGITS_MAX = 20;
    private static final int FRACTION_DIGITS_MAX = 28;
    private static final int TEXT_LENGTH_MAX = 64;

    private Decimals() {}

    /// Reads plain decimal text (`-12.50`); no exponent, no sign but a leading minus, no blanks.
    static BigDecimal parse(String text) {
        if (!isPlain(text)) {
            throw new IllegalArgumentException("not a plain decimal number: " + Texts.shown(text));
        }
        return bounded(new BigDecimal(text));
    }

    /// Checks digits and exponent before any arithmetic, so that `1E+999999999` costs nothing.
    static BigDecimal bounded(BigDecimal value) {
        long integerDigits = value.signum() == 0 ? 1 : (long) value.precision() - value.scale();
        if (integerDigits > INTEGER_DIGITS_MAX) {
            throw new IllegalArgumentException("more than " + INTEGER_DIGITS_MAX + " integer digits");
        }
        if (value.scale() > FRACTION_DIGITS_MAX) {
            throw new IllegalArgumentException("more than " + FRACTION_DIGITS_MAX + " fraction digits");
        }
        if (value.scale() >= 0) {
            return value;
        }
        return value.signum() == 0 ? BigDecimal.ZERO : value.setScale(0);
    }

    /// As [BigDecimal#toPlainString], but a value remembers this text: the same quantities and prices are told often.
    static String plain(BigDecimal value) {
        String text = value.toString();
        return text.indexOf('E') < 0 ? text : value.toPlainString();
    }

    private static boolean isPlain(String text) {
        int digits = 0;
        int points = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= '0' && c <= '9') {
                digits++;
            } else if (c == '.') {
                points++;
            } else if (c != '-' || i > 0) {
                return false;
            }
        }
        return digits > 0 && points <= 1 && text.length() <= TEXT_LENGTH_MAX;
    }
}
