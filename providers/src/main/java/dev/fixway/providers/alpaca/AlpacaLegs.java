package dev.fixway.providers.alpaca;

import dev.fixway.engine.domain.RouteId;
import dev.fixway.engine.provider.ProviderException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Knows which orders are exits of ours. An order that is an exit does not say whose: only the answer to a submission
/// and nested lists show it below its entry. Any thread; asks the venue, so never with the book's lock held.
final class AlpacaLegs {
    private static final Logger LOG = LoggerFactory.getLogger(AlpacaLegs.class);
    /// How long before its exits an entry may have been submitted.
    private static final Duration EARLIER = Duration.ofSeconds(2);
    private final AlpacaRest rest;
    private final AlpacaBook book;

    AlpacaLegs(AlpacaRest rest, AlpacaBook book) {
        this.rest = rest;
        this.book = book;
    }

    /// Remembers whose the exits are that the venue shows below an order.
    ///
    /// - `isOurs`: whether the order is
    void learn(AlpacaOrder order, boolean isOurs) {
        if (order.group().isSimple()) {
            return;
        }
        book.guarded(() -> {
            AlpacaEntry entry = book.see(order);
            entry.isSettled |= isOurs || !order.legs().isEmpty();
            for (AlpacaOrder leg : order.legs()) {
                AlpacaEntry exit = book.see(leg);
                exit.isSettled = true;
                if (isOurs) {
                    exit.parent = new AlpacaEntry.Parent(order.id(), RouteId.of(order.ids().clientId()));
                    entry.legs.add(leg.id());
                }
            }
        });
    }

    /// Lets the order that takes an exit's place be an exit of the same one.
    void inherit(AlpacaOrder order, AlpacaOrder successor) {
        book.guarded(() -> {
            AlpacaEntry before = book.see(order);
            AlpacaEntry after = book.see(successor);
            AlpacaEntry.Parent parent = before.parent;
            if (parent != null) {
                after.parent = parent;
                after.isSettled = true;
                AlpacaEntry entry = book.find(parent.id());
                if (entry != null) {
                    entry.legs.add(successor.id());
                }
            }
        });
    }

    /// Whether it is known whose exit an order of somebody else's name is, if it is one; the venue is asked where it
    /// must be. False while an answer to a submission of ours is awaited, which will say it.
    boolean isSettled(AlpacaOrder order) {
        if (order.group().isSimple()) {
            return true;
        }
        boolean mustWait = book.locked(() -> {
            AlpacaEntry entry = book.see(order);
            boolean isAwaited = !entry.isSettled && book.awaitsExits();
            if (isAwaited) {
                book.postpone(order.id());
            }
            return isAwaited;
        });
        if (!mustWait) {
            settle(order);
        }
        return !mustWait;
    }

    /// Asks the venue whose exit this is. Throws ProviderException when it cannot be asked now.
    void settle(AlpacaOrder order) {
        String before = order.ids().replaces();
        if (order.group().isSimple() || isKnown(order)) {
            return;
        }
        if (before != null) {
            AlpacaOrder replaced = known(before);
            if (replaced != null) {
                settle(replaced);
                inherit(replaced, order);
            }
        } else {
            rest.nestedAfter(order.times().submitted().minus(EARLIER)).forEach(one -> learn(one, book.isOurs(one)));
        }
        book.guarded(() -> book.see(order).isSettled = true);
    }

    private boolean isKnown(AlpacaOrder order) {
        return book.locked(() -> book.see(order).isSettled);
    }

    private @Nullable AlpacaOrder known(String id) {
        AlpacaOrder known = book.<@Nullable AlpacaOrder>locked(() -> {
            AlpacaEntry entry = book.find(id);
            return entry == null ? null : entry.order();
        });
        return known != null ? known : rest.byId(id);
    }

    /// The open ones of these orders and of the exits below them; it is known of each whose exit it is.
    List<AlpacaOrder> settled(List<AlpacaOrder> nested) {
        List<AlpacaOrder> open = open(nested);
        for (AlpacaOrder order : open) {
            if (!book.isOurs(order)) {
                settle(order);
            }
        }
        return open;
    }

    /// The same without a question to the venue.
    List<AlpacaOrder> open(List<AlpacaOrder> nested) {
        List<AlpacaOrder> open = new ArrayList<>();
        for (AlpacaOrder order : nested) {
            learn(order, book.isOurs(order));
            open.add(order);
            open.addAll(order.legs());
        }
        open.removeIf(AlpacaOrder::isOver);
        return open;
    }

    /// Orders that were waiting to be told as whose exits, when no answer is awaited any more.
    List<AlpacaOrder> released() {
        List<AlpacaOrder> released = book.locked(book::takePostponed);
        List<AlpacaOrder> settled = new ArrayList<>();
        for (AlpacaOrder order : released) {
            try {
                settle(order);
                settled.add(order);
            } catch (ProviderException e) {
                LOG.warn("it could not be asked whose exit this is venueOrderId={} cause={}", order.id(), e.toString());
                book.guarded(() -> book.postpone(order.id()));
            }
        }
        return settled;
    }
}
