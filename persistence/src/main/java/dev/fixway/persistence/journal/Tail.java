package dev.fixway.persistence.journal;

import java.nio.ByteBuffer;
import java.util.Arrays;

/// Looks at the bytes behind the last whole frame of a segment.
final class Tail {
    private Tail() {}

    /// Length up to the last byte that is not zero.
    static int dirtyLength(byte[] bytes) {
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] == 0) {
            end--;
        }
        return end;
    }

    /// Offset of a whole frame with a number above `group` among the first `end` bytes; -1 when there is none.
    ///
    /// A whole frame behind a bad one is no torn write: groups are written one after the other.
    static long wholeFrame(byte[] bytes, int end, long group) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        for (int at = 0; at + Frame.LENGTH_MIN <= end; at++) {
            if (in.getInt(at) == Frame.MAGIC && isWhole(bytes, at, group)) {
                return at;
            }
        }
        return -1;
    }

    private static boolean isWhole(byte[] bytes, int at, long group) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        int length = in.getInt(at + Frame.LENGTH_AT);
        return length >= Frame.LENGTH_MIN && length <= bytes.length - at && in.getLong(at + Frame.NUMBER_AT) > group
                && Frame.fault(Arrays.copyOfRange(bytes, at, at + length)) == null;
    }
}
