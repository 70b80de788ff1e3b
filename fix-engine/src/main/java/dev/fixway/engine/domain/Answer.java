package dev.fixway.engine.domain;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a command came to, for a client that waits for it.
public sealed interface Answer {

    /// The order as it is now: entered, found, cancelled, or still pending.
    record Known(Order order) implements Answer {}

    /// The same request came before; this is the order it made.
    record Repeated(Order order) implements Answer {}

    /// Refused before there was an order, or refused by the venue.
    record Refused(RejectReason reason, String text) implements Answer {}

    /// A cancel or replace was refused; the order stays as it is.
    record RequestRefused(Order order, RejectReason reason, String text) implements Answer {}

    /// No such order for this account among the open ones.
    record NotOpen() implements Answer {}

    /// Open orders, no order promised.
    record Listed(List<Order> orders) implements Answer {
        public Listed {
            orders = List.copyOf(orders);
        }
    }

    /// Every order in memory, for operators.
    record Surveyed(List<Standing> orders) implements Answer {
        public Surveyed {
            orders = List.copyOf(orders);
        }

        /// An order and since when it is in doubt; null without doubt.
        public record Standing(Order order, @Nullable Instant doubtSince) {}
    }

    /// A cancel-all has settled: how many were cancelled, which were not.
    record AllCanceled(int canceledCount, List<OrderId> failed) implements Answer {
        public AllCanceled {
            failed = List.copyOf(failed);
        }
    }

    /// About closing positions.
    sealed interface OfClose extends Answer {
        /// Nothing stands against it: the position may be read now, and closed as of this moment.
        ///
        /// - `before`: of a close of every position, the orders of an earlier one that counts as the same
        record Free(long asOf, List<Order> before) implements OfClose {
            public Free {
                before = List.copyOf(before);
            }
        }

        /// Another close of the position has moved since it was read: read it again.
        record ReadAgain() implements OfClose {}

        /// This order closes all that there is.
        record BeingClosed(Order order) implements OfClose {}
    }

    /// How the kill switch is, and how many of the orders that it cancels are still open.
    record Kill(KillState state, int openOrders) implements Answer {}

    /// Too much waits; nothing was used up, try again.
    record Busy() implements Answer {}

    /// The engine cannot decide now; nothing was used up.
    record Unavailable(String reason) implements Answer {}
}
