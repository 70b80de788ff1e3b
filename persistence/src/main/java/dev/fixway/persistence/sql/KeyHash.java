package dev.fixway.persistence.sql;

/// 64-bit hashes of ids, for tables of numbers: FNV-1a over the characters, mixed. Part of the stored format.
final class KeyHash {
    private static final long OFFSET = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;

    private KeyHash() {}

    static long of(String id) {
        return mix(append(OFFSET, id));
    }

    /// Of a pair of numbers.
    static long of(long one, long other) {
        return mix(mix(one) * PRIME + other);
    }

    private static long append(long start, String text) {
        long hash = start;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * PRIME;
        }
        return hash;
    }

    private static long mix(long hash) {
        long mixed = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
        mixed = (mixed ^ (mixed >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return mixed ^ (mixed >>> 33);
    }
}
