package dev.fixway.engine.ledger;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Writes the stored form of events ([CanonicalBytes]), one over the other into the same array. One thread at a time.
public final class CanonicalWriter {
    private static final int FIRST_CAPACITY = 1 << 10;
    private byte[] bytes = new byte[FIRST_CAPACITY];
    private int length;
    private StringBuilder values = new StringBuilder(FIRST_CAPACITY);

    /// Writes an event over the one before.
    public void write(LedgerEvent event) {
        length = 0;
        room(CanonicalBytes.HEAD_LENGTH);
        bytes[length++] = CanonicalBytes.VERSION;
        put(event.seq(), Long.BYTES);
        byte[] ascii = ascii(event);
        int at = 0;
        int count = LedgerField.count();
        for (int number = 0; number < count; number++) {
            LedgerField field = LedgerField.at(number);
            String value = event.get(field);
            if (value == null) {
                continue;
            }
            if (ascii == null) {
                byte[] part = value.getBytes(CanonicalBytes.charset(field));
                put(number, part, 0, part.length);
            } else {
                put(number, ascii, at, value.length());
                at += value.length();
            }
        }
    }

    /// All values in a row, encoded at once; null when one of them is not ASCII, so that its length is not its bytes'.
    private byte @Nullable [] ascii(LedgerEvent event) {
        values.setLength(0);
        int count = LedgerField.count();
        for (int number = 0; number < count; number++) {
            String value = event.get(LedgerField.at(number));
            if (value != null) {
                values.append(value);
            }
        }
        byte[] encoded = values.toString().getBytes(StandardCharsets.UTF_8);
        if (encoded.length == values.length()) {
            return encoded;
        }
        // A builder that once held wide characters keeps two bytes for each that follows.
        values = new StringBuilder(FIRST_CAPACITY);
        return null;
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

    private void put(int number, byte[] from, int at, int size) {
        room(CanonicalBytes.FIELD_HEAD_LENGTH + size);
        bytes[length++] = (byte) number;
        put(size, Integer.BYTES);
        System.arraycopy(from, at, bytes, length, size);
        length += size;
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
