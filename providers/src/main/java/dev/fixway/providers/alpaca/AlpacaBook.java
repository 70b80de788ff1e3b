package dev.fixway.providers.alpaca;

import dev.fixway.engine.domain.Life;
import dev.fixway.engine.domain.RouteId;
import dev.fixway.engine.domain.Terms;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
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
    private final LinkedHashMap<String, AlpacaEntry> entries = new LinkedHashMap<>();
    private final AlpacaTouched touched = new AlpacaTouched();
    private final AlpacaCancels cancels = new AlpacaCancels();
    private final Map<String, Terms> wanted = bounded();
    private final Map<String, Boolean> sent = bounded();
    private final Set<String> postponed = new LinkedHashSet<>();
    private int exitsAwaited;
    private Predicate<String> ours = RouteId::isRouteId;
    private BiConsumer<@Nullable RouteId, String> trouble = (_, _) -> {
    };

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
    AlpacaEntry see(AlpacaOrder order) {
        AlpacaEntry entry = entries.computeIfAbsent(order.id(),
                _ -> new AlpacaEntry(order, touched, workingBefore(order)));
        entry.see(order);
        forgetSome();
        return entry;
    }

    /// One that we have sent begins to work; one that takes another's place is held as that one was; of others nothing
    /// is known.
    private Life.@Nullable Working workingBefore(AlpacaOrder order) {
        String replaces = order.ids().replaces();
        AlpacaEntry before = replaces == null ? null : find(replaces);
        boolean isSent = replaces == null && sent.containsKey(order.ids().clientId());
        return before != null ? before.working : isSent ? Life.Working.NORMAL : null;
    }

    @Nullable
    AlpacaEntry find(String id) {
        return entries.get(id);
    }

    /// Whether the venue holds an exit back, or has held it back to its end: until its entry is filled whole. From then
    /// on it watches both exits of a pair, although it shows one of them as held on. Only exits in effect can be
    /// replaced.
    boolean isHeld(AlpacaEntry entry) {
        boolean isAlone = entry.parent == null && entry.order().group().isSimple();
        if (isAlone || entry.order().ids().replaces() != null) {
            return false;
        }
        String status = entry.order().status();
        AlpacaEntry.Parent parent = entry.parent;
        AlpacaEntry before = parent == null ? null : find(parent.id());
        if (before == null) {
            return status.equals("held");
        }
        boolean isInEffect = status.equals("new") || status.equals("partially_filled") || status.equals("filled")
                || !entry.fills().isEmpty();
        return !isInEffect && !before.order().status().equals("filled");
    }

    /// Which client ids are ours, and who is told what needs a person.
    void belongsTo(Predicate<String> isOurs, BiConsumer<@Nullable RouteId, String> onTrouble) {
        ours = isOurs;
        trouble = onTrouble;
    }

    /// Something happened to an order that no event says: a person is told.
    void needsPerson(AlpacaOrder order, String text) {
        String clientId = order.ids().clientId();
        trouble.accept(isOurs(order) ? RouteId.of(clientId) : null,
                text + ", venue order id " + order.id() + ", client id " + clientId);
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
            AlpacaEntry entry = entries.get(ids.next());
            if (entry == null || entry.isSettled || exitsAwaited == 0) {
                ids.remove();
                if (entry != null) {
                    taken.add(entry.order());
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
            AlpacaEntry entry = entries.get(id);
            return entry == null || entry.order().isOver();
        });
    }

    /// Orders that have not ended for those who listen: also those of which the stream has said nothing yet, and those
    /// that a reading has shown to be over.
    List<AlpacaEntry> open() {
        return entries.values().stream().filter(entry -> !entry.isEnded).toList();
    }

    /// Orders of which more is filled than any fill explains.
    List<AlpacaOrder> unexplained() {
        return entries.values()
                .stream()
                .filter(entry -> entry.unexplained().signum() > 0)
                .map(AlpacaEntry::order)
                .toList();
    }

    private void forgetSome() {
        Iterator<AlpacaEntry> oldest = entries.values().iterator();
        while (entries.size() > ORDERS_KEPT && oldest.hasNext()) {
            if (oldest.next().order().isOver()) {
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
