package dev.fixway.engine.risk;

import java.time.Instant;

/// A token bucket on the engine's clock: so many messages a second, and so many at once after a pause. Owned by the
/// `orders` thread.
final class MessageRate {
    private static final long NANOS = 1_000_000_000L;
    private final int perSecond;
    private final long full;
    private long left;
    private long lastNanos;

    /// - `perSecond`: at least 1
    /// - `burst`: at least 1
    MessageRate(int perSecond, int burst, Instant now) {
        this.perSecond = perSecond;
        this.full = burst * NANOS;
        this.left = full;
        this.lastNanos = nanos(now);
    }

    /// Takes one message; false when there is no room for it now. A message that is refused takes nothing.
    boolean take(Instant now) {
        long at = nanos(now);
        // A clock that steps back gives nothing; one that leaps ahead fills the bucket at most.
        long passed = Math.max(0, at - lastNanos);
        left = passed >= full / perSecond ? full : Math.min(full, left + passed * perSecond);
        lastNanos = at;
        if (left < NANOS) {
            return false;
        }
        left -= NANOS;
        return true;
    }

    private static long nanos(Instant at) {
        return at.getEpochSecond() * NANOS + at.getNano();
    }
}
