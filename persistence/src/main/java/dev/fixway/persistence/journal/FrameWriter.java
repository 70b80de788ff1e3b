package dev.fixway.persistence.journal;

import dev.fixway.engine.ledger.CanonicalWriter;
import dev.fixway.engine.ledger.Group;
import dev.fixway.engine.ledger.LedgerEvent;
import java.nio.ByteBuffer;

/// Encodes groups into frames, in one buffer that is used again and again. Owned by the writer of the journal.
final class FrameWriter {
    private static final int FIRST_CAPACITY = 1 << 16;

    private final Chain chain = new Chain();
    private final CanonicalWriter canonical = new CanonicalWriter();
    private ByteBuffer buffer = ByteBuffer.allocateDirect(FIRST_CAPACITY);
    private byte[] endHash = Chain.start();

    /// The frame of a group, to be written before the next call.
    ByteBuffer encode(Group group, long number, long firstSeq, byte[] previousHash) {
        byte[] marks = MarksCodec.encode(group);
        buffer.clear();
        room(Frame.HEAD_LENGTH + marks.length + Chain.HASH_LENGTH);
        buffer.putInt(Frame.MAGIC)
                .putInt(0)
                .putInt(0)
                .putLong(number)
                .putLong(firstSeq)
                .putInt(group.events().size())
                .putInt(marks.length)
                .put(previousHash)
                .put(marks);
        endHash = previousHash;
        if (marks.length > 0) {
            endHash = chain.marks(endHash, number, marks);
            buffer.put(endHash);
        }
        for (LedgerEvent event : group.events()) {
            canonical.write(event);
            endHash = chain.event(endHash, canonical.bytes(), canonical.length());
            room(Integer.BYTES + canonical.length() + Chain.HASH_LENGTH);
            buffer.putInt(canonical.length()).put(canonical.bytes(), 0, canonical.length()).put(endHash);
        }
        int length = buffer.position();
        buffer.putInt(Frame.LENGTH_AT, length);
        buffer.putInt(Frame.CRC_AT, Frame.checksum(buffer, length));
        return buffer.flip();
    }

    /// The chain after the last encoded frame.
    byte[] endHash() {
        return endHash;
    }

    private void room(int bytes) {
        if (buffer.remaining() < bytes) {
            int wanted = Math.addExact(buffer.position(), bytes);
            ByteBuffer larger = ByteBuffer.allocateDirect(Math.max(wanted, Math.multiplyExact(buffer.capacity(), 2)));
            buffer = larger.put(buffer.flip());
        }
    }
}
