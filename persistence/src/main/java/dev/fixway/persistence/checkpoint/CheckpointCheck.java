package dev.fixway.persistence.checkpoint;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What a verification of the checkpoints found, before they are held against the journal.
///
/// - `count`: genuine ones before the first fault
/// - `signedSeq`, `lastTime`: last event under a signature and when that was
/// - `keyId`: key that signs now; empty when nothing was signed
/// - `trusted`: where the key that was believed came from
/// - `badSeq`: first event that the genuine ones do not cover, 0 when there is no fault
/// - `fault`: what is wrong; null when nothing is
public record CheckpointCheck(String installation, long count, long signedSeq, @Nullable Instant lastTime,
        String keyId, String trusted, long badSeq, @Nullable String fault) {
    public boolean isClean() {
        return fault == null;
    }
}
