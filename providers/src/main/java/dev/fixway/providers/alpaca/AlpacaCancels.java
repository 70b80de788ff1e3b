package dev.fixway.providers.alpaca;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/// Cancels that the venue has taken and of which it has not said what became of them. A refusal leaves no trace but an
/// order that goes on. Guarded by the book's lock.
final class AlpacaCancels {
    private final Map<String, Long> askedNanos = new HashMap<>();
    private final Set<String> found = new HashSet<>();

    /// A cancel is about to be sent; false when one is under way already.
    boolean asked(String orderId) {
        found.remove(orderId);
        return askedNanos.putIfAbsent(orderId, System.nanoTime()) == null;
    }

    /// It was refused at once, or nobody knows: then the engine asks.
    void notTaken(String orderId) {
        askedNanos.remove(orderId);
    }

    /// Orders whose cancel was sent longer ago than the venue needs to show it.
    ///
    /// - `isOver`: which have ended; those are forgotten
    List<String> due(Duration patience, Predicate<String> isOver) {
        askedNanos.keySet().removeIf(isOver);
        found.removeIf(isOver);
        List<String> due = new ArrayList<>();
        askedNanos.forEach((orderId, since) -> {
            if (System.nanoTime() - since >= patience.toNanos()) {
                due.add(orderId);
            }
        });
        return due;
    }

    /// Whether this order, as it was just read although its cancel was due, shows that the cancel was refused; once.
    boolean isRefused(AlpacaOrder order) {
        boolean isAsked = order.isOver() || order.status().equals("pending_cancel");
        return !isAsked && askedNanos.remove(order.id()) != null && found.add(order.id());
    }

    /// Whether a refusal that the stream tells is news.
    boolean isNews(String orderId) {
        askedNanos.remove(orderId);
        return !found.remove(orderId);
    }
}
