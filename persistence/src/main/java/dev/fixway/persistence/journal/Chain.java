package dev.fixway.persistence.journal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/// The hash chain of the ledger: `SHA-256(tag, previous hash, bytes)`, over the canonical bytes of each event and the
/// marks of each group. One thread at a time.
public final class Chain {
    /// Length of a hash in bytes.
    public static final int HASH_LENGTH = 32;
    private static final byte[] EVENT_TAG = "fixway-event-1".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] MARKS_TAG = "fixway-marks-1".getBytes(StandardCharsets.US_ASCII);

    private final MessageDigest digest;
    private final byte[] computed = new byte[HASH_LENGTH];

    public Chain() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /// What the first event of a ledger follows: zeros.
    public static byte[] start() {
        return new byte[HASH_LENGTH];
    }

    /// The hash of an event.
    public byte[] event(byte[] previous, byte[] canonical) {
        return event(previous, canonical, canonical.length);
    }

    /// The hash of an event whose bytes stand at the start of an array.
    byte[] event(byte[] previous, byte[] in, int length) {
        digest.update(EVENT_TAG);
        digest.update(previous);
        digest.update(in, 0, length);
        return digest.digest();
    }

    /// Whether a stored hash follows from the one before it and the canonical bytes of an event, all in place.
    boolean isEvent(byte[] previous, byte[] in, int at, int length, int hashAt) {
        digest.update(EVENT_TAG);
        digest.update(previous, 0, HASH_LENGTH);
        digest.update(in, at, length);
        return isNext(in, hashAt);
    }

    /// Whether a stored hash follows from the one before it and the marks of a group, all in place.
    boolean isMarks(byte[] previous, long group, byte[] in, int at, int length, int hashAt) {
        digest.update(MARKS_TAG);
        digest.update(previous, 0, HASH_LENGTH);
        digest.update(ByteBuffer.allocate(Long.BYTES).putLong(group).array());
        digest.update(in, at, length);
        return isNext(in, hashAt);
    }

    private boolean isNext(byte[] in, int hashAt) {
        try {
            digest.digest(computed, 0, HASH_LENGTH);
        } catch (DigestException e) {
            throw new IllegalStateException("a hash has its length", e);
        }
        return Arrays.equals(computed, 0, HASH_LENGTH, in, hashAt, hashAt + HASH_LENGTH);
    }

    /// The hash of the marks of a group.
    public byte[] marks(byte[] previous, long group, byte[] marks) {
        digest.update(MARKS_TAG);
        digest.update(previous);
        digest.update(ByteBuffer.allocate(Long.BYTES).putLong(group).array());
        digest.update(marks);
        return digest.digest();
    }
}
