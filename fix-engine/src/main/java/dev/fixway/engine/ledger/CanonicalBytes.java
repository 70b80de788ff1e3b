package dev.fixway.engine.ledger;

import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/// The stored form of an event, which the hash covers as written: version (1 byte), sequence (8 bytes), then for each
/// field that is present, in the order of [LedgerField]: number (1 byte), length (4 bytes), bytes.
public final class CanonicalBytes {
    static final byte VERSION = 1;
    static final int HEAD_LENGTH = 1 + Long.BYTES;
    static final int FIELD_HEAD_LENGTH = 1 + Integer.BYTES;

    private CanonicalBytes() {}

    /// Encodes an event.
    public static byte[] of(LedgerEvent event) {
        CanonicalWriter writer = new CanonicalWriter();
        writer.write(event);
        return writer.copy();
    }

    /// Decodes an event. Throws LedgerException when the bytes are not an event.
    public static LedgerEvent read(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        if (bytes.length < HEAD_LENGTH || in.get() != VERSION) {
            throw new LedgerException("not an event of version " + VERSION);
        }
        long seq = in.getLong();
        LedgerEvent.Builder event = LedgerEvent.blank();
        int previous = -1;
        while (in.hasRemaining()) {
            previous = readField(in, previous, event);
        }
        return event.at(seq);
    }

    private static int readField(ByteBuffer in, int previous, LedgerEvent.Builder event) {
        if (in.remaining() < FIELD_HEAD_LENGTH) {
            throw new LedgerException("an event ends within a field");
        }
        int number = Byte.toUnsignedInt(in.get());
        int length = in.getInt();
        if (number <= previous || number >= LedgerField.count() || length < 0 || length > in.remaining()) {
            throw new LedgerException("an event has a field " + number + " of length " + length);
        }
        byte[] part = new byte[length];
        in.get(part);
        LedgerField field = LedgerField.at(number);
        event.set(field, new String(part, charset(field)));
        return number;
    }

    static Charset charset(LedgerField field) {
        return field == LedgerField.RAW_MESSAGE ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8;
    }
}
