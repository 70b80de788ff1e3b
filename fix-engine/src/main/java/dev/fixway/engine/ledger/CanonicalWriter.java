package dev.fixway.engine.ledger;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Writes the stored form of events ([CanonicalBytes]), one over the other into the same array. One thread at a time.
public final class CanonicalWriter {
    private static final int FIRST_CAPACITY = 1 << 10;
    private byte[] bytes = new byte[FIRST_CAPACITY];
    private int length;
    /// The values of an event in a row, the fields that they are of, and where each ends.
    private CharBuffer values = CharBuffer.allocate(FIRST_CAPACITY);
    private ByteBuffer ascii = ByteBuffer.allocate(FIRST_CAPACITY);
    private final CharsetEncoder encoder = StandardCharsets.US_ASCII.newEncoder();
    private final int[] numbers = new int[LedgerField.count()];
    private final int[] ends = new int[LedgerField.count()];
    private int present;

    /// Writes an event over the one before.
    public void write(LedgerEvent event) {
        length = 0;
        room(CanonicalBytes.HEAD_LENGTH);
        bytes[length++] = CanonicalBytes.VERSION;
        put(event.seq(), Long.BYTES);
        gather(event);
        if (isAscii()) {
            putGathered();
        } else {
            putEncoded(event);
        }
    }

    private void gather(LedgerEvent event) {
        values.clear();
        present = 0;
        for (int number = 0; number < numbers.length; number++) {
            String value = event.value(number);
            if (value == null) {
                continue;
            }
            int begin = values.position();
            int end = Math.addExact(begin, value.length());
            if (end > values.capacity()) {
                grow(end);
            }
            value.getChars(0, value.length(), values.array(), begin);
            values.position(end);
            numbers[present] = number;
            ends[present++] = end;
        }
        values.flip();
    }

    private void grow(int wanted) {
        int capacity = Math.max(wanted, Math.multiplyExact(values.capacity(), 2));
        values = CharBuffer.allocate(capacity).put(values.flip());
        ascii = ByteBuffer.allocate(capacity);
    }

    private boolean isAscii() {
        return encoder.reset().encode(values, ascii.clear(), true).isUnderflow();
    }

    /// In ASCII the length of a value is its bytes' in every charset.
    private void putGathered() {
        int at = 0;
        for (int i = 0; i < present; i++) {
            int size = ends[i] - at;
            head(numbers[i], size);
            System.arraycopy(ascii.array(), at, bytes, length, size);
            length += size;
            at = ends[i];
        }
    }

    private void putEncoded(LedgerEvent event) {
        for (int i = 0; i < present; i++) {
            LedgerField field = LedgerField.at(numbers[i]);
            byte[] part = event.text(field).getBytes(CanonicalBytes.charset(field));
            head(numbers[i], part.length);
            System.arraycopy(part, 0, bytes, length, part.length);
            length += part.length;
        }
    }

    /// What was written stands at the start of it, and only there.
    public byte[] bytes() {
        return bytes;
    }

    public int length() {
        return length;
    }

    /// A copy of what was written.
    byte[] copy() {
        return Arrays.copyOf(bytes, length);
    }

    /// The head of a field, and room for as many bytes of it.
    private void head(int number, int size) {
        room(Math.addExact(CanonicalBytes.FIELD_HEAD_LENGTH, size));
        bytes[length++] = (byte) number;
        put(size, Integer.BYTES);
    }

    private void put(long value, int size) {
        for (int shift = Byte.SIZE * (size - 1); shift >= 0; shift -= Byte.SIZE) {
            bytes[length++] = (byte) (value >>> shift);
        }
    }

    private void room(int more) {
        int wanted = Math.addExact(length, more);
        if (wanted > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(wanted, Math.multiplyExact(bytes.length, 2)));
        }
    }
}
