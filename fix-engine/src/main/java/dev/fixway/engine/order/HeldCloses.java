package dev.fixway.engine.order;

import dev.fixway.engine.domain.AccountId;
import dev.fixway.engine.domain.Arrival;
import dev.fixway.engine.domain.Command;
import dev.fixway.engine.domain.Edge;
import dev.fixway.engine.domain.Order;
import dev.fixway.engine.domain.OrderEvent;
import dev.fixway.engine.domain.OrderId;
import dev.fixway.engine.domain.OrderIntent;
import dev.fixway.engine.domain.OrderRef;
import dev.fixway.engine.domain.Party;
import dev.fixway.engine.domain.Phase;
import dev.fixway.engine.domain.Qty;
import dev.fixway.engine.domain.RejectReason;
import dev.fixway.engine.domain.Reply;
import dev.fixway.engine.domain.Request;
import dev.fixway.engine.domain.RequestKind;
import dev.fixway.engine.provider.ProviderEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Closes of positions whose exits hold what is to be closed: the exits are cancelled first, then the close is sent.
///
/// Clients take a cancel for one of their own orders, so that an exit's end is recorded and told right behind the
/// close's fill: until then it waits here, at most [#TELL_MAX] from when the close was sent. An exit that is filled
/// first has closed the position: then nothing is sent. Owned by the `orders` thread.
final class HeldCloses {
    static final Duration TELL_MAX = Duration.ofSeconds(2);
    private static final String NAME = "close";
    private final EngineState state;
    private final Requests requests;
    private final Alarms alarms;
    private final Map<OrderId, Held> held = new LinkedHashMap<>();

    HeldCloses(EngineState state, Requests requests, Alarms alarms) {
        this.state = state;
        this.requests = requests;
        this.alarms = alarms;
    }

    /// A close that waits, and what it waits for.
    private static final class Held {
        private final Live close;
        private final Reply reply;
        private final boolean leavesSome;
        /// How much each exit had filled at the beginning.
        private final Map<Live, Qty> exits = new LinkedHashMap<>();
        /// Exits that have ended without anybody having been told.
        private final Set<Live> gone = new LinkedHashSet<>();
        private final List<Item.Streamed> untold = new ArrayList<>();
        private boolean isSent;
        private boolean isLate;

        Held(Live close, List<Live> exits, boolean leavesSome, Reply reply) {
            this.close = close;
            this.leavesSome = leavesSome;
            this.reply = reply;
            exits.forEach(exit -> this.exits.put(exit, exit.order().cumQty()));
        }

        /// What the exits have filled since the beginning.
        Qty filled() {
            Qty filled = Qty.ZERO;
            for (Map.Entry<Live, Qty> exit : exits.entrySet()) {
                filled = filled.plus(exit.getKey().order().cumQty().minus(exit.getValue()));
            }
            return filled;
        }

        /// Whether no exit stays: each has ended, or the cancel of one, which ends its group, is under way.
        boolean isBare() {
            boolean isAsked = exits.keySet().stream().anyMatch(exit -> exit.order().chain().has(RequestKind.CANCEL));
            return isAsked || isFree();
        }

        boolean isFree() {
            return exits.keySet().stream().allMatch(exit -> gone.contains(exit) || exit.order().phase().isFinal());
        }

        boolean isOver() {
            return close.order().phase() == Phase.FILLED || close.order().phase().isFinal();
        }
    }

    /// Exits that work and hold what this order is to close.
    List<Live> inTheWay(OrderIntent close) {
        List<Live> exits = new ArrayList<>();
        for (Live live : state.book.all()) {
            Order order = live.order();
            OrderIntent intent = order.intent();
            boolean isActive = intent.isExit() && order.life().acknowledged() && !order.phase().isFinal();
            if (isActive && intent.provider().equals(close.provider()) && intent.symbol().equals(close.symbol())
                    && intent.side() == close.side() && intent.party().account().equals(close.party().account())) {
                exits.add(live);
            }
        }
        return exits;
    }

    /// Cancels the exits, and sends the close when they are gone.
    ///
    /// - `leavesSome`: whether a part of the position stays, without exits from now on
    void begin(Turn turn, Live close, List<Live> exits, boolean leavesSome, Reply reply) {
        held.put(close.orderId(), new Held(close, exits, leavesSome, reply));
        Set<OrderId> groups = new LinkedHashSet<>();
        for (Live exit : exits) {
            // The venue ends the others of the group by itself.
            if (groups.add(parentOf(exit))) {
                cancel(turn, exit);
            }
        }
        state.timers.later(state.settings.providerCallTimeout(), new Item.CloseLate(close.orderId(), false));
    }

