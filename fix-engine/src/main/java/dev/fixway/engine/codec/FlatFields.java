package dev.fixway.engine.codec;

import java.util.Arrays;
import java.util.stream.IntStream;
import quickfix.FieldNotFound;

/// Fields without groups, in arrays by tag.
final class FlatFields {
    private static final char SOH = '\u0001';
    private static final int FIRST_CAPACITY = 24;
    /// `tag=` of the tags in use.
    private static final String[] HEADS = IntStream.range(0, 1_000).mapToObj(tag -> tag + "=").toArray(String[]::new);
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

    boolean isEmpty() {
        return count == 0;
    }

    /// Writes `tag=value` and SOH for each: these tags first, then the others as they rise.
    void append(StringBuilder out, int... first) {
        for (int tag : first) {
            int at = find(tag);
            if (at >= 0) {
                append(out, at);
            }
        }
        for (int at = 0; at < count; at++) {
            if (!contains(first, tags[at])) {
                append(out, at);
            }
        }
    }

    private void append(StringBuilder out, int at) {
        out.append(head(tags[at])).append(values[at]).append(SOH);
    }

    private static String head(int tag) {
        return tag >= 0 && tag < HEADS.length ? HEADS[tag] : tag + "=";
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
