package dev.fixway.providers.alpaca;

import dev.fixway.engine.domain.RouteId;
import dev.fixway.engine.domain.Terms;
import dev.fixway.engine.provider.VenueOrder;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What is known and was told of the account's orders, so that each piece of news is told once.
///
/// Any thread uses the book and tells from it inside [#guarded] and [#locked], and never asks the venue there. Of orders that
/// have ended the latest are kept: what is told again of older ones, the engine knows.
final class AlpacaBook {
    private static final int ORDERS_KEPT = 20_000;
    private static final int CALLS_KEPT = 20_000;
    private final ReentrantLock lock = new ReentrantLock();
    private final LinkedHashMap<String, Entry> entries = new LinkedHashMap<>();
    private final Map<String, Terms> wanted = bounded();
    private final Map<String, Boolean> sent = bounded();
    private final Set<String> postponed = new LinkedHashSet<>();
    private int exitsAwaited;
    private Predicate<String> ours = RouteId::isRouteId;

    /// The order whose exit another one is.
    record Parent(String id, RouteId routeId) {}

    /// One order at the venue.
    static final class Entry {
        private final TreeMap<BigDecimal, AlpacaFill> fills = new TreeMap<>();
        private final Set<BigDecimal> toldFills = new HashSet<>();
        private final Map<String, AlpacaFill> executions = new HashMap<>();
        private AlpacaOrder order;
        private BigDecimal carried = BigDecimal.ZERO;
        /// Whether it was told that it works, and that it ended.
        boolean isBegun;
        boolean isEnded;
        boolean isMeasured;
        /// Whether it was told that an exit works which began held back.
        boolean isReleased;
        /// Whose exit it is; null for none, or while it is not known.
        @Nullable
        Parent parent;
        /// Whether it is known whose exit it is, if it is one.
        boolean isSettled;
        /// Its own exits, by the venue's id.
        final Set<String> legs = new LinkedHashSet<>();
        /// As it was told last when it is not ours.
        @Nullable
        VenueOrder foreign;
        /// Since when the venue says that more is filled than any fill explains; 0 when all is explained.
        long unexplainedSinceNanos;

        private Entry(AlpacaOrder order) {
            this.order = order;
        }

        AlpacaOrder order() {
            return order;
        }

        List<AlpacaFill> fills() {
            return List.copyOf(fills.values());
        }

        boolean knows(BigDecimal cumQty) {
            return fills.containsKey(cumQty.stripTrailingZeros());
        }

        /// Whether those who listen were told; what a look-up has shown they may still not know.
        boolean hasTold(BigDecimal cumQty) {
            return toldFills.contains(cumQty.stripTrailingZeros());
        }

        /// The sum of the fills, with what a replace has carried over into the order's own count.
        BigDecimal explained() {
            return fills.values().stream().map(fill -> fill.qty().value()).reduce(carried, BigDecimal::add);
        }

        /// How much is filled that no fill explains.
        BigDecimal unexplained() {
            BigDecimal filled = order.filledQty();
            return filled == null ? BigDecimal.ZERO : filled.subtract(explained());
        }

        void carry(BigDecimal qty) {
            carried = qty;
        }

        /// Expects no fills any more for what is filled now.
        void giveUp() {
            carried = carried.add(unexplained());
            unexplainedSinceNanos = 0;
        }

        void learn(AlpacaFill fill, @Nullable String executionId) {
            AlpacaFill known = fills.computeIfAbsent(fill.cumQty(), _ -> fill);
            if (executionId != null) {
                executions.put(executionId, known);
            }
        }

        @Nullable
        AlpacaFill execution(String executionId) {
            return executions.get(executionId);
        }

        /// Fills that nobody was told, in their order; from now on they count as told.
        List<AlpacaFill> takeUntold() {
            List<AlpacaFill> untold = new ArrayList<>();
            fills.values().forEach(fill -> {
                if (toldFills.add(fill.cumQty())) {
                    untold.add(fill);
                }
            });
            return untold;
        }