    private static OrderId parentOf(Live exit) {
        OrderId parent = exit.order().intent().parent();
        return parent == null ? exit.orderId() : parent;
    }

    private void cancel(Turn turn, Live exit) {
        AccountId account = exit.order().intent().party().account();
        Command.CancelOrder cancel = new Command.CancelOrder(OrderRef.byId(exit.orderId().value()), null,
                new Party(Edge.SYSTEM, NAME, account), null, Arrival.internal(turn.now()), Reply.NONE);
        requests.decide(turn, cancel, new Item.Asked(cancel, new Knowledge(turn.now())));
    }

    /// Whether what came on a stream has to wait for the close's fill: an exit's end that says nothing else.
    boolean holds(Item.Streamed item) {
        Live live = held.isEmpty() ? null : exitOf(item);
        for (Held one : held.values()) {
            if (live != null && one.exits.containsKey(live) && isEndAlone(item, live.order())) {
                one.gone.add(live);
                one.untold.add(item);
                return true;
            }
        }
        return false;
    }

    private @Nullable Live exitOf(Item.Streamed item) {
        return switch (item) {
            case Item.Told told -> state.book.find(told.event().routeId().orderId());
            case Item.Foreign foreign ->
                state.book.find(foreign.provider().value(), Strangers.idOf(foreign.order().venueOrderId()));
        };
    }

    private static boolean isEndAlone(Item.Streamed item, Order exit) {
        return switch (item) {
            case Item.Told told -> told.event() instanceof ProviderEvent.Canceled;
            case Item.Foreign foreign -> !Doubt.isOpen(foreign.order().history())
                    && filled(foreign.order().history()).compareTo(exit.cumQty()) <= 0;
        };
    }

    private static Qty filled(List<ProviderEvent> history) {
        Qty filled = Qty.ZERO;
        for (ProviderEvent event : history) {
            filled = event instanceof ProviderEvent.Filled fill ? filled.plus(fill.lastQty()) : filled;
        }
        return filled;
    }

    void late(Item.CloseLate late) {
        Held one = held.get(late.orderId());
        if (one != null && one.isSent == late.isSent()) {
            one.isLate = true;
        }
    }

    /// Sends what can be sent now. Answers what may be recorded now of exits.
    List<Item.Streamed> look(Turn turn) {
        List<Item.Streamed> free = new ArrayList<>();
        for (Iterator<Held> all = held.values().iterator(); all.hasNext();) {
            Held one = all.next();
            if (!one.isSent && !one.isOver()) {
                decide(turn, one);
            }
            if (one.isOver() || (one.isSent && one.isLate)) {
                all.remove();
                free.addAll(one.untold);
                warn(turn, one);
            }
        }
        return free;
    }

    private void decide(Turn turn, Held one) {
        ProviderDesk provider = state.provider(one.close.order().intent().provider());
        Request cancel = one.close.order().chain().first(Request::isCancel);
        if (cancel != null) {
            cancel(turn, one, cancel);
        } else if (!one.filled().isZero()) {
            reject(turn, one, RejectReason.TOO_LATE, "an exit was filled first: nothing was sent");
        } else if (one.isFree() && provider != null && provider.isReady()) {
            one.isSent = true;
            Entry.route(turn, one.close, provider, one.reply, true);
            state.timers.later(TELL_MAX, new Item.CloseLate(one.close.orderId(), true));
        } else if (one.isLate) {
            reject(turn, one, RejectReason.NOT_SENT, "the venue has not cancelled the exits in time: nothing was sent");
        }
    }

    /// Nothing was sent: the venue need not be asked (P10).
    private static void cancel(Turn turn, Held one, Request cancel) {
        String text = KillSwitch.isBy(cancel.party()) ? KillSwitch.CANCELED : "canceled before it was sent";
        VenueEvents.ended(turn, one.close, new OrderEvent.Canceled(cancel.clOrdId(), null, text),
                Cause.live(cancel.party(), turn.now()));
    }

    private static void reject(Turn turn, Held one, RejectReason reason, String text) {
        VenueEvents.ended(turn, one.close, new OrderEvent.Rejected(reason, text),
                Cause.live(Party.system(one.close.order().intent().party().account()), turn.now()));
    }

    /// What is left of the position has no exits any more.
    private void warn(Turn turn, Held one) {
        Order close = one.close.order();
        Qty closed = one.filled().plus(close.cumQty());
        boolean isClosed = close.life().end() == null
                ? !one.leavesSome
                : closed.compareTo(close.terms().orderQty()) >= 0;
        if (!isClosed && one.isBare()) {
            alarms.unprotected(turn, close,
                    "the exits were cancelled to close the position, and not all of it is closed");
        }
    }
}
