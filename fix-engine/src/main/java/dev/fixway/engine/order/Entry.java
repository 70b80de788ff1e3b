package dev.fixway.engine.order;

import dev.fixway.engine.domain.Answer;
import dev.fixway.engine.domain.Arrival;
import dev.fixway.engine.domain.ClOrdId;
import dev.fixway.engine.domain.Command;
import dev.fixway.engine.domain.Handling;
import dev.fixway.engine.domain.Order;
import dev.fixway.engine.domain.OrderEvent;
import dev.fixway.engine.domain.OrderIntent;
import dev.fixway.engine.domain.Refusal;
import dev.fixway.engine.domain.RejectReason;
import dev.fixway.engine.domain.Reply;
import dev.fixway.engine.domain.Report;
import dev.fixway.engine.domain.Reports;
import dev.fixway.engine.ledger.EventCodec;
import dev.fixway.engine.ledger.EventType;
import dev.fixway.engine.ledger.LedgerEvent;
import dev.fixway.engine.ledger.LedgerField;
import dev.fixway.engine.ledger.ReportCodec;
import dev.fixway.engine.provider.Capabilities;
import dev.fixway.engine.provider.Feature;
import dev.fixway.engine.provider.ProviderCall;
import dev.fixway.engine.risk.Check;
import dev.fixway.engine.risk.Decision;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Decides on new orders. Owned by the `orders` thread.
final class Entry {
    private final EngineState state;
    private final ClientIds clientIds;
    private final Denials denials;
    private final Waiting waiting;

    Entry(EngineState state, ClientIds clientIds, Denials denials, Waiting waiting) {
        this.state = state;
        this.clientIds = clientIds;
        this.denials = denials;
        this.waiting = waiting;
    }

    Verdict decide(Turn turn, Command.EnterOrder command, Item.Asked item) {
        if (command.reply().isWithdrawn()) {
            // Its client was told so while it waited: no order, no id used up.
            return Verdict.DECIDED;
        }
        OrderIntent intent = command.intent();
        ClOrdId clOrdId = intent.clOrdId();
        if (clOrdId == null) {
            return enter(turn, command, item);
        }
        return switch (clientIds.use(intent.party(), clOrdId, command.arrival(), item.known(), turn.now())) {
            case ClientIds.Use.Fresh _ -> enter(turn, command, item);
            case ClientIds.Use.InMemory(Live live) -> repeated(turn, command, live.order(), List.of(), live::order);
            case ClientIds.Use.InLedger(Knowledge.Loaded loaded) -> repeated(turn, command, loaded);
            case ClientIds.Use.Unread _ -> park(turn, command, clOrdId, item);
            case ClientIds.Use.Unreadable(String failure) -> busy(turn, command, failure);
        };
    }

    private Verdict park(Turn turn, Command.EnterOrder command, ClOrdId clOrdId, Item.Asked item) {
        if (state.parking.isFull()) {
            return busy(turn, command, "too many commands wait for the ledger");
        }
        state.parking.await(turn, command.party().name(), clOrdId, item);
        return Verdict.PARKED;
    }

    private Verdict busy(Turn turn, Command.EnterOrder command, String text) {
        denials.busy(turn, command, text);
        return Verdict.DECIDED;
    }

    private Verdict repeated(Turn turn, Command.EnterOrder command, Knowledge.Loaded loaded) {
        Live live = state.live(loaded);
        return live == null
                ? repeated(turn, command, loaded.order(), loaded.rows(), loaded::order)
                : repeated(turn, command, live.order(), loaded.rows(), live::order);
    }

