package dev.fixway.persistence.journal;

import org.jspecify.annotations.Nullable;

/// What a verification of the journal's files found.
///
/// - `installation`: empty when there is no journal
/// - `headSeq`, `headHash`: last whole event, the chain after the last whole group in hexadecimal
/// - `unfinishedTailBytes`: bytes of a group that was never wholly written, which the next start cuts; no fault unless
/// a checkpoint had signed that group
/// - `badSeq`: first sequence that is not proven, 0 when all are
/// - `fault`: what is wrong within the files; null when nothing is
/// - `deviation`: where the files, in themselves without fault, are not what was signed; null when they are
public record JournalCheck(String installation, int segments, long groups, long events, long headSeq, String headHash,
        long unfinishedTailBytes, long badSeq, @Nullable String fault, @Nullable Deviation deviation) {

    /// The first signed point that the journal does not have.
    ///
    /// - `index`: of the point, from 0
    /// - `badSeq`: first event that is not proven by the point before
    public record Deviation(int index, long badSeq, String fault) {}

    /// Whether files and signed points are as they should be.
    public boolean isClean() {
        return fault == null && deviation == null;
    }
}
