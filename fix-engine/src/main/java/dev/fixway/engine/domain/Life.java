package dev.fixway.engine.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The facts of an order's life that are neither fills nor requests.
///
/// - `acknowledged`: the venue has said that it works
/// - `triggered`: its stop has been triggered, which happens once
/// - `working`: how the venue holds it
/// - `end`: null while it may still trade; a complete fill is no end here, because a bust opens the order again
public record Life(boolean acknowledged, boolean triggered, Working working, @Nullable End end, Instant createdAt,
        Instant updatedAt) {

    /// How the venue holds an order.
    public enum Working {
        NORMAL,
        SUSPENDED,
        STOPPED,
        DONE_FOR_DAY
    }

    /// Why an order is over.
    public enum End {
        CANCELED,
        REJECTED,
        EXPIRED
    }

    static Life startingAt(Instant at) {
        return new Life(false, false, Working.NORMAL, null, at, at);
    }

    Life at(Instant at) {
        return new Life(acknowledged, triggered, working, end, createdAt, at);
    }

    Life acknowledge() {
        return new Life(true, triggered, working, end, createdAt, updatedAt);
    }

    Life trigger() {
        return new Life(true, true, Working.NORMAL, end, createdAt, updatedAt);
    }

    Life with(Working newWorking) {
        return new Life(true, triggered, newWorking, end, createdAt, updatedAt);
    }

    Life with(End newEnd) {
        return new Life(acknowledged, triggered, working, newEnd, createdAt, updatedAt);
    }
}
