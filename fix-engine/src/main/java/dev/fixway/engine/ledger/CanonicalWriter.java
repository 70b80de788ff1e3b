package dev.fixway.engine.ledger;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Writes the stored form of events ([CanonicalBytes]), one over the other into the same array. One thread at a time.
public final class CanonicalWriter {
    private static final int FIRST_CAPACITY = 1 << 10;
    private ByteBuffer out = ByteBuffer.allocate(FIRST_CAPACITY);
    /// The values of an event in a row, the fields that they are of, and where each ends.
    private char[] values = new char[FIRST_CAPACITY];
    private ByteBuffer ascii = ByteBuffer.allocate(FIRST_CAPACITY);
    private final CharsetEncoder encoder = StandardCharsets.US_ASCII.newEncoder();
    private final int[] numbers = new int[LedgerField.count()];
    private final int[] ends = new int[LedgerField.count()];
    private int present;

    /// Writes an event over the one before.
    public void write(LedgerEvent event) {
        out.clear();
        out.put(CanonicalBytes.VERSION).putLong(event.seq());
        int end = gather(event);
        if (isAscii(end)) {
            putGathered(end);
        } else {
            putEncoded(event);
        }
    }

    private int gather(LedgerEvent event) {
        present = 0;
        int end = 0;
        for (int number = 0; number < numbers.length; number++) {
            String value = event.value(number);
            if (value == null) {
                continue;
            }
            int begin = end;
            end = Math.addExact(begin, value.length());
            if (end > values.length) {
                values = Arrays.copyOf(values, Math.max(end, Math.multiplyExact(values.length, 2)));
                ascii = ByteBuffer.allocate(values.length);
            }
            value.getChars(0, value.length(), values, begin);
            numbers[present] = number;
            ends[present++] = end;
        }
        return end;
    }

    private boolean isAscii(int end) {
        return encoder.reset().encode(CharBuffer.wrap(values, 0, end), ascii.clear(), true).isUnderflow();
    }

    /// In ASCII the length of a value is its bytes' in every charset.
    private void putGathered(int end) {
        room(Math.addExact(end, present * CanonicalBytes.FIELD_HEAD_LENGTH));
        int at = 0;
        for (int i = 0; i < present; i++) {
            int size = ends[i] - at;
            out.put((byte) numbers[i]).putInt(size).put(ascii.array(), at, size);
            at = ends[i];
        }
    }

    private void putEncoded(LedgerEvent event) {
        for (int i = 0; i < present; i++) {
            LedgerField field = LedgerField.at(numbers[i]);
            byte[] part = event.text(field).getBytes(CanonicalBytes.charset(field));
            room(Math.addExact(part.length, CanonicalBytes.FIELD_HEAD_LENGTH));
            out.put((byte) numbers[i]).putInt(part.length).put(part);
        }
    }

    private void room(int more) {
        if (out.remaining() < more) {
            int wanted = Math.addExact(out.position(), more);
            out = ByteBuffer.allocate(Math.max(wanted, Math.multiplyExact(out.capacity(), 2))).put(out.flip());
        }
    }

    /// What was written stands at the start of it, and only there.
    public byte[] bytes() {
        return out.array();
    }

    public int length() {
        return out.position();
    }

    /// A copy of what was written.
    byte[] copy() {
        return Arrays.copyOf(bytes(), length());
    }
}
