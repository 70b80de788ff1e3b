package dev.fixway.providers.alpaca;

import dev.fixway.engine.provider.ProviderException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/// Finds the fills that explain how much of orders is filled. Blocks; any thread that does not hold the book.
final class AlpacaFills {
    /// The venue's fills may carry a time a little before that of their order.
    private static final Duration EARLIER = Duration.ofSeconds(60);
    private final AlpacaRest rest;
    private final AlpacaBook book;
    private final Duration patience;

    /// - `patience`: how long fills may come later than the quantity that they explain
    AlpacaFills(AlpacaRest rest, AlpacaBook book, Duration patience) {
        this.rest = rest;
        this.book = book;
        this.patience = patience;
    }

    /// How much later the venue may show what it has done.
    Duration patience() {
        return patience;
    }

    /// Reads what is missing. What stays missing beyond the patience is given up, as an error.
    ///
    /// Answers whether there is nothing to wait for any more.
    boolean complete(Collection<AlpacaOrder> orders) {
        List<AlpacaOrder> missing = unexplained(orders);
        if (missing.isEmpty()) {
            return true;
        }
        Instant since = missing.stream()
                .map(order -> order.times().created())
                .min(Comparator.naturalOrder())
                .orElseThrow()
                .minus(EARLIER);
        rest.fillsAfter(since, fills -> {
            learn(fills);
            return unexplained(missing).isEmpty();
        });
        unexplained(missing).forEach(this::carryOver);
        unexplained(missing).forEach(this::giveUpWhenLong);
        return unexplained(missing).isEmpty();
    }

    /// The same; throws ProviderException as long as fills may still be on their way.
    void mustBeComplete(Collection<AlpacaOrder> orders) {
        if (!complete(orders)) {
            AlpacaOrder first = unexplained(orders).getFirst();
            throw new ProviderException("alpaca: fills of " + first.id() + " are not visible yet, " + first.filledQty()
                    + " are filled");
        }
    }

    private void giveUpWhenLong(AlpacaOrder order) {
        book.guarded(() -> {
            AlpacaEntry entry = book.see(order);
            long now = System.nanoTime();
            if (entry.unexplainedSinceNanos == 0) {
                entry.unexplainedSinceNanos = now;
            } else if (now - entry.unexplainedSinceNanos >= patience.toNanos()) {
                book.needsPerson(order, "Alpaca says that " + order.filledQty() + " are filled and tells fills of "
                        + entry.explained() + ": compare by hand");
                entry.giveUp();
            }
        });
    }

    private List<AlpacaOrder> unexplained(Collection<AlpacaOrder> orders) {
        return book.locked(
                () -> orders.stream().filter(order -> book.see(order).unexplained().signum() > 0).toList());
    }

    /// Fills of orders that the book has.
    private void learn(List<AlpacaFill> fills) {
        book.guarded(() -> {
            for (AlpacaFill fill : fills) {
                AlpacaEntry entry = book.find(fill.orderId());
                if (entry != null) {
                    entry.learn(fill, null);
                }
            }
        });
    }

    /// An order that took another one's place may count the fills of that one too.
    private void carryOver(AlpacaOrder order) {
        String before = order.ids().replaces();
        AlpacaOrder parent = before == null ? null : rest.byId(before);
        BigDecimal filled = parent == null ? null : parent.filledQty();
        if (filled == null) {
            return;
        }
        book.guarded(() -> {
            AlpacaEntry entry = book.see(order);
            if (entry.unexplained().compareTo(filled) == 0) {
                entry.carry(filled);
            }
        });
    }
}
