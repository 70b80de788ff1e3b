package dev.fixway.engine.session;

import org.jspecify.annotations.Nullable;

/// The ranges that a peer has asked for again: one is being sent, one more can wait, which covers whatever is asked for
/// meanwhile. So a flood of ResendRequest(2) is not a flood of messages.
///
/// Changed under the lane's lock.
final class Resends {
    private volatile @Nullable Resend current;
    private @Nullable Resend after;

    /// The range that is being sent; null when there is none.
    @Nullable
    Resend current() {
        return current;
    }

    boolean isEmpty() {
        return current == null;
    }

    void add(Resend asked) {
        if (current == null) {
            current = asked;
        } else {
            after = after == null ? asked : after.with(asked);
        }
    }

    /// The current range is through.
    void next() {
        current = after;
        after = null;
    }

    void clear() {
        current = null;
        after = null;
    }
}
