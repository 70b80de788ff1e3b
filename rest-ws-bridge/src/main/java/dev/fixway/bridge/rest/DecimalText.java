package dev.fixway.bridge.rest;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/// Reads the decimals of requests: JSON strings and JSON numbers, from their text and never through a double.
///
/// What does not fit 28 fraction digits, or 96 bits beside the integer part, is rounded half up. More than 20 integer
/// digits are refused, the bound of the engine. Refusals are IllegalArgumentExceptions.
final class DecimalText {
    private static final int TEXT_LENGTH_MAX = 1_000;
    private static final int STRING_EXPONENT_MAX = 28;
    private static final int NUMBER_EXPONENT_MAX = 2_000;
    private static final int FRACTION_DIGITS_MAX = 28;
    private static final int INTEGER_DIGITS_MAX = 20;
    private static final int BITS_MAX = 96;

    private DecimalText() {}

    /// The value of a JSON string: sign, `_` after the first digit, `.5`, `1.` and an exponent within ±28 are legal.
    static BigDecimal ofString(String text) {
        int e = exponentMark(text);
        BigDecimal value = mantissa(e < 0 ? text : text.substring(0, e));
        if (e < 0) {
            return fitted(value);
        }
        int exponent = exponent(text.substring(e + 1));
        if (Math.abs(exponent) > STRING_EXPONENT_MAX) {
            throw new IllegalArgumentException("an exponent is within ±28");
        }
        return fitted(value.scaleByPowerOfTen(exponent));
    }

    /// The value of a JSON number token; trailing zeros of a fraction do not count.
    static BigDecimal ofNumber(String token) {
        int e = exponentMark(token);
        BigDecimal value = mantissa(e < 0 ? token : token.substring(0, e));
        if (e < 0 && value.scale() == 0) {
            return fitted(value);
        }
        int exponent = e < 0 ? 0 : exponent(token.substring(e + 1));
        if (value.signum() == 0 || exponent < -NUMBER_EXPONENT_MAX) {
            return BigDecimal.ZERO;
        }
        if (exponent > NUMBER_EXPONENT_MAX) {
            throw new IllegalArgumentException("the number is too large");
        }
        return fitted(value.scaleByPowerOfTen(exponent).stripTrailingZeros());
    }

    private static int exponentMark(String text) {
        if (text.length() > TEXT_LENGTH_MAX) {
            throw new IllegalArgumentException("a decimal has at most " + TEXT_LENGTH_MAX + " characters");
        }
        int small = text.indexOf('e');
        return small >= 0 ? small : text.indexOf('E');
    }

    private static BigDecimal mantissa(String text) {
        StringBuilder digits = new StringBuilder(text.length());
        int point = -1;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= '0' && c <= '9') {
                digits.append(c);
            } else if (c == '.' && point < 0) {
                point = digits.length();
            } else if (!(c == '_' && !digits.isEmpty()) && !((c == '+' || c == '-') && i == 0)) {
                throw new IllegalArgumentException("not a decimal");
            }
        }
        if (digits.isEmpty()) {
            throw new IllegalArgumentException("not a decimal");
        }
        BigInteger unscaled = new BigInteger(digits.toString());
        return new BigDecimal(text.startsWith("-") ? unscaled.negate() : unscaled,
                point < 0 ? 0 : digits.length() - point);
    }

    private static int exponent(String text) {
        String digits = text.startsWith("+") || text.startsWith("-") ? text.substring(1) : text;
        if (digits.isEmpty() || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new IllegalArgumentException("not a decimal");
        }
        String significant = digits.replaceFirst("^0+(?=.)", "");
        int exponent = significant.length() > 6 ? NUMBER_EXPONENT_MAX + 1 : Integer.parseInt(significant);
        return text.startsWith("-") ? -exponent : exponent;
    }

    private static BigDecimal fitted(BigDecimal value) {
        long integerDigits = value.signum() == 0 ? 1 : (long) value.precision() - value.scale();
        if (integerDigits > INTEGER_DIGITS_MAX) {
            throw new IllegalArgumentException("more than " + INTEGER_DIGITS_MAX + " integer digits");
        }
        int scale = Math.clamp(value.scale(), 0, FRACTION_DIGITS_MAX);
        BigDecimal rounded = value.setScale(scale, RoundingMode.HALF_UP);
        while (rounded.unscaledValue().abs().bitLength() > BITS_MAX) {
            scale--;
            rounded = value.setScale(scale, RoundingMode.HALF_UP);
        }
        if (rounded.precision() - rounded.scale() > INTEGER_DIGITS_MAX) {
            throw new IllegalArgumentException("more than " + INTEGER_DIGITS_MAX + " integer digits");
        }
        return rounded;
    }
}
