package dev.fixway.providers.alpaca;

import dev.fixway.engine.domain.FillId;
import dev.fixway.engine.domain.Life;
import dev.fixway.engine.domain.Price;
import dev.fixway.engine.domain.Qty;
import dev.fixway.engine.domain.RouteId;
import dev.fixway.engine.domain.Terms;
import dev.fixway.engine.provider.VenueOrder;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What is known and was told of the account's orders, so that each piece of news is told once.
///
/// Any thread uses the book and tells from it inside [#guarded] and [#locked], and never asks the venue there. Of
/// orders that have ended the latest are kept: what is told again of older ones, the engine knows.
final class AlpacaBook {
    private static final int ORDERS_KEPT = 20_000;
    private static final int CALLS_KEPT = 20_000;
    private final ReentrantLock lock = new ReentrantLock();
    private final LinkedHashMap<String, Entry> entries = new LinkedHashMap<>();
    private final AlpacaTouched touched = new AlpacaTouched();
    private final AlpacaCancels cancels = new AlpacaCancels();
    private final Map<String, Terms> wanted = bounded();
    private final Map<String, Boolean> sent = bounded();
    private final Set<String> postponed = new LinkedHashSet<>();
    private int exitsAwaited;
    private Predicate<String> ours = RouteId::isRouteId;

    /// The order whose exit another one is.
    record Parent(String id, RouteId routeId) {}

    /// One order at the venue.
    static final class Entry {
        private final Map<FillId, AlpacaFill> fills = new HashMap<>();
        private final Set<FillId> toldFills = new HashSet<>();
        private final Map<String, FillId> executions = new HashMap<>();
        private final AlpacaTouched touched;
        private @Nullable Instant touchedAt;
        private AlpacaOrder order;
        private BigDecimal carried = BigDecimal.ZERO;
        /// Whether it was told that it works, and that it ended.
        boolean isBegun;
        boolean isEnded;
        boolean isMeasured;
        /// Whether it was told that an exit works which began held back.
        boolean isReleased;
        /// How much it was about when that was told last; null before.
        @Nullable
        Qty seenQty;
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
        /// How the venue holds it as far as was told, and since when; null when nothing was told of that yet.
        Life.@Nullable Working working;
        Instant workingSince = Instant.EPOCH;
        /// Since when the venue says that more is filled than any fill explains; 0 when all is explained.
        long unexplainedSinceNanos;

        private Entry(AlpacaOrder order, AlpacaTouched touched, Life.@Nullable Working working) {
            this.order = order;
            this.touched = touched;
            this.working = working;
        }

        AlpacaOrder order() {
            return order;
        }

        /// As they stand, in their order.
        List<AlpacaFill> fills() {
            return fills.values()
                    .stream()
                    .sorted(Comparator.comparing(AlpacaFill::cumQty).thenComparing(AlpacaFill::at))
                    .toList();
        }

        boolean knows(AlpacaFill fill) {
            AlpacaFill named = touched.named(fill);
            return fills.containsKey(named.fillId()) || touched.isBusted(named);
        }

