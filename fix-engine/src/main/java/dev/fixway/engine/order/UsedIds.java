package dev.fixway.engine.order;

import dev.fixway.engine.domain.ClOrdId;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;

/// Client ids that were used, as 64-bit hashes with their time: 12 bytes each, at most a quarter of the table empty on
/// average. A miss is certain; a hit is looked up in the ledger. Owned by the `orders` thread.
final class UsedIds {
    private static final int CAPACITY_MIN = 1024;
    private long[] hashes = new long[CAPACITY_MIN];
    private int[] seconds = new int[CAPACITY_MIN];
    private int size;

    /// The hash of an id in its party's space; never 0.
    static long hash(String party, ClOrdId clOrdId) {
        long hash = mix(mix(0xcbf29ce484222325L, party), clOrdId.value());
        hash ^= hash >>> 33;
        hash *= 0xff51afd7ed558ccdL;
        hash ^= hash >>> 33;
        return hash == 0 ? 1 : hash;
    }

    private static long mix(long seed, String text) {
        long hash = (seed ^ 0xff) * 0x100000001b3L;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        }
        return hash;
    }

    int size() {
        return size;
    }

    void add(long hash, Instant at) {
        if (size * 4 >= hashes.length * 3) {
            rebuild(hashes.length * 2, Integer.MIN_VALUE);
        }
        put(hash, (int) at.getEpochSecond());
    }

    /// Whether the hash was used within the window before `now`.
    boolean isUsed(long hash, Instant now, Duration window) {
        int slot = slot(hash);
        return hashes[slot] == hash && seconds[slot] >= now.getEpochSecond() - window.toSeconds();
    }

    /// Forgets ids older than the window.
    void forgetBefore(Instant time) {
        rebuild(hashes.length, (int) time.getEpochSecond());
    }

    /// A copy that another thread may read.
    UsedIds copy() {
        UsedIds copy = new UsedIds();
        copy.hashes = hashes.clone();
        copy.seconds = seconds.clone();
        copy.size = size;
        return copy;
    }

    /// Everything as bytes, for a snapshot.
    byte[] toBytes() {
        ByteBuffer out = ByteBuffer.allocate(size * (Long.BYTES + Integer.BYTES));
        for (int i = 0; i < hashes.length; i++) {
            if (hashes[i] != 0) {
                out.putLong(hashes[i]).putInt(seconds[i]);
            }
        }
        return out.array();
    }

    static UsedIds fromBytes(byte[] bytes) {
        UsedIds ids = new UsedIds();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        while (in.hasRemaining()) {
            long hash = in.getLong();
            ids.add(hash, Instant.ofEpochSecond(in.getInt()));
        }
        return ids;
    }

    private void put(long hash, int at) {
        int slot = slot(hash);
        if (hashes[slot] == 0) {
            hashes[slot] = hash;
            size++;
        }
        seconds[slot] = at;
    }

    private int slot(long hash) {
        int mask = hashes.length - 1;
        int slot = (int) hash & mask;
        while (hashes[slot] != 0 && hashes[slot] != hash) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void rebuild(int capacity, int secondsMin) {
        long[] oldHashes = hashes;
        int[] oldSeconds = seconds;
        long kept = 0;
        for (int i = 0; i < oldHashes.length; i++) {
            kept += oldHashes[i] != 0 && oldSeconds[i] >= secondsMin ? 1 : 0;
        }
        int needed = capacity;
        while (needed > CAPACITY_MIN && kept * 4 < needed) {
            needed /= 2;
        }
        hashes = new long[needed];
        seconds = new int[needed];
        size = 0;
        for (int i = 0; i < oldHashes.length; i++) {
            if (oldHashes[i] != 0 && oldSeconds[i] >= secondsMin) {
                put(oldHashes[i], oldSeconds[i]);
            }
        }
    }
}
