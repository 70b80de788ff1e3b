package dev.fixway.persistence.journal;

/// How far the journal is committed.
///
/// - `segment`: index of the last segment
/// - `offset`: where its last frame ends
/// - `seq`, `group`: last sequence and number of groups
/// - `hash`: the chain after the last group
@SuppressWarnings("ArrayRecordComponent") // Never compared as a whole; the array is never changed.
record Position(int segment, long offset, long seq, long group, byte[] hash) {
    Position after(Frame frame) {
        return new Position(segment, offset + frame.length(), frame.lastSeq(), frame.number(), frame.endHash());
    }

    ChainPoint point() {
        return new ChainPoint(group, seq, hash.clone());
    }

    /// The same place in the ledger, at the start of the next segment.
    Position inNext() {
        return new Position(segment + 1, SegmentHeader.LENGTH, seq, group, hash);
    }
}