        /// Whether those who listen were told; what a look-up has shown they may still not know.
        boolean hasTold(AlpacaFill fill) {
            AlpacaFill named = touched.named(fill);
            return toldFills.contains(named.fillId()) || touched.isBusted(named);
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

        /// A fill that is known or taken back stays so. One that came after another one was taken back or changed must
        /// explain what the order says is filled.
        void learn(AlpacaFill fill, @Nullable String executionId) {
            AlpacaFill named = touched.named(fill);
            if (!knows(fill) && (!named.isLater() || unexplained().compareTo(named.qty().value()) >= 0)) {
                fills.put(named.fillId(), named);
            }
            if (executionId != null) {
                executions.put(executionId, named.fillId());
            }
        }

        @Nullable
        AlpacaFill execution(String executionId) {
            FillId fillId = executions.get(executionId);
            return fillId == null ? null : fills.get(fillId);
        }

        /// The one fill of this size at this price that history has told, under none of the stream's names; null when
        /// there is none, or more than one.
        @Nullable
        AlpacaFill onlyUnnamed(Qty qty, Price price) {
            List<AlpacaFill> alike = fills.values()
                    .stream()
                    .filter(fill -> fill.qty().compareTo(qty) == 0 && fill.price().compareTo(price) == 0)
                    .filter(fill -> !executions.containsValue(fill.fillId()))
                    .toList();
            return alike.size() == 1 ? alike.getFirst() : null;
        }

        /// Whether an execution was told as a fill and is taken back already.
        boolean isBusted(String executionId) {
            FillId fillId = executions.get(executionId);
            return fillId != null && !fills.containsKey(fillId);
        }

        /// A fill is taken back.
        ///
        /// - `now`: the order after that, also where less is filled or it works again
        void bust(AlpacaFill fill, AlpacaOrder now, Instant at) {
            touched.add(fill, null, touchedFrom(at));
            fills.remove(fill.fillId());
            touched(now);
        }

        /// A fill has become another one.
        void correct(AlpacaFill fill, AlpacaFill corrected, AlpacaOrder now, Instant at) {
            touched.add(fill, corrected.qty(), touchedFrom(at));
            fills.put(fill.fillId(), corrected);
            touched(now);
        }

        /// From when on fills need their time in their ids. Those that history has shown before we heard of the change
        /// were told without, and keep their ids.
        private Instant touchedFrom(Instant at) {
            return fills.values()
                    .stream()
                    .filter(fill -> !fill.isLater())
                    .map(AlpacaFill::at)
                    .filter(at::isBefore)
                    .max(Comparator.naturalOrder())
                    .orElse(at);
        }

        /// The venue has another name for an execution too.
        void alsoKnows(FillId fillId, String executionId) {
            executions.putIfAbsent(executionId, fillId);
        }

        private void touched(AlpacaOrder now) {
            touchedAt = now.times().updated();
            order = order.times().updated().isAfter(now.times().updated()) ? order : now;
            isEnded &= order.isOver();
        }

        /// Fills that nobody was told, in their order; from now on they count as told.
        List<AlpacaFill> takeUntold() {
            List<AlpacaFill> untold = new ArrayList<>();
            fills().forEach(fill -> {
                if (toldFills.add(fill.fillId())) {
                    untold.add(fill);
                }
            });
            return untold;
        }

        /// Takes a newer state: an order that is over stays so, and its filled quantity does not fall, but by what
        /// [#bust] and [#correct] are told; an exit that has been let go is not held again.
        private void see(AlpacaOrder seen) {
            BigDecimal before = order.filledQty();
            BigDecimal now = seen.filledQty();
            boolean isHeldAgain = seen.status().equals("held") && !isYetToBeHeld(order.status());
            // Read before and told after: terms may go up and down, so only the time tells.
            boolean isOutrun = seen.times().updated().isBefore(order.times().updated())
                    && seen.isOver() == order.isOver() && (before == null || now == null || now.compareTo(before) <= 0);
            boolean isOlder = isHeldAgain || isOutrun || (order.isOver() && !seen.isOver())
                    || (touchedAt != null && seen.times().updated().isBefore(touchedAt))
                    || (before != null && now != null && now.compareTo(before) < 0);
            order = isOlder ? order : seen;
        }
    }

    /// Whether an exit of this status may be held back next: one that has been moved is new first.
    private static boolean isYetToBeHeld(String status) {
        return status.equals("held") || status.equals("pending_new");
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

    /// Takes what a position of the stream says, and answers its time.
    Instant resume(String cursor) {
        return touched.resume(cursor);
    }

    /// The position of the stream at a time.
    String cursor(Instant time) {
        return touched.cursor(time);
    }

    /// The entry of an order, with this as its newest state unless it is older.
    Entry see(AlpacaOrder order) {
        Entry entry = entries.computeIfAbsent(order.id(), _ -> new Entry(order, touched, workingBefore(order)));
        entry.see(order);
        forgetSome();
        return entry;
    }

    /// One that we have sent begins to work; one that takes another's place is held as that one was; of others nothing
    /// is known.
    private Life.@Nullable Working workingBefore(AlpacaOrder order) {
        String replaces = order.ids().replaces();
        Entry before = replaces == null ? null : find(replaces);
        boolean isSent = replaces == null && sent.containsKey(order.ids().clientId());
        return before != null ? before.working : isSent ? Life.Working.NORMAL : null;
    }

    @Nullable
    Entry find(String id) {
        return entries.get(id);
    }

    /// Whether the venue holds an exit back, or has held it back to its end: until its entry is filled whole. From then
    /// on it watches both exits of a pair, although it shows one of them as held on. Only exits in effect can be
    /// replaced.
    boolean isHeld(Entry entry) {
        boolean isAlone = entry.parent == null && entry.order.group().isSimple();
        if (isAlone || entry.order.ids().replaces() != null) {
            return false;
        }
        String status = entry.order.status();
        Parent parent = entry.parent;
        Entry before = parent == null ? null : find(parent.id());
        if (before == null) {
            return status.equals("held");
        }
        boolean isInEffect = status.equals("new") || status.equals("partially_filled") || status.equals("filled")
                || !entry.fills.isEmpty();
        return !isInEffect && !before.order.status().equals("filled");
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

    AlpacaCancels cancels() {
        return cancels;
    }

    /// Orders whose cancel was taken long ago, and that have not ended.
    List<String> unanswered(Duration patience) {
        return cancels.due(patience, id -> {
            Entry entry = entries.get(id);
            return entry == null || entry.order.isOver();
        });
    }

    /// Orders that have not ended for those who listen: also those of which the stream has said nothing yet, and those
    /// that a reading has shown to be over.
    List<Entry> open() {
        return entries.values().stream().filter(entry -> !entry.isEnded).toList();
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
