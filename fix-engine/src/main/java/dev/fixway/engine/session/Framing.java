package dev.fixway.engine.session;

import java.nio.ByteBuffer;
import java.util.Arrays;

/// Cuts what a connection sends into whole messages, so that QuickFIX/J's decoder meets nothing else: `8=FIX.d.d`, a
/// `9=` that holds, and a `10=` where the 9 says.
///
/// - What is declared larger than the limit is refused as soon as its BodyLength(9) is read
/// - What does not hold is skipped up to the next `8=FIX`: garbled messages are ignored, and the gap in the numbers
///   brings them back
/// - Never more is kept than one message of that size
///
/// Used by the connection's I/O thread.
final class Framing {
    private static final byte SOH = 1;
    private static final byte ANY = '?';
    private static final byte[] BEGIN = {'8', '=', 'F', 'I', 'X'};
    private static final byte[] VERSION = {'.', ANY, '.', ANY, SOH, '9', '='};
    private static final byte[] TRAILER = {'1', '0', '=', ANY, ANY, ANY, SOH};
    private static final int DIGITS_MAX = 10;
    private static final int KEPT = 4_096;
    private final int sizeMax;
    private byte[] held = new byte[KEPT];
    private int begin;
    private int end;
    private int skipped;
    private int bodyBegin;
    private long bodyLength;

    /// What the bytes so far amount to.
    enum Found {
        // Nothing whole yet.
        NOTHING,
        // A whole message: take it.
        MESSAGE,
        // A message above the limit begins here.
        TOO_LONG,
        // More bytes without a message than a message may have.
        GARBAGE
    }

    private enum Shape {
        HOLDS,
        SHORT,
        FAILS
    }

    Framing(int sizeMax) {
        this.sizeMax = sizeMax;
    }

    /// Bytes that belonged to no message since the last one.
    int skipped() {
        return skipped;
    }

    void append(ByteBuffer bytes) {
        int count = bytes.remaining();
        if (end + count > held.length) {
            int size = end - begin;
            byte[] next = size + count > held.length ? new byte[Math.max(size + count, 2 * held.length)] : held;
            System.arraycopy(held, begin, next, 0, size);
            held = next;
            begin = 0;
            end = size;
        }
        bytes.get(held, end, count);
        end += count;
    }

    /// Looks for the next message.
    Found next() {
        while (true) {
            seek();
            if (skipped > sizeMax) {
                return Found.GARBAGE;
            }
            Shape shape = header();
            if (shape == Shape.HOLDS) {
                if (bodyLength + (bodyBegin - begin) + TRAILER.length > sizeMax) {
                    return Found.TOO_LONG;
                }
                shape = trailer();
            }
            switch (shape) {
                case HOLDS -> {
                    return Found.MESSAGE;
                }
                case SHORT -> {
                    return Found.NOTHING;
                }
                case FAILS -> skip(BEGIN.length);
            }
        }
    }

    /// The message that [#next] has found.
    byte[] take() {
        int messageEnd = bodyBegin + (int) bodyLength + TRAILER.length;
        byte[] message = Arrays.copyOfRange(held, begin, messageEnd);
        begin = messageEnd;
        skipped = 0;
        if (begin == end) {
            begin = 0;
            end = 0;
            held = held.length > KEPT ? new byte[KEPT] : held;
        }
        return message;
    }

    /// Goes to the next `8=FIX`, or to what may become one.
    private void seek() {
        int at = begin;
        while (at < end && matches(BEGIN, at) == Shape.FAILS) {
            at++;
        }
        skip(at - begin);
    }

    private void skip(int count) {
        int skips = Math.min(count, end - begin);
        begin += skips;
        skipped += skips;
    }

    /// Reads BodyLength(9); FAILS when there is none where it must be.
    private Shape header() {
        int at = begin + BEGIN.length;
        if (at >= end) {
            return Shape.SHORT;
        }
        int version = held[at] == 'T' ? at + 1 : at;
        Shape shape = matches(VERSION, version);
        if (shape != Shape.HOLDS) {
            return shape;
        }
        at = version + VERSION.length;
        int first = at;
        bodyLength = 0;
        while (at < end && held[at] >= '0' && held[at] <= '9' && at - first < DIGITS_MAX) {
            bodyLength = bodyLength * 10 + (held[at] - '0');
            at++;
        }
        bodyBegin = at + 1;
        if (at - first == DIGITS_MAX) {
            // So many digits are no length, whatever comes behind them.
            bodyLength = Integer.MAX_VALUE;
            return Shape.HOLDS;
        }
        if (at == end) {
            return Shape.SHORT;
        }
        return at > first && held[at] == SOH ? Shape.HOLDS : Shape.FAILS;
    }

    private Shape trailer() {
        int at = bodyBegin + (int) bodyLength;
        if (at + TRAILER.length > end) {
            return Shape.SHORT;
        }
        return bodyLength > 0 && held[at - 1] == SOH ? matches(TRAILER, at) : Shape.FAILS;
    }

    private Shape matches(byte[] pattern, int from) {
        for (int i = 0; i < pattern.length; i++) {
            if (from + i >= end) {
                return Shape.SHORT;
            }
            if (pattern[i] != ANY && pattern[i] != held[from + i]) {
                return Shape.FAILS;
            }
        }
        return Shape.HOLDS;
    }
}
