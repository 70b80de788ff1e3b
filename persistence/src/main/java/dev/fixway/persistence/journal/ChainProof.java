package dev.fixway.persistence.journal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Proves stored records one after the other, wherever they are stored: the sequence in the canonical bytes, and that
/// each stored hash follows from the one before. Decodes nothing else and copies nothing. One thread.
///
/// After a fault it stands at the last record that was proven.
public final class ChainProof {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    /// Where the sequence stands in the canonical bytes.
    private static final int SEQ_AT = 1;
    private static final int CANONICAL_MIN = SEQ_AT + Long.BYTES;

    private final Chain chain = new Chain();
    private final byte[] hash;
    private final byte[] hashBefore = new byte[Chain.HASH_LENGTH];
    private long seq;
    private long group;
    private long badSeq;
    private boolean isOfRecord;

    /// - `after`: what the first record follows
    public ChainProof(ChainPoint after) {
        hash = after.hash().clone();
        seq = after.seq();
        group = after.group();
    }

    /// What is wrong with the next event; null when nothing is.
    public @Nullable String event(byte[] canonical, byte[] storedHash) {
        byte[] both = ByteBuffer.allocate(canonical.length + Chain.HASH_LENGTH).put(canonical).put(storedHash).array();
        return storedHash.length == Chain.HASH_LENGTH
                ? event(both, 0, canonical.length)
                : badRecord("event " + (seq + 1) + " has no hash");
    }

    /// The same for an event in place, its hash right behind it.
    @Nullable
    String event(byte[] in, int at, int length) {
        long expected = seq + 1;
        if (length < CANONICAL_MIN) {
            return badRecord("event " + expected + " is too short");
        }
        long found = (long) LONG.get(in, at + SEQ_AT);
        if (found != expected) {
            boolean isInserted = found == seq && chain.isEvent(hashBefore, in, at, length, at + length);
            seq -= isInserted ? 1 : 0;
            return badRecord(isInserted
                    ? "event " + found + " was put before the one that belongs there"
                    : "where event " + expected + " belongs stands one with sequence " + found);
        }
        if (!chain.isEvent(hash, in, at, length, at + length)) {
            return badRecord("event " + expected + " does not have its hash");
        }
        System.arraycopy(hash, 0, hashBefore, 0, Chain.HASH_LENGTH);
        System.arraycopy(in, at + length, hash, 0, Chain.HASH_LENGTH);
        seq = expected;
        return null;
    }

    /// Notes that the next event is wrong.
    String badRecord(String what) {
        isOfRecord = true;
        badSeq = seq + 1;
        return what;
    }

    /// Notes that something is wrong that is no event, before the next one.
    String bad(String what) {
        isOfRecord = false;
        badSeq = seq + 1;
        return what;
    }

    /// First event that is not proven, after a fault.
    public long badSeq() {
        return badSeq;
    }

    /// Whether the last fault is one of that very event.
    boolean isOfRecord() {
        return isOfRecord;
    }

    /// What is wrong with the marks of the next group; null when nothing is.
    public @Nullable String marks(byte[] marks, byte[] storedHash) {
        byte[] both = ByteBuffer.allocate(marks.length + Chain.HASH_LENGTH).put(marks).put(storedHash).array();
        return storedHash.length == Chain.HASH_LENGTH
                ? marks(both, 0, marks.length)
                : badRecord("the marks of group " + (group + 1) + " have no hash");
    }

    @Nullable
    String marks(byte[] in, int at, int length) {
        if (!chain.isMarks(hash, group + 1, in, at, length, at + length)) {
            return badRecord("the marks of group " + (group + 1) + " do not have their hash");
        }
        System.arraycopy(in, at + length, hash, 0, Chain.HASH_LENGTH);
        return null;
    }

    /// Says that the next group is whole.
    public void endGroup() {
        group++;
    }

    /// Last event that is proven.
    public long seq() {
        return seq;
    }

    /// Last group that is proven whole.
    public long group() {
        return group;
    }

    /// Where it stands, when a group has just ended.
    public ChainPoint point() {
        return new ChainPoint(group, seq, hash.clone());
    }

    boolean follows(byte[] in, int previousHashAt) {
        return Arrays.equals(hash, 0, Chain.HASH_LENGTH, in, previousHashAt,
                previousHashAt + Chain.HASH_LENGTH);
    }

    boolean isAt(ChainPoint point) {
        return point.group() == group && point.seq() == seq && Arrays.equals(point.hash(), hash);
    }
}
