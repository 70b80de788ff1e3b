package dev.fixway.engine.order;

import dev.fixway.engine.domain.Answer;
import dev.fixway.engine.domain.Command;
import dev.fixway.engine.domain.Handling;
import dev.fixway.engine.domain.Order;
import dev.fixway.engine.domain.OrderId;
import dev.fixway.engine.domain.OrderIntent;
import dev.fixway.engine.domain.Phase;
import dev.fixway.engine.domain.PositionClose;
import dev.fixway.engine.domain.ProviderId;
import dev.fixway.engine.domain.Qty;
import dev.fixway.engine.domain.Reply;
import dev.fixway.engine.provider.Feature;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Decides on closes of positions, so that a repeated one never acts twice. Owned by the `orders` thread.
///
/// A close is an order of ours. The same close again gets that order while its outcome is not known, and for
/// [#REMEMBERED] when the answer about it never reached its client. Else it is a second wish, and two wishes never
/// close more than there is: what open closes will still take is left to them, and who read the position before a close
/// of it moved has to read it again.
final class Closes {
    static final Duration REMEMBERED = Duration.ofMinutes(2);
    private static final int REMEMBERED_MAX = 10_000;
    private static final int REPLIES_MAX = 16;

    private final EngineState state;
    private final Entry entry;
    private final Waiting waiting;
    private final Denials denials;
    private final HeldCloses heldCloses;
    private final Map<OrderId, Close> closes = new LinkedHashMap<>();
    /// Counts what happens to closes, from a number that grows with every start.
    private long moves;

    Closes(EngineState state, Entry entry, Waiting waiting, Denials denials, HeldCloses heldCloses) {
        this.heldCloses = heldCloses;
        this.state = state;
        this.entry = entry;
        this.waiting = waiting;
        this.denials = denials;
        this.moves = state.headAtStart + 1;
        for (RecoveredClose recovered : state.recoveredCloses) {
            Live live = state.book.find(recovered.order().orderId());
            closes.put(recovered.order().orderId(), new Close(recovered.close(),
                    live == null ? new Live(recovered.order()) : live, recovered.decidedAt(), moves));
        }
    }

    /// A close that was decided.
    private static final class Close {
        private final PositionClose asked;
        private final Instant decidedAt;
        private final Deque<Reply> replies = new ArrayDeque<>();
        private Live live;
        private Qty cumQty;
        private boolean isOver;
        private Instant movedAt;
        private long lastMove;
        private boolean isDelivered;

        Close(PositionClose asked, Live live, Instant decidedAt, long move) {
            this.asked = asked;
            this.live = live;
            this.decidedAt = decidedAt;
            this.movedAt = decidedAt;
            this.lastMove = move;
            this.cumQty = live.order().cumQty();
            this.isOver = live.order().phase().isFinal();
        }

        boolean isOf(ProviderId provider, String positionId) {
            return asked.provider().equals(provider) && asked.positionId().equals(positionId);
        }

        boolean isUndecided() {
            Order order = live.order();
            return !order.phase().isFinal() && (order.isInDoubt() || !order.life().acknowledged());
        }

        boolean isDelivered() {
            isDelivered |= replies.removeIf(Reply::isDelivered);
            return isDelivered;
        }

        void answers(Reply reply) {
            if (replies.size() == REPLIES_MAX) {
                replies.remove();
            }
            replies.add(reply);
        }
    }

    /// An order was looked at in this group: its close must see it as it is.
    void touched(Live live) {
        Close close = closes.get(live.orderId());
        if (close != null) {
            close.live = live;
        }
    }

    /// What a snapshot keeps.
    List<RecoveredClose> remembered() {
        List<RecoveredClose> kept = new ArrayList<>();
        closes.values()
                .forEach(close -> kept
                        .add(new RecoveredClose(close.live.order(), close.asked.requestHash(), close.decidedAt)));
        return kept;
    }

    void find(Turn turn, Command.FindClose command) {
        refresh(turn.now());
        String positionId = command.positionId();
        if (positionId == null) {
            findAll(turn, command);
            return;
        }
        Close first = first(new PositionClose(command.provider(), positionId, command.requestHash()), turn.now());
        if (first == null) {
            free(turn, command.reply(), List.of());
        } else {
            repeated(turn, first, command.reply());
        }
    }

    private void findAll(Turn turn, Command.FindClose command) {
        List<Order> before = new ArrayList<>();
        for (Close close : closes.values()) {
            if (close.asked.provider().equals(command.provider())
                    && close.asked.requestHash().equals(command.requestHash()) && isStillAsked(close, turn.now())) {
                close.answers(command.reply());
                before.add(close.live.order());
            }
        }
        free(turn, command.reply(), before);
    }