        /// Takes a newer state: an order that is over stays so, and its filled quantity does not fall.
        private void see(AlpacaOrder seen) {
            BigDecimal before = order.filledQty();
            BigDecimal now = seen.filledQty();
            boolean isOlder = (order.isOver() && !seen.isOver())
                    || (before != null && now != null && now.compareTo(before) < 0);
            order = isOlder ? order : seen;
        }
    }

    /// Does something with the book alone.
    void guarded(Runnable work) {
        lock.lock();
        try {
            work.run();
        } finally {
            lock.unlock();
        }
    }

    /// The same for something that comes to a result.
    <T extends @Nullable Object> T locked(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    /// The entry of an order, with this as its newest state unless it is older.
    Entry see(AlpacaOrder order) {
        Entry entry = entries.computeIfAbsent(order.id(), _ -> new Entry(order));
        entry.see(order);
        forgetSome();
        return entry;
    }

    @Nullable
    Entry find(String id) {
        return entries.get(id);
    }

    /// Whether the venue holds an exit back: until its entry is filled whole. From then on it watches both exits of a pair,
    /// although it shows one of them as held on.
    boolean isHeld(Entry entry) {
        boolean isShownSo = switch (entry.order.status()) {
            case "held" -> true;
            case "accepted", "pending_new" -> entry.parent != null;
            default -> false;
        };
        Parent parent = entry.parent;
        Entry before = parent == null ? null : find(parent.id());
        // Only exits that are in effect can be replaced.
        return isShownSo && !entry.order.group().isSimple() && entry.order.ids().replaces() == null
                && (before == null || !before.order.status().equals("filled"));
    }

    /// Which client ids are ours.
    void knowsOurs(Predicate<String> isOurs) {
        ours = isOurs;
    }

    boolean isOurs(AlpacaOrder order) {
        return ours.test(order.ids().clientId());
    }

    /// An order with exits is on its way, or its answer has come.
    void awaitExits(int more) {
        exitsAwaited += more;
    }

    boolean awaitsExits() {
        return exitsAwaited > 0;
    }

    /// Keeps an order back until it is known whose exit it is.
    void postpone(String id) {
        postponed.add(id);
    }

    /// Those of which it is known now, and all when no answer is awaited.
    List<AlpacaOrder> takePostponed() {
        List<AlpacaOrder> taken = new ArrayList<>();
        for (Iterator<String> ids = postponed.iterator(); ids.hasNext();) {
            Entry entry = entries.get(ids.next());
            if (entry == null || entry.isSettled || exitsAwaited == 0) {
                ids.remove();
                if (entry != null) {
                    taken.add(entry.order);
                }
            }
        }
        return taken;
    }

    /// Orders that have not ended for those who listen, also those of which the stream has said nothing yet.
    List<Entry> open() {
        return entries.values()
                .stream()
                .filter(entry -> !entry.isEnded && (entry.isBegun || !entry.order.isOver()))
                .toList();
    }

    /// Orders of which more is filled than any fill explains.
    List<AlpacaOrder> unexplained() {
        return entries.values()
                .stream()
                .filter(entry -> entry.unexplained().signum() > 0)
                .map(Entry::order)
                .toList();
    }

    private void forgetSome() {
        Iterator<Entry> oldest = entries.values().iterator();
        while (entries.size() > ORDERS_KEPT && oldest.hasNext()) {
            if (oldest.next().order.isOver()) {
                oldest.remove();
            }
        }
    }

    /// Remembers a submission; false when the route was submitted before.
    boolean sends(RouteId routeId) {
        return sent.put(routeId.value(), Boolean.TRUE) == null;
    }

    /// Remembers what a replace asks for under its new route.
    void wants(RouteId routeId, Terms terms) {
        wanted.put(routeId.value(), terms);
    }

    /// The terms of an order that a replace has made: as we asked for them, where we still know.
    Terms terms(AlpacaOrder order) {
        return wanted.getOrDefault(order.ids().clientId(), order.terms());
    }

    private static <V> Map<String, V> bounded() {
        return new LinkedHashMap<>() {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
                return size() > CALLS_KEPT;
            }
        };
    }
}
