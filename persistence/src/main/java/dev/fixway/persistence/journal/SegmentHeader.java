package dev.fixway.persistence.journal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// The first bytes of a segment.
///
/// - `capacity`: bytes of the file
/// - `firstSeq`, `firstGroup`: sequence of the next event and number of the next group when it was begun
/// - `previousEnd`: where the frames of the segment before it end; 0 in the first one
/// - `previousAbandoned`: whether what stands behind that end was never committed
/// - `previousHash`: the chain at that end
@SuppressWarnings("ArrayRecordComponent") // Never compared as a whole; the array is never changed.
record SegmentHeader(String installation, int index, long capacity, long firstSeq, long firstGroup, long previousEnd,
        boolean previousAbandoned, byte[] previousHash) {
    static final int LENGTH = 128;
    private static final long MAGIC = 0x464958574159_4A31L;
    private static final int VERSION = 1;
    private static final int INSTALLATION_LENGTH = 4;
    private static final int CRC_AT = LENGTH - Integer.BYTES;

    ByteBuffer encode() {
        ByteBuffer out = ByteBuffer.allocate(LENGTH)
                .putLong(MAGIC)
                .putInt(VERSION)
                .put(installation.getBytes(StandardCharsets.US_ASCII))
                .putInt(index)
                .putLong(capacity)
                .putLong(firstSeq)
                .putLong(firstGroup)
                .putLong(previousEnd)
                .put((byte) (previousAbandoned ? 1 : 0))
                .put(previousHash);
        return out.putInt(CRC_AT, checksum(out)).clear();
    }

    /// Null when the bytes are no header of this version.
    static @Nullable SegmentHeader decode(ByteBuffer in) {
        if (in.remaining() < LENGTH || in.getInt(CRC_AT) != checksum(in) || in.getLong() != MAGIC
                || in.getInt() != VERSION) {
            return null;
        }
        byte[] installation = new byte[INSTALLATION_LENGTH];
        in.get(installation);
        int index = in.getInt();
        long capacity = in.getLong();
        long firstSeq = in.getLong();
        long firstGroup = in.getLong();
        long previousEnd = in.getLong();
        boolean previousAbandoned = in.get() != 0;
        byte[] hash = new byte[Chain.HASH_LENGTH];
        in.get(hash);
        return new SegmentHeader(new String(installation, StandardCharsets.US_ASCII), index, capacity, firstSeq,
                firstGroup,
                previousEnd, previousAbandoned, hash);
    }

    private static int checksum(ByteBuffer header) {
        CRC32C crc = new CRC32C();
        crc.update(header.duplicate().clear().limit(CRC_AT));
        return (int) crc.getValue();
    }
}
