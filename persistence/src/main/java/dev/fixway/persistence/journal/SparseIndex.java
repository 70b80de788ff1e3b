package dev.fixway.persistence.journal;

import java.util.Map;
import java.util.TreeMap;

/// Where some of the frames of a segment begin: about one in 64 KB. Any thread.
final class SparseIndex {
    private static final long STEP_BYTES = 1 << 16;

    private final TreeMap<Long, Long> offsetBySeq = new TreeMap<>();
    private final TreeMap<Long, Long> offsetByGroup = new TreeMap<>();
    private long nextOffset;

    /// Tells of a frame; frames come in their order, each may come again.
    synchronized void add(long firstSeq, long group, long offset) {
        if (offset >= nextOffset) {
            offsetBySeq.putIfAbsent(firstSeq, offset);
            offsetByGroup.put(group, offset);
            nextOffset = offset + STEP_BYTES;
        }
    }

    /// Offset of a frame that is not behind the one with this event.
    synchronized long bySeq(long seq) {
        return offset(offsetBySeq.floorEntry(seq));
    }

    /// Offset of a frame that is not behind this group.
    synchronized long byGroup(long group) {
        return offset(offsetByGroup.floorEntry(group));
    }

    private static long offset(Map.@org.jspecify.annotations.Nullable Entry<Long, Long> entry) {
        return entry == null ? SegmentHeader.LENGTH : entry.getValue();
    }
}
