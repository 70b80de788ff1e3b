package dev.fixway.engine.codec;

import dev.fixway.engine.domain.Texts;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoField;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import quickfix.FieldMap;
import quickfix.FieldNotFound;
import quickfix.IncorrectTagValue;

/// Fields of a message as text; numbers are never read as floating point.
public final class Fields {
    private static final char FIRST_PRINTABLE = ' ';
    private static final char LAST_PRINTABLE = '~';
    private static final DateTimeFormatter UTC_TIMESTAMP = new DateTimeFormatterBuilder()
            .appendPattern("uuuuMMdd-HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .toFormatter(Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private Fields() {}

    /// The field's value; null when the message has none.
    public static @Nullable String text(FieldMap map, int tag) {
        try {
            return map.isSetField(tag) ? map.getString(tag) : null;
        } catch (FieldNotFound e) {
            throw new IllegalStateException("a set field has a value: " + tag, e);
        }
    }

    /// The field's value, or another when the message has none.
    public static String textOr(FieldMap map, int tag, String other) {
        String value = text(map, tag);
        return value == null ? other : value;
    }

    /// Whether a Boolean field says `Y`.
    public static boolean isYes(FieldMap map, int tag) {
        return "Y".equals(text(map, tag));
    }

    /// The field's UTC time; null when the message has none, or one that names no moment (a leap second).
    public static @Nullable Instant utcTime(FieldMap map, int tag) {
        String value = text(map, tag);
        try {
            return value == null ? null : UTC_TIMESTAMP.parse(value, Instant::from);
        } catch (DateTimeParseException _) {
            return null;
        }
    }

    /// An id of 1 to `lengthMax` printable ASCII characters; anything else makes a Reject(3) with 373=5.
    static String id(FieldMap map, int tag, int lengthMax) throws FieldNotFound, IncorrectTagValue {
        String value = map.getString(tag);
        if (value.isEmpty() || value.length() > lengthMax || !Texts.isPrintableAscii(value)) {
            throw new IncorrectTagValue(tag, null,
                    "tag " + tag + " must have 1 to " + lengthMax + " printable ASCII characters");
        }
        return value;
    }

    /// The text as a FIX field can carry it: what is not printable ASCII becomes a `?`.
    static String carried(String text) {
        if (Texts.isPrintableAscii(text)) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().forEach(c -> out.append(c >= FIRST_PRINTABLE && c <= LAST_PRINTABLE ? (char) c : '?'));
        return out.toString();
    }
}
