package dev.fixway.persistence.journal;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// One committed group as it stands in a segment, its checksum already proven.
///
/// Layout: magic (4), CRC-32C of all that follows (4), length of the frame (4), group number (8), first sequence (8),
/// events (4), length of the marks (4), hash before the frame (32); the marks and their hash (32), when there are
/// any; each event as length (4), canonical bytes and hash (32). Its last 32 bytes are the hash after the frame.
public final class Frame implements StoredGroup {
    static final int MAGIC = 0x46584631;
    static final int CRC_AT = 4;
    static final int LENGTH_AT = 8;
    static final int NUMBER_AT = 12;
    static final int FIRST_SEQ_AT = 20;
    static final int EVENTS_AT = 28;
    static final int MARKS_LENGTH_AT = 32;
    static final int PREVIOUS_HASH_AT = 36;
    static final int HEAD_LENGTH = PREVIOUS_HASH_AT + Chain.HASH_LENGTH;
    static final int LENGTH_MIN = HEAD_LENGTH + Chain.HASH_LENGTH;

    private final ByteBuffer bytes;

    private Frame(byte[] bytes) {
        this.bytes = ByteBuffer.wrap(bytes);
    }

    /// What is wrong with these bytes as a whole frame; null when nothing is.
    static @Nullable String fault(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        if (bytes.length < LENGTH_MIN || in.getInt(0) != MAGIC || in.getInt(LENGTH_AT) != bytes.length) {
            return "not the head of a frame";
        }
        return in.getInt(CRC_AT) == checksum(in, bytes.length) ? null : "checksum does not match";
    }

    static Frame of(byte[] bytes) {
        return new Frame(bytes);
    }

    static int checksum(ByteBuffer frame, int length) {
        CRC32C crc = new CRC32C();
        crc.update(frame.duplicate().limit(length).position(LENGTH_AT));
        return (int) crc.getValue();
    }

    @Override
    public long number() {
        return bytes.getLong(NUMBER_AT);
    }

    @Override
    public long firstSeq() {
        return bytes.getLong(FIRST_SEQ_AT);
    }

    @Override
    public int eventCount() {
        return bytes.getInt(EVENTS_AT);
    }

    /// Bytes of the whole frame.
    public int length() {
        return bytes.capacity();
    }

    @Override
    public byte[] previousHash() {
        return slice(PREVIOUS_HASH_AT, Chain.HASH_LENGTH);
    }

    @Override
    public byte[] endHash() {
        return slice(length() - Chain.HASH_LENGTH, Chain.HASH_LENGTH);
    }

    @Override
    public void events(EventVisitor visitor) {
        int at = HEAD_LENGTH;
        byte[] previous = previousHash();
        if (marksLength() > 0) {
            at += marksLength();
            previous = slice(at, Chain.HASH_LENGTH);
            at += Chain.HASH_LENGTH;
        }
        for (int left = eventCount(); left > 0; left--) {
            int length = bytes.getInt(at);
            byte[] canonical = slice(at + Integer.BYTES, length);
            at += Integer.BYTES + length;
            byte[] hash = slice(at, Chain.HASH_LENGTH);
            visitor.event(canonical, previous, hash);
            at += Chain.HASH_LENGTH;
            previous = hash;
        }
    }

    @Override
    public boolean isChained(Chain chain) {
        boolean[] holds = {true};
        if (marksLength() > 0) {
            byte[] stored = slice(HEAD_LENGTH + marksLength(), Chain.HASH_LENGTH);
            holds[0] = Arrays.equals(stored, chain.marks(previousHash(), number(), marks()));
        }
        events((canonical, previous, hash) -> holds[0] &= Arrays.equals(hash, chain.event(previous, canonical)));
        return holds[0];
    }

    private int marksLength() {
        return bytes.getInt(MARKS_LENGTH_AT);
    }

    @Override
    public byte[] marks() {
        return slice(HEAD_LENGTH, marksLength());
    }

    @Override
    public byte[] marksHash() {
        return slice(HEAD_LENGTH + marksLength(), marksLength() == 0 ? 0 : Chain.HASH_LENGTH);
    }

    private byte[] slice(int at, int length) {
        byte[] part = new byte[length];
        bytes.get(at, part);
        return part;
    }
}
