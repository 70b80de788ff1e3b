package dev.fixway.engine.session;

import dev.fixway.engine.ledger.SessionMark;
import org.jspecify.annotations.Nullable;

/// Outbound numbers that the ledger lets a session use: 1,000 ahead, anew when 500 are left. A session whose store is
/// lost goes on above them, so no number is ever used for two messages.
final class Reservation {
    static final int AHEAD = 1_000;
    private static final int LEAST = 500;

    private Reservation() {}

    /// The first number that may not be used, for the next mark.
    ///
    /// - `last`: the committed mark
    /// - `next`: the number of the next message
    static int renewed(@Nullable SessionMark last, int epoch, int next) {
        int reserved = last != null && last.epoch() == epoch ? last.reserved() : 0;
        return reserved - next < LEAST ? next + AHEAD : reserved;
    }

    /// Whether it is time to have the ledger reserve more.
    static boolean isShort(@Nullable SessionMark committed, int epoch, int next) {
        return committed == null || committed.epoch() != epoch || committed.reserved() - next < LEAST;
    }

    /// Whether the next message may use its number.
    static boolean allows(@Nullable SessionMark committed, int epoch, int next) {
        return committed != null && committed.epoch() == epoch && next < committed.reserved();
    }
}
