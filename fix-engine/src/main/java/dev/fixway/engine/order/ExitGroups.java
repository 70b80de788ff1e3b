package dev.fixway.engine.order;

import dev.fixway.engine.domain.Life;
import dev.fixway.engine.domain.Order;
import dev.fixway.engine.domain.OrderId;
import dev.fixway.engine.domain.Phase;
import dev.fixway.engine.domain.Qty;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Watches the exits of each entry: tells a person when a position stands without an exit that was wished, and when
/// both exits were filled. A start knows the exits that are open and those that have ended beside them. Owned by the
/// `orders` thread.
final class ExitGroups {
    private static final int GROUPS_MAX = 10_000;
    private final EngineState state;
    private final Alarms alarms;
    private final Map<OrderId, Group> groups = new LinkedHashMap<>();

    ExitGroups(EngineState state, Alarms alarms) {
        this.state = state;
        this.alarms = alarms;
        state.recoveredExits.forEach(this::recover);
        state.book.all().forEach(live -> recover(live.order()));
    }

    private void recover(Order order) {
        OrderId parent = order.intent().parent();
        if (parent != null) {
            Group group = groups.computeIfAbsent(parent, _ -> new Group());
            group.take(order);
            // That was told when it happened.
            group.isAlarmed |= order.phase() == Phase.REJECTED;
        }
    }

    /// Exits that have ended beside one that is open: what that one's end means depends on them.
    List<Order> endedBesideOpen() {
        List<Order> ended = new ArrayList<>();
        for (Group group : groups.values()) {
            if (!group.isOver()) {
                group.exits.values().stream().filter(exit -> exit.phase().isFinal()).forEach(ended::add);
            }
        }
        return ended;
    }

    /// The exits of one entry, as they were seen last.
    private static final class Group {
        private final Map<OrderId, Order> exits = new LinkedHashMap<>();
        private Qty size = Qty.ZERO;
        /// What the entry has filled; null while it was not seen.
        private @Nullable Qty entered;
        private boolean isAlarmed;
        private boolean isDoubled;

        void take(Order exit) {
            exits.put(exit.orderId(), exit);
            // A stop shrinks with what the take profit fills.
            size = size.max(exit.terms().orderQty());
        }

        Qty filled() {
            return exits.values().stream().map(Order::cumQty).reduce(Qty.ZERO, Qty::plus);
        }

        boolean isOver() {
            return exits.values().stream().allMatch(exit -> exit.phase().isFinal());
        }

        boolean isAsked() {
            return exits.values().stream().anyMatch(ExitGroups::isAsked);
        }
    }

    /// Whether somebody asked for its cancel, and was not refused.
    private static boolean isAsked(Order order) {
        return order.chain().first(request -> request.isCancel()) != null
                || order.chain()
                        .settled()
                        .stream()
                        .anyMatch(request -> request.isCancel() && !request.isRefused());
    }

    /// What the group in hand has touched.
    void look(Turn turn) {
        for (Live live : List.copyOf(state.book.touched())) {
            Order before = live.committed();
            Order after = live.order();
            OrderId parent = after.intent().parent();
            if (parent != null && !after.equals(before)) {
                Group group = groups.computeIfAbsent(parent, _ -> new Group());
                group.take(after);
                judge(turn, parent, group, before, after);
            } else if (after.intent().handling().exits() != null) {
                groups.computeIfAbsent(after.orderId(), _ -> new Group()).entered = after.cumQty();
                if (before != null && hasEndedInPart(before, after)) {
                    alarms.unprotected(turn, after,
                            "the entry ended after a part of it was filled, and its exits with it");
                }
            }
        }
        forgetSome();
    }

    private static boolean hasEndedInPart(Order before, Order after) {
        return before.life().end() == null && after.life().end() != null && !after.cumQty().isZero();
    }

    private void judge(Turn turn, OrderId parent, Group group, @Nullable Order before, Order after) {
        boolean isMore = before == null || after.cumQty().compareTo(before.cumQty()) > 0;
        if (!group.isDoubled && isMore && group.filled().compareTo(group.size) > 0) {
            group.isDoubled = true;
            Order first = group.exits.values()
                    .stream()
                    .filter(exit -> !exit.orderId().equals(after.orderId()) && !exit.cumQty().isZero())
                    .findFirst()
                    .orElse(after);
            alarms.doubleExit(turn, first, after, group.filled());
        }
        boolean hasEnded = after.life().end() != null && (before == null || before.life().end() == null);
        if (hasEnded && !group.isAlarmed && isUnprotected(parent, group, after)) {
            group.isAlarmed = true;
            alarms.unprotected(turn, after, after.phase() == Phase.REJECTED
                    ? "the venue has rejected an exit"
                    : "the venue has cancelled the exits by itself");
        }
    }

    private boolean isUnprotected(OrderId parent, Group group, Order exit) {
        Live entry = state.book.find(parent);
        boolean hasPosition = group.entered == null || !group.entered.isZero();
        // An entry that ends takes its exits with it, and is told itself.
        boolean isWithEntry = entry != null && entry.order().life().end() != null;
        if (!hasPosition || isWithEntry || group.filled().compareTo(group.size) >= 0) {
            return false;
        }
        boolean isCanceled = exit.life().end() == Life.End.CANCELED && exit.life().acknowledged();
        return exit.phase() == Phase.REJECTED
                || (isCanceled && group.isOver() && !group.isAsked());
    }

    /// Groups that are over are kept for a fill that comes late.
    private void forgetSome() {
        Iterator<Group> oldest = groups.values().iterator();
        while (groups.size() > GROUPS_MAX && oldest.hasNext()) {
            if (oldest.next().isOver()) {
                oldest.remove();
            }
        }
    }
}
