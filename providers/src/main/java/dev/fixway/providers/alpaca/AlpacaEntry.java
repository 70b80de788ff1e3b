package dev.fixway.providers.alpaca;

import dev.fixway.engine.domain.FillId;
import dev.fixway.engine.domain.Life;
import dev.fixway.engine.domain.Price;
import dev.fixway.engine.domain.Qty;
import dev.fixway.engine.domain.RouteId;
import dev.fixway.engine.provider.VenueOrder;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What is known and was told of one order at the venue. Used with the book's lock held.
final class AlpacaEntry {
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

    /// The order whose exit another one is.
    record Parent(String id, RouteId routeId) {}

    AlpacaEntry(AlpacaOrder order, AlpacaTouched touched, Life.@Nullable Working working) {
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

    /// The fill that a bust must mean which names none that is known: the one of this size at this price that history
    /// has told, under none of the stream's names, of an order of which so much less is filled now than its fills
    /// explain. Null when there is none, or more than one.
    @Nullable
    AlpacaFill onlyUnnamed(Qty qty, Price price, AlpacaOrder now) {
        BigDecimal filled = now.filledQty();
        if (filled == null || explained().subtract(filled).compareTo(qty.value()) < 0) {
            return null;
        }
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
    void see(AlpacaOrder seen) {
        BigDecimal before = order.filledQty();
        BigDecimal now = seen.filledQty();
        int more = before == null || now == null ? 0 : now.compareTo(before);
        boolean isHeldAgain = seen.status().equals("held") && !isYetToBeHeld(order.status());
        // Terms and statuses go both ways: where neither a fill nor an end speaks for it, the record's time does.
        boolean isOutrun = more == 0 && seen.isOver() == order.isOver()
                && seen.times().updated().isBefore(order.times().updated());
        boolean isOlder = isHeldAgain || isOutrun || more < 0 || (order.isOver() && !seen.isOver())
                || (touchedAt != null && seen.times().updated().isBefore(touchedAt));
        order = isOlder ? order : seen;
    }

    /// Whether an exit of this status may be held back next: one that has been moved is new first.
    private static boolean isYetToBeHeld(String status) {
        return status.equals("held") || status.equals("pending_new");
    }
}
