package dev.fixway.engine.ledger;

import java.util.Arrays;

/// Writes the stored form of events ([CanonicalBytes]), one over the other into the same array. One thread at a time.
public final class CanonicalWriter {
    private static final int FIRST_CAPACITY = 1 << 10;
    private byte[] bytes = new byte[FIRST_CAPACITY];
    private int length;

    /// Writes an event over the one before.
    public void write(LedgerEvent event) {
        length = 0;
        room(CanonicalBytes.HEAD_LENGTH);
        bytes[length++] = CanonicalBytes.VERSION;
        put(event.seq(), Long.BYTES);
        int count = LedgerField.count();
        for (int number = 0; number < count; number++) {
            LedgerField field = LedgerField.at(number);
            String value = event.get(field);
            if (value != null) {
                put(number, value.getBytes(CanonicalBytes.charset(field)));
            }
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

    private void put(int number, byte[] part) {
        room(CanonicalBytes.FIELD_HEAD_LENGTH + part.length);
        bytes[length++] = (byte) number;
        put(part.length, Integer.BYTES);
        System.arraycopy(part, 0, bytes, length, part.length);
        length += part.length;
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
