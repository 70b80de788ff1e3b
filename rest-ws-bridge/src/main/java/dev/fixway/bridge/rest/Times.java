package dev.fixway.bridge.rest;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads RFC 3339 time stamps of queries: `t`, `z`, a blank for `T` and an offset without colon are legal.
final class Times {
    private static final int NANO_DIGITS = 9;
    private static final Pattern RFC_3339 = Pattern.compile(
            "(\\d{4})-(\\d\\d)-(\\d\\d)[Tt ](\\d\\d):(\\d\\d):(\\d\\d)(?:\\.(\\d{1,30}))?(?:[Zz]|"
                    + "([+-])(\\d\\d):?(\\d\\d))");

    private Times() {}

    /// Throws IllegalArgumentException when the text is no time stamp.
    static Instant parse(String text) {
        Matcher parts = RFC_3339.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("not an RFC 3339 time stamp");
        }
        try {
            String fraction = parts.group(7) == null ? "" : parts.group(7);
            int nanos = Integer.parseInt((fraction + "0".repeat(NANO_DIGITS)).substring(0, NANO_DIGITS));
            return OffsetDateTime
                    .of(number(parts, 1), number(parts, 2), number(parts, 3), number(parts, 4), number(parts, 5),
                            number(parts, 6), nanos, offset(parts))
                    .toInstant();
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("no such time", e);
        }
    }

    private static ZoneOffset offset(Matcher parts) {
        if (parts.group(8) == null) {
            return ZoneOffset.UTC;
        }
        int sign = "-".equals(parts.group(8)) ? -1 : 1;
        return ZoneOffset.ofHoursMinutes(sign * number(parts, 9), sign * number(parts, 10));
    }

    private static int number(Matcher parts, int group) {
        return Integer.parseInt(parts.group(group));
    }
}
