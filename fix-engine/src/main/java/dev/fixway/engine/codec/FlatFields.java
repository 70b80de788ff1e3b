package dev.fixway.engine.codec;

import java.util.Arrays;
import java.util.stream.IntStream;
import quickfix.FieldNotFound;

/// Fields without groups, in arrays by tag.
final class FlatFields {
    private static final byte SOH = 1;
    private static final int FIRST_CAPACITY = 24;
    /// `tag=` of the tags in use.
    private static final String[] HEADS = IntStream.range(0, 1_000).mapToObj(tag -> tag + "=").toArray(String[]::new);
    private static final String[] LETTERS = IntStream.range(0, 128)
            .mapToObj(Character::toString)
            .toArray(String[]::new);
    private int[] tags = new int[FIRST_CAPACITY];
    private String[] values = new String[FIRST_CAPACITY];
    private int count;

    /// Where the tag is, or the complement of where it belongs.
    private int find(int tag) {
        int at = count;
        while (at > 0 && tags[at - 1] > tag) {
            at--;
        }
        return at > 0 && tags[at - 1] == tag ? at - 1 : ~at;
    }

    void set(int tag, char value) {
        set(tag, value < LETTERS.length ? LETTERS[value] : Character.toString(value));
    }

    void set(int tag, String value) {
        int found = find(tag);
        if (found >= 0) {
            values[found] = value;
            return;
        }
        int at = ~found;
        if (count == tags.length) {
            tags = Arrays.copyOf(tags, 2 * count);
            values = Arrays.copyOf(values, 2 * count);
        }
        System.arraycopy(tags, at, tags, at + 1, count - at);
        System.arraycopy(values, at, values, at + 1, count - at);
        tags[at] = tag;
        values[at] = value;
        count++;
    }

    void remove(int tag) {
        int at = find(tag);
        if (at >= 0) {
            count--;
            System.arraycopy(tags, at + 1, tags, at, count - at);
            System.arraycopy(values, at + 1, values, at, count - at);
        }
    }

    boolean has(int tag) {
        return find(tag) >= 0;
    }

    String get(int tag) throws FieldNotFound {
        int at = find(tag);
        if (at < 0) {
            throw new FieldNotFound(tag);
        }
        return values[at];
    }

    /// How many bytes [#put] writes.
    int length() {
        int length = 0;
        for (int at = 0; at < count; at++) {
            length += lengthAt(at);
        }
        return length;
    }

    /// How many bytes `tag=value` and SOH are; 0 when it is not set.
    int length(int tag) {
        int at = find(tag);
        return at < 0 ? 0 : lengthAt(at);
    }

    private int lengthAt(int at) {
        return head(tags[at]).length() + values[at].length() + 1;
    }

    /// Writes `tag=value` and SOH for each, as the tags rise, but for some; returns where it ends.
    int put(byte[] out, int from, int... without) {
        int end = from;
        for (int at = 0; at < count; at++) {
            if (!contains(without, tags[at])) {
                end = putAt(at, out, end);
            }
        }
        return end;
    }

    /// Writes `tag=value` and SOH, nothing when it is not set; returns where it ends.
    int put(int tag, byte[] out, int from) {
        int at = find(tag);
        return at < 0 ? from : putAt(at, out, from);
    }

    private int putAt(int at, byte[] out, int from) {
        int end = put(values[at], out, put(head(tags[at]), out, from));
        out[end] = SOH;
        return end + 1;
    }

    /// Writes text that is ASCII, as reports are ([Fields#carried]); returns where it ends.
    @SuppressWarnings("deprecation") // It keeps the low bytes alone, and copies them as they are.
    static int put(String text, byte[] out, int from) {
        text.getBytes(0, text.length(), out, from);
        return from + text.length();
    }

    private static String head(int tag) {
        return tag < HEADS.length ? HEADS[tag] : tag + "=";
    }

    private static boolean contains(int[] some, int tag) {
        for (int one : some) {
            if (one == tag) {
                return true;
            }
        }
        return false;
    }
}
