package dev.fixway.engine.replay;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A message as its fields in the order of the wire, repeated ones included. Immutable.
public final class TagValues {
    /// Tags of data fields by the tags of their lengths.
    private static final Map<Integer, Integer> DATA = Map.ofEntries(Map.entry(90, 91), Map.entry(93, 89),
            Map.entry(95, 96), Map.entry(212, 213), Map.entry(348, 349), Map.entry(350, 351), Map.entry(352, 353),
            Map.entry(354, 355), Map.entry(356, 357), Map.entry(358, 359), Map.entry(360, 361), Map.entry(362, 363),
            Map.entry(364, 365), Map.entry(445, 446), Map.entry(618, 619), Map.entry(621, 622));
    private static final int TAG_DIGITS_MAX = 9;

    private final int[] tags;
    private final String[] values;

    private TagValues(int[] tags, String[] values) {
        this.tags = tags;
        this.values = values;
    }

    /// Reads fields separated by SOH, as [#wire] writes them.
    public static TagValues of(String wire) {
        byte[] text = wire.getBytes(StandardCharsets.ISO_8859_1);
        int end = text.length > 0 && text[text.length - 1] == 1 ? text.length - 1 : text.length;
        return read(text, 0, end, Separator.SOH);
    }

    /// Reads the fields between two places of a text; what is no field is left out.
    static TagValues read(byte[] text, int begin, int end, Separator separator) {
        int[] tags = new int[32];
        String[] values = new String[32];
        int count = 0;
        int at = begin;
        int dataTag = -1;
        int dataLength = -1;
        while (at < end) {
            int equals = tagEnd(text, at, end);
            int tag = equals < 0 ? -1 : number(text, at, equals);
            int stop = tag >= 0 && tag == dataTag
                    ? dataEnd(text, equals + 1, dataLength, end, separator)
                    : fieldEnd(text, at, end, separator);
            if (tag > 0) {
                if (count == tags.length) {
                    tags = Arrays.copyOf(tags, count * 2);
                    values = Arrays.copyOf(values, count * 2);
                }
                tags[count] = tag;
                values[count] = new String(text, equals + 1, stop - equals - 1, StandardCharsets.ISO_8859_1);
                dataTag = DATA.getOrDefault(tag, -1);
                dataLength = dataTag < 0 ? -1 : number(text, equals + 1, stop);
                count++;
            }
            at = stop + separator.length();
        }
        return new TagValues(Arrays.copyOf(tags, count), Arrays.copyOf(values, count));
    }

    private static int tagEnd(byte[] text, int at, int end) {
        for (int i = at; i < end && i - at <= TAG_DIGITS_MAX; i++) {
            if (text[i] == '=') {
                return i == at ? -1 : i;
            }
            if (text[i] < '0' || text[i] > '9') {
                return -1;
            }
        }
        return -1;
    }

    private static int fieldEnd(byte[] text, int at, int end, Separator separator) {
        int found = separator.find(text, at, end);
        return found < 0 ? end : found;
    }

    /// Data may hold separators: it ends where its length says, if a separator or the end is there.
    private static int dataEnd(byte[] text, int from, int length, int end, Separator separator) {
        long stop = (long) from + length;
        boolean fits = length >= 0 && stop <= end && (stop == end || separator.isAt(text, (int) stop, end));
        return fits ? (int) stop : fieldEnd(text, from, end, separator);
    }

    /// A number of at most nine digits; -1 when it is none.
    static int number(byte[] text, int from, int end) {
        if (from >= end || end - from > TAG_DIGITS_MAX) {
            return -1;
        }
        int number = 0;
        for (int i = from; i < end; i++) {
            if (text[i] < '0' || text[i] > '9') {
                return -1;
            }
            number = number * 10 + text[i] - '0';
        }
        return number;
    }

    /// Number of fields.
    public int size() {
        return tags.length;
    }

    /// Tag of the field at this place, from 0.
    public int tag(int index) {
        return tags[index];
    }

    /// Value of the field at this place, from 0.
    public String value(int index) {
        return values[index];
    }

    /// Value of the first field with this tag; null when there is none.
    public @Nullable String get(int tag) {
        for (int i = 0; i < tags.length; i++) {
            if (tags[i] == tag) {
                return values[i];
            }
        }
        return null;
    }

    /// Value of the first field with this tag; empty when there is none.
    public String text(int tag) {
        String value = get(tag);
        return value == null ? "" : value;
    }

    /// Value of a field as a number; -1 when it has none.
    public int number(int tag) {
        byte[] digits = text(tag).getBytes(StandardCharsets.ISO_8859_1);
        return number(digits, 0, digits.length);
    }

    /// The fields as on the wire, separated and ended by SOH.
    public String wire() {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < tags.length; i++) {
            out.append(tags[i]).append('=').append(values[i]).append('\u0001');
        }
        return out.toString();
    }

    @Override
    public String toString() {
        return wire().replace('\u0001', '|');
    }
}