    private void free(Turn turn, Reply reply, List<Order> before) {
        long asOf = moves;
        turn.after(() -> reply.send(new Answer.OfClose.Free(asOf, before)));
    }

    void close(Turn turn, Command.ClosePosition command) {
        if (command.reply().isWithdrawn()) {
            return;
        }
        refresh(turn.now());
        PositionClose asked = command.close();
        Close first = first(asked, turn.now());
        if (first != null) {
            repeated(turn, first, command.reply());
            return;
        }
        if (closes.size() >= REMEMBERED_MAX) {
            denials.busy(turn, command, "too many positions were closed lately");
            return;
        }
        Qty pending = Qty.ZERO;
        Order open = null;
        for (Close close : closes.values()) {
            if (close.isOf(asked.provider(), asked.positionId())) {
                if (close.lastMove > command.asOf()) {
                    turn.after(() -> command.reply().send(new Answer.OfClose.ReadAgain()));
                    return;
                }
                pending = pending.plus(close.live.order().leavesQty());
                open = close.isOver ? open : close.live.order();
            }
        }
        Qty left = command.held().minus(pending);
        if (left.isZero() && open != null) {
            Order closing = open;
            turn.after(() -> command.reply().send(new Answer.OfClose.BeingClosed(closing)));
            return;
        }
        enter(turn, command, left);
    }

    private void enter(Turn turn, Command.ClosePosition command, Qty left) {
        OrderIntent wished = command.intent();
        OrderIntent intent = new OrderIntent(wished.party(), wished.clOrdId(), wished.symbol(), wished.side(),
                wished.terms().withOrderQty(wished.terms().orderQty().min(left)), wished.handling(), wished.provider());
        List<Live> exits = command.cancelsExits() ? heldCloses.inTheWay(intent) : List.of();
        Live live = entry.enterClose(turn, new Command.EnterOrder(intent, null, command.arrival(), command.reply()),
                new Entry.OfClose(command.close().requestHash(), !exits.isEmpty()));
        if (live != null) {
            if (!exits.isEmpty() && !live.order().phase().isFinal()) {
                boolean leavesSome = intent.terms().orderQty().compareTo(command.held()) < 0;
                heldCloses.begin(turn, live, exits, leavesSome, command.reply());
            }
            Close close = new Close(command.close(), live, turn.now(), ++moves);
            close.answers(command.reply());
            closes.put(live.orderId(), close);
        }
    }

    /// The order of the first again, when its outcome is known or its client has waited long enough.
    private void repeated(Turn turn, Close first, Reply reply) {
        first.answers(reply);
        Live live = state.book.find(first.live.orderId());
        if (live != null && first.isUndecided()) {
            waiting.add(live, null, reply);
        } else {
            Order order = first.live.order();
            turn.after(() -> reply.send(new Answer.Repeated(order)));
        }
    }

    private @Nullable Close first(PositionClose asked, Instant now) {
        for (Close close : closes.values()) {
            if (close.asked.equals(asked) && isStillAsked(close, now)) {
                return close;
            }
        }
        return null;
    }

    /// A close that was rejected has closed nothing: it may be asked anew.
    private static boolean isStillAsked(Close close, Instant now) {
        boolean isYoung = now.isBefore(close.decidedAt.plus(REMEMBERED));
        return close.live.order().phase() != Phase.REJECTED
                && (close.isUndecided() || (isYoung && !close.isDelivered()));
    }

    /// Notices what has happened to closes, and forgets those that can matter to nobody any more.
    private void refresh(Instant now) {
        Collection<Close> all = closes.values();
        for (Close close : all) {
            Order order = close.live.order();
            if (order.cumQty().compareTo(close.cumQty) != 0 || order.phase().isFinal() != close.isOver) {
                close.cumQty = order.cumQty();
                close.isOver = order.phase().isFinal();
                close.movedAt = now;
                close.lastMove = ++moves;
            }
        }
        all.removeIf(close -> close.isOver && !now.isBefore(close.movedAt.plus(REMEMBERED))
                && !now.isBefore(close.decidedAt.plus(REMEMBERED)));
    }

    /// What of a close's wishes goes to a venue: it closes what is there, whether or not the venue has such flags.
    static Handling forVenue(Handling handling, Set<Feature> features) {
        return new Handling(handling.reduceOnly() && features.contains(Feature.REDUCE_ONLY),
                handling.postOnly(), handling.hidden(), handling.displayQty(),
                features.contains(Feature.POSITION_ID) ? handling.positionId() : null,
                handling.marginMode(), handling.leverage());
    }
}
