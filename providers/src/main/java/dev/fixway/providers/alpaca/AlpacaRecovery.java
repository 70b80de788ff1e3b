package dev.fixway.providers.alpaca;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Reads at the venue what a stream did not tell, and tells it as recovered. Blocks; any thread that does not hold the
/// book.
///
/// The stream has no replay and no numbers, so whatever may have been missed is asked for: fills since the last thing
/// that was told, and every order that was open and is no longer among the open ones.
final class AlpacaRecovery {
    /// How far the venue's times may be out of order.
    private static final Duration OVERLAP = Duration.ofSeconds(60);
    private final AlpacaRest rest;
    private final AlpacaBook book;
    private final AlpacaFills fills;
    private final AlpacaLegs legs;
    private final AlpacaTeller teller;
    private final Instant startedAt;

    /// - `startedAt`: before that nothing was missed when nothing was ever told
    AlpacaRecovery(AlpacaRest rest, AlpacaBook book, AlpacaFills fills, AlpacaTeller teller, Instant startedAt) {
        this.rest = rest;
        this.book = book;
        this.fills = fills;
        this.legs = new AlpacaLegs(rest, book);
        this.teller = teller;
        this.startedAt = startedAt;
    }

    /// Tells everything that happened and was not told.
    void recover() {
        for (String id : withNews(rest.fillsAfter(since(), _ -> false))) {
            refresh(id);
        }
    }

    /// The same, and looks for orders that have ended without a word.
    void compare() {
        release();
        List<AlpacaOrder> orders = legs.settled(rest.open());
        Set<String> open = orders.stream().map(AlpacaOrder::id).collect(Collectors.toSet());
        book.guarded(() -> orders.stream()
                .filter(book::isOurs)
                .forEach(order -> teller.stands(book.see(order), true)));
        recover();
        // Those of others only the stream has told so far.
        orders.stream().filter(order -> !book.isOurs(order)).forEach(order -> update(order, true));
        List<String> gone = new ArrayList<>();
        book.guarded(() -> {
            book.open().stream().map(entry -> entry.order().id()).filter(id -> !open.contains(id)).forEach(gone::add);
            book.unexplained().forEach(order -> gone.add(order.id()));
        });
        book.locked(() -> book.unanswered(fills.patience())).forEach(this::askForCancel);
        new HashSet<>(gone).forEach(this::refresh);
    }

    private Instant since() {
        Instant latest = book.<@Nullable Instant>locked(teller::latest);
        return (latest == null ? startedAt : latest).minus(OVERLAP);
    }

    /// Orders of fills that were not told, in the order of those; what is known of them is kept.
    private Set<String> withNews(List<AlpacaFill> found) {
        Map<String, Boolean> ids = new LinkedHashMap<>();
        book.guarded(() -> {
            for (AlpacaFill fill : found) {
                AlpacaEntry entry = book.find(fill.orderId());
                if (entry == null || !entry.hasTold(fill)) {
                    ids.put(fill.orderId(), Boolean.TRUE);
                }
                if (entry != null) {
                    entry.learn(fill, null);
                }
            }
        });
        for (String id : ids.keySet()) {
            AlpacaOrder order = rest.byId(id);
            book.guarded(() -> {
                if (order != null) {
                    AlpacaEntry entry = book.see(order);
                    found.stream().filter(fill -> fill.orderId().equals(id)).forEach(fill -> entry.learn(fill, null));
                }
            });
        }
        return ids.keySet();
    }

    /// An order as it is now; null when the venue does not know it.
    @Nullable
    AlpacaOrder read(String id) {
        return rest.byId(id);
    }

    /// Reads an order anew and tells what is new about it.
    void refresh(String id) {
        AlpacaOrder order = rest.byId(id);
        if (order != null) {
            update(order, true);
        }
    }

    /// Tells that a cancel was refused, of which the stream has said nothing.
    private void askForCancel(String id) {
        AlpacaOrder order = rest.byId(id);
        if (order == null) {
            return;
        }
        update(order, true);
        book.guarded(() -> {
            if (book.cancels().isRefused(order)) {
                teller.tell(book.see(order), AlpacaCodec.refused("cancel", order, order.times().changed()), true);
            }
        });
    }

    /// Tells what was kept back until it is known whose exits these are.
    void release() {
        legs.released().forEach(order -> update(order, false));
    }

    /// Takes a state of an order and tells what is new about it, after what it presupposes; then what that means for
    /// its exits.
    void update(AlpacaOrder order, boolean isRecovered) {
        boolean isOurs = book.isOurs(order);
        legs.learn(order, isOurs);
        if (isOurs || legs.isSettled(order)) {
            tell(order, isRecovered);
            exitsOf(order).forEach(exit -> tell(exit, isRecovered));
        }
    }

    /// Tells the exits that are shown below an order of ours; what is new about that one is told elsewhere.
    void updateExits(AlpacaOrder order) {
        legs.learn(order, book.isOurs(order));
        if (book.isOurs(order)) {
            order.legs().forEach(exit -> tell(exit, false));
        }
    }

    /// The exits of an order of ours: as the message shows them, else as they were seen last.
    private List<AlpacaOrder> exitsOf(AlpacaOrder order) {
        return !order.legs().isEmpty() && book.isOurs(order) ? order.legs() : book.locked(() -> {
            List<AlpacaOrder> seen = new ArrayList<>();
            for (String id : book.see(order).legs) {
                AlpacaEntry entry = book.find(id);
                if (entry != null) {
                    seen.add(entry.order());
                }
            }
            return seen;
        });
    }

    private void tell(AlpacaOrder order, boolean isRecovered) {
        boolean isWhole = fills.complete(List.of(order));
        AlpacaOrder successor = successor(order);
        boolean hasPlace = hasPlace(order);
        if (successor != null) {
            legs.inherit(order, successor);
        }
        book.guarded(() -> {
            AlpacaEntry entry = book.see(order);
            if (hasPlace) {
                teller.begin(entry, isRecovered);
            }
            boolean goesOn = successor != null && teller.isOurs(successor);
            teller.tell(entry, goesOn, isWhole, isRecovered);
            if (successor != null && goesOn) {
                teller.begin(book.see(successor), isRecovered);
            }
        });
    }

    /// The order that has taken this one's place; null when none has, or it is not to be had.
    @Nullable
    AlpacaOrder successor(AlpacaOrder order) {
        String id = order.status().equals("replaced") ? order.ids().replacedBy() : null;
        if (id == null) {
            return null;
        }
        AlpacaOrder known = book.<@Nullable AlpacaOrder>locked(() -> {
            AlpacaEntry entry = book.find(id);
            return entry == null ? null : entry.order();
        });
        return known != null ? known : rest.byId(id);
    }

    /// Whether an order that ended before we heard that it works had taken the place of the one before it.
    private boolean hasPlace(AlpacaOrder order) {
        String before = order.ids().replaces();
        boolean isEnd = order.status().equals("canceled") || order.status().equals("expired");
        boolean isBegun = book.locked(() -> {
            AlpacaEntry entry = book.find(order.id());
            return entry != null && entry.isBegun;
        });
        return before != null && isEnd && !isBegun && rest.hasPlace(order);
    }
}