    /// - `newest`: the order when the group is out, so that no answer is older than the reports before it
    private Verdict repeated(Turn turn, Command.EnterOrder command, @Nullable Order known, List<LedgerEvent> rows,
            Supplier<@Nullable Order> newest) {
        OrderIntent intent = command.intent();
        Order original = known != null && known.intent().party().equals(intent.party())
                && intent.clOrdId() != null && intent.clOrdId().equals(known.intent().clOrdId()) ? known : null;
        if (command.arrival().fix() == null) {
            repeatedOnRest(turn, command, original, rows, newest);
            return Verdict.DECIDED;
        }
        boolean again = command.arrival().isRepeat();
        LedgerEvent denied = again && original == null ? denied(rows, intent) : null;
        Report denial = denied == null ? null : ReportCodec.read(denied);
        if (again && original != null && original.intent().sameAs(intent)) {
            turn.after(() -> state.sessions.answer(intent.party().name(),
                    Reports.status(state.ids.exec("STA"), orElse(newest, original), intent.clOrdId(),
                            turn.now())));
        } else if (denial != null) {
            turn.after(() -> state.sessions.answer(intent.party().name(), denial));
        } else {
            denials.duplicate(turn, command, original != null ? original : known);
        }
        return Verdict.DECIDED;
    }

    private static Order orElse(Supplier<@Nullable Order> newest, Order known) {
        Order now = newest.get();
        return now == null ? known : now;
    }

    private void repeatedOnRest(Turn turn, Command.EnterOrder command, @Nullable Order original,
            List<LedgerEvent> rows, Supplier<@Nullable Order> newest) {
        LedgerEvent denied = original == null ? denied(rows, command.intent()) : null;
        if (denied != null) {
            var why = new Answer.Refused(RejectReason.valueOf(denied.text(LedgerField.REASON_CODE)),
                    Objects.requireNonNullElse(denied.get(LedgerField.REASON_TEXT), ""));
            turn.after(() -> command.reply().send(why));
        } else if (original != null && original.intent().sameAs(command.intent())
                && original.intent().handling().sameAs(command.intent().handling())) {
            turn.after(() -> command.reply().send(new Answer.Repeated(orElse(newest, original))));
        } else {
            denials.duplicate(turn, command, original);
        }
    }

    /// The event that refused the same the first time.
    private static @Nullable LedgerEvent denied(List<LedgerEvent> rows, OrderIntent intent) {
        for (LedgerEvent row : rows) {
            if (row.type() == EventType.ORDER_DENIED) {
                OrderIntent first = EventCodec.readIntent(row);
                boolean isSame = first.sameAs(intent) && first.handling().sameAs(intent.handling());
                return isSame ? row : null;
            }
        }
        return null;
    }

    private Verdict enter(Turn turn, Command.EnterOrder command, Item.Asked item) {
        OrderIntent intent = command.intent();
        ProviderDesk provider = state.provider(intent.provider());
        Refusal refusal = refusal(command, provider, turn.now(), false);
        if (refusal != null || provider == null) {
            denials.order(turn, command, refusal != null ? refusal : noSuch(intent));
            return Verdict.DECIDED;
        }
        Check check = state.entering(intent, intent.handling().reduceOnly(), item.known().isPriced(), turn.now());
        Duration wait = state.priceWait(check, item.known(), provider);
        if (wait.isZero()) {
            decided(turn, command, provider, check == null ? null : check.now(), null);
            return Verdict.DECIDED;
        }
        if (state.pricing.isFull()) {
            return busy(turn, command, Requests.PRICES_FULL);
        }
        state.pricing.await(turn, provider, intent.symbol(), wait, item, null);
        return Verdict.PARKED;
    }

    /// Enters the closing order of a position; null when it was refused.
    ///
    /// - `close`: how a repeat of it is known, and whether it is sent later
    @Nullable
    Live enterClose(Turn turn, Command.EnterOrder command, OfClose close) {
        OrderIntent intent = command.intent();
        ProviderDesk provider = state.provider(intent.provider());
        Refusal refusal = refusal(command, provider, turn.now(), true);
        if (refusal != null || provider == null) {
            denials.order(turn, command, refusal != null ? refusal : noSuch(intent));
            return null;
        }
        Check check = state.entering(intent, true, false, turn.now());
        return decided(turn, command, provider, check == null ? null : check.now(), close);
    }

