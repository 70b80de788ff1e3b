package dev.fixway.persistence.journal;

import org.jspecify.annotations.Nullable;

/// What a verification of the journal's files found.
///
/// - `installation`: empty when there is no journal
/// - `headSeq`, `headHash`: last whole event, the chain after the last whole group in hexadecimal
/// - `unfinishedTailBytes`: bytes of a group that was never wholly written, which the next start cuts; no fault
/// - `badSeq`: first sequence that is not proven, 0 when all are
/// - `fault`: what is wrong; null when nothing is
public record JournalCheck(String installation, int segments, long groups, long events, long headSeq, String headHash,
        long unfinishedTailBytes, long badSeq, @Nullable String fault) {
    public boolean isClean() {
        return fault == null;
    }
}
