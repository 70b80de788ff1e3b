package dev.fixway.persistence.journal;

import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// A place of the hash chain between two groups: what a checkpoint signs.
///
/// - `group`: number of the group that ends there
/// - `seq`: last event up to there, which is also the number of events
/// - `hash`: the chain after that group
@SuppressWarnings("ArrayRecordComponent") // Compared by content; the array is never changed.
public record ChainPoint(long group, long seq, byte[] hash) {
    /// Before the first group.
    public static final ChainPoint START = new ChainPoint(0, 0, Chain.start());

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ChainPoint point && point.group == group && point.seq == seq
                && Arrays.equals(point.hash, hash);
    }

    @Override
    public int hashCode() {
        return 31 * Long.hashCode(group) + Arrays.hashCode(hash);
    }

    @Override
    public String toString() {
        return "group " + group + ", event " + seq + ", hash " + HexFormat.of().formatHex(hash);
    }
}