    /// - `hash`: how a repeat of the close is known
    /// - `isHeld`: whether it waits for exits to go before it is sent
    record OfClose(String hash, boolean isHeld) {}

    private @Nullable Live decided(Turn turn, Command.EnterOrder command, ProviderDesk provider,
            @Nullable Decision decision, @Nullable OfClose close) {
        OrderIntent intent = command.intent();
        if (decision instanceof Decision.Refused refused) {
            denials.order(turn, command, refused);
            return null;
        }
        if (intent.clOrdId() != null) {
            clientIds.add(intent.party(), intent.clOrdId(), turn.now());
        }
        Cause cause = Cause.of(intent.party(), command.arrival()).checked(decision);
        Live live = turn.create(new OrderEvent.Received(state.ids.next(), intent), cause,
                close == null ? null : close.hash());
        waiting.add(live, null, command.reply());
        boolean isHeld = close != null && close.isHeld();
        if (provider.isReady()) {
            if (!isHeld) {
                route(turn, live, provider, command.reply(), close != null);
            }
        } else {
            String text = "provider " + intent.provider() + " is not ready: " + provider.state();
            turn.record(live, new OrderEvent.Rejected(RejectReason.PROVIDER_NOT_READY, text),
                    provider.cause(live, turn.now()));
        }
        return live;
    }

    static void route(Turn turn, Live live, ProviderDesk provider, Reply reply, boolean isClose) {
        Order order = live.order();
        OrderIntent intent = order.intent();
        var routeId = order.nextRouteId();
        turn.record(live, new OrderEvent.Routed(routeId, order.terms()), Cause.live(intent.party(), turn.now()));
        Handling handling = isClose
                ? Closes.forVenue(intent.handling(), provider.capabilities().features())
                : intent.handling();
        provider.submit(turn, live,
                new ProviderCall.Submit(routeId, intent.symbol(), intent.side(), intent.terms(), handling), reply);
    }

    private @Nullable Refusal refusal(Command.EnterOrder command, @Nullable ProviderDesk provider, Instant now,
            boolean isClose) {
        Refusal stale = stale(command.arrival(), state.settings.resentOrderMaxAge(), now);
        if (stale != null) {
            return stale;
        }
        if (command.refusal() != null) {
            return command.refusal();
        }
        return provider == null
                ? noSuch(command.intent())
                : unsupported(command.intent(), provider.capabilities(), isClose);
    }

    /// A resent message (43=Y) that is not known and was first sent long ago: nobody wants an hour-old market order.
    static @Nullable Refusal stale(Arrival arrival, Duration maxAge, Instant now) {
        Arrival.FixOrigin fix = arrival.fix();
        if (fix == null || !fix.possDup() || fix.origSendingTime() == null
                || !fix.origSendingTime().isBefore(now.minus(maxAge))) {
            return null;
        }
        return new Refusal(RejectReason.STALE_ORDER,
                "resent and first sent more than " + maxAge.toMillis() + " ms ago");
    }

    private static @Nullable Refusal unsupported(OrderIntent intent, Capabilities can, boolean isClose) {
        if (!can.ordTypes().contains(intent.terms().ordType())) {
            return new Refusal(RejectReason.UNSUPPORTED,
                    intent.provider() + " has no orders of type " + intent.terms().ordType());
        }
        if (!can.timesInForce().contains(intent.terms().timeInForce())) {
            return new Refusal(RejectReason.UNSUPPORTED,
                    intent.provider() + " has no " + intent.terms().timeInForce() + " orders");
        }
        for (Feature asked : Feature.of(intent)) {
            boolean isOfClose = isClose && (asked == Feature.REDUCE_ONLY || asked == Feature.POSITION_ID);
            if (!can.features().contains(asked) && !isOfClose) {
                return new Refusal(RejectReason.UNSUPPORTED, intent.provider() + " has no " + asked.label());
            }
        }
        return null;
    }

    private static Refusal noSuch(OrderIntent intent) {
        return new Refusal(RejectReason.UNSUPPORTED, "there is no provider " + intent.provider());
    }
}
