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

    /// Sends the next message of a range; false when it cannot be sent now.
    ///
    /// - `message`: null when nothing is left of the range
    /// - `to`: null when nobody takes it
    boolean send(Resend asked, @Nullable String message, @Nullable Connected to) {
        if (current != asked) {
            return true;
        }
        if (message == null) {
            current = after;
            after = null;
            return true;
        }
        if (to == null || !to.sendAgain(message)) {
            return false;
        }
        asked.sent();
        return true;
    }

    void clear() {
        current = null;
        after = null;
    }
}
