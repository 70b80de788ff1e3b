package dev.fixway.engine.order;

import dev.fixway.engine.domain.Answer;
import dev.fixway.engine.domain.Chain;
import dev.fixway.engine.domain.ClOrdId;
import dev.fixway.engine.domain.Command;
import dev.fixway.engine.domain.Life;
import dev.fixway.engine.domain.Order;
import dev.fixway.engine.domain.OrderEvent;
import dev.fixway.engine.domain.OrderRef;
import dev.fixway.engine.domain.Phase;
import dev.fixway.engine.domain.Refusal;
import dev.fixway.engine.domain.RejectReason;
import dev.fixway.engine.domain.Report;
import dev.fixway.engine.domain.Reports;
import dev.fixway.engine.domain.Request;
import dev.fixway.engine.domain.RequestKind;
import dev.fixway.engine.domain.Terms;
import dev.fixway.engine.ledger.EventCodec;
import dev.fixway.engine.ledger.EventType;
import dev.fixway.engine.ledger.LedgerEvent;
import dev.fixway.engine.ledger.LedgerField;
import dev.fixway.engine.ledger.ReportCodec;
import dev.fixway.engine.provider.Capabilities;
import dev.fixway.engine.risk.Check;
import dev.fixway.engine.risk.Decision;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Decides on cancels and replaces. Owned by the `orders` thread.
final class Requests {
    static final String PRICES_FULL = "too many commands wait for prices";
    private static final Pattern MADE_UP = Pattern.compile("\\d{1,9}");
    private final EngineState state;
    private final ClientIds clientIds;
    private final Targets targets;
    private final Denials denials;
    private final Waiting waiting;

    Requests(EngineState state, ClientIds clientIds, Targets targets, Denials denials, Waiting waiting) {
        this.state = state;
        this.clientIds = clientIds;
        this.targets = targets;
        this.denials = denials;
        this.waiting = waiting;
    }

    Verdict decide(Turn turn, Command.CancelOrder c, Item.Asked item) {
        return decide(turn, new AskedRequest(c, RequestKind.CANCEL, c.order(), c.clOrdId(), null, null, c.refusal()),
                item);
    }

    Verdict decide(Turn turn, Command.ReplaceOrder c, Item.Asked item) {
        Refusal stale = Entry.stale(c.arrival(), state.settings.resentOrderMaxAge(), turn.now());
        Refusal refusal = stale != null ? stale : c.refusal();
        return decide(turn,
                new AskedRequest(c, RequestKind.REPLACE, c.order(), c.clOrdId(), c.newTerms(), null, refusal),
                item);
    }

    Verdict decide(Turn turn, Command.AmendOrder c, Item.Asked item) {
        if (!c.reply().claim()) {
            // Its client was told so while it waited.
            return Verdict.DECIDED;
        }
        return decide(turn, new AskedRequest(c, RequestKind.REPLACE, c.order(), null, null, c.change(), null), item);
    }

    private Verdict decide(Turn turn, AskedRequest asked, Item.Asked item) {
        if (asked.clOrdId() == null) {
            return onTarget(turn, asked, item);
        }
        ClOrdId clOrdId = asked.clOrdId();
        return switch (clientIds.use(asked.party(), clOrdId, asked.arrival(), item.known(), turn.now())) {
            case ClientIds.Use.Fresh _ -> onTarget(turn, asked, item);
            case ClientIds.Use.InMemory(Live live) -> repeatedInMemory(turn, asked, live, clOrdId, item);
            case ClientIds.Use.InLedger(Knowledge.Loaded loaded) ->
                repeated(turn, asked, item, earlier(loaded));
            case ClientIds.Use.Unread _ -> park(turn, asked, clOrdId, item);
            case ClientIds.Use.Unreadable(String failure) -> busy(turn, asked, failure);
        };
    }

    private Verdict onTarget(Turn turn, AskedRequest asked, Item.Asked item) {
        return onTarget(turn, asked, item, here -> request(turn, asked, here.live(), here.objection(), item),
                () -> unknown(turn, asked));
    }

    /// Does the one with the order that is meant, or the other when there is none.
    private Verdict onTarget(Turn turn, AskedRequest asked, Item.Asked item,
            Function<Targets.Target.Here, Verdict> found,
            Supplier<Verdict> unknown) {
        return switch (targets.find(asked.party(), asked.order(), item.known(), turn.now())) {
            case Targets.Target.Here here -> found.apply(here);
            case Targets.Target.Unread(var orderId) -> {
                if (state.parking.isFull()) {
                    yield busy(turn, asked, "too many commands wait for the ledger");
                }
                state.parking.await(turn, orderId, item);
                yield Verdict.PARKED;
            }
            case Targets.Target.UnreadId(ClOrdId clOrdId) -> park(turn, asked, clOrdId, item);
            case Targets.Target.Unknown _ -> unknown.get();
            case Targets.Target.Unreadable(String failure) -> busy(turn, asked, failure);
        };
    }

    private Verdict park(Turn turn, AskedRequest asked, ClOrdId clOrdId, Item.Asked item) {
        if (state.parking.isFull()) {
            return busy(turn, asked, "too many commands wait for the ledger");
        }
        state.parking.await(turn, asked.party().name(), clOrdId, item);
        return Verdict.PARKED;
    }

    private Verdict busy(Turn turn, AskedRequest asked, String text) {
        denials.busy(turn, asked.command(), text);
        return Verdict.DECIDED;
    }

    private Verdict unknown(Turn turn, AskedRequest asked) {
        if (asked.clOrdId() != null && asked.party().isFix()) {
            Refusal why = asked.refusal() != null
                    ? asked.refusal()
                    : new Refusal(RejectReason.UNKNOWN_ORDER, "unknown order");
            denials.request(turn, asked, asked.order().clOrdId(), why, null);
        }
        turn.after(() -> asked.command().reply().send(new Answer.NotOpen()));
        return Verdict.DECIDED;
    }

    /// A resent request that is settled may have been refused: then its 9 is in the ledger.
    private Verdict repeatedInMemory(Turn turn, AskedRequest asked, Live live, ClOrdId clOrdId, Item.Asked item) {
        if (!asked.arrival().isRepeat() || live.order().chain().find(clOrdId) != null) {
            return repeated(turn, asked, item, new Earlier(live.order(), List.of(), live::order));
        }
        Knowledge.Loaded loaded = item.known().of(clOrdId);
        if (loaded == null) {
            return park(turn, asked, clOrdId, item);
        }
        return loaded.failure().isEmpty()
                ? repeated(turn, asked, item, new Earlier(live.order(), loaded.rows(), live::order))
                : busy(turn, asked, loaded.failure());
    }

    /// What used the id before: an order or a request about it.
    ///
    /// - `newest`: the order when the group is out, so that no answer is older than the reports before it
    private record Earlier(@Nullable Order order, List<LedgerEvent> rows, Supplier<@Nullable Order> newest) {
        /// The request that had the id; null when none had, and when nothing remembers it that was read.
        @Nullable
        Request request(ClOrdId clOrdId) {
            Request known = order == null ? null : order.chain().findAny(clOrdId);
            for (int i = 0; known == null && i < rows.size(); i++) {
                known = EventCodec.readAsked(rows.get(i));
            }
            return known;
        }
    }

    private Earlier earlier(Knowledge.Loaded loaded) {
        Live live = state.live(loaded);
        // An order that lives has forgotten its older requests, and is newer than what was read.
        return live == null
                ? new Earlier(loaded.order(), loaded.rows(), loaded::order)
                : new Earlier(live.order(), loaded.rows(), live::order);
    }

    /// The answer is about the order that the request would change, which need not be the one whose id it uses.
    private Verdict repeated(Turn turn, AskedRequest asked, Item.Asked item, Earlier earlier) {
        Order order = earlier.order();
        boolean isKnown = order == null ? asked.isResentAfter(refusal(asked, earlier.rows())) : asked.names(order);
        if (isKnown) {
            return again(turn, asked, earlier);
        }
        ClOrdId origClOrdId = asked.order().clOrdId();
        return onTarget(turn, asked, item, here -> {
            Order named = here.live().order();
            return order != null && named.orderId().equals(order.orderId())
                    ? again(turn, asked, earlier)
                    : reused(turn, asked, origClOrdId, named);
        }, () -> reused(turn, asked, origClOrdId, null));
    }

    /// The id was used about the same order.
    private Verdict again(Turn turn, AskedRequest asked, Earlier earlier) {
        Order order = earlier.order();
        boolean isRepeat = asked.arrival().isRepeat();
        Report refused = isRepeat ? refusal(asked, earlier.rows()) : null;
        if (refused != null) {
            turn.after(() -> state.sessions.answer(asked.party().name(), refused));
            return Verdict.DECIDED;
        }
        if (isRepeat && order != null && asked.isSameAs(earlier.request(asked.id()))) {
            turn.after(() -> {
                Order now = earlier.newest().get();
                state.sessions.answer(asked.party().name(), Reports.status(state.ids.exec("STA"),
                        now == null ? order : now, asked.id(), turn.now()));
            });
            return Verdict.DECIDED;
        }
        return reused(turn, asked, order == null ? asked.order().clOrdId() : order.chain().current(), order);
    }

    /// - `origClOrdId`, `order`: what the refusal is about; null where it is about none
    private Verdict reused(Turn turn, AskedRequest asked, @Nullable ClOrdId origClOrdId, @Nullable Order order) {
        denials.request(turn, asked, origClOrdId,
                new Refusal(RejectReason.DUPLICATE_CL_ORD_ID, "ClOrdID(11) was used before"), order);
        turn.after(() -> asked.command()
                .reply()
                .send(
                        new Answer.Refused(RejectReason.DUPLICATE_CL_ORD_ID, "the id of the request was used before")));
        return Verdict.DECIDED;
    }

    /// The report that refused it the first time.
    private static @Nullable Report refusal(AskedRequest asked, List<LedgerEvent> rows) {
        for (LedgerEvent row : rows) {
            EventType type = row.type();
            boolean refused = type == EventType.REQUEST_DENIED || type == EventType.MESSAGE_DENIED
                    || type == EventType.CANCEL_REJECTED || type == EventType.REPLACE_REJECTED;
            // The refusal of a plain repeat says nothing about the first.
            boolean ofRepeat = RejectReason.DUPLICATE_CL_ORD_ID.name().equals(row.get(LedgerField.REASON_CODE));
            if (refused && !ofRepeat) {
                return asked.isRefusedBy(row) ? ReportCodec.read(row) : null;
            }
        }
        return null;
    }

    private Verdict request(Turn turn, AskedRequest asked, Live live, @Nullable Refusal objection, Item.Asked item) {
        Order order = live.order();
        state.book.touch(live);
        Pricing.Line line = KillSwitch.isBy(asked.party()) ? null : state.pricing.lineOf(live.orderId());
        if (line != null) {
            return follow(turn, asked, line, item);
        }
        if (asked.kind() == RequestKind.CANCEL && asked.clOrdId() == null && isCancelingOrCanceled(turn, asked, live)) {
            return Verdict.DECIDED;
        }
        ClOrdId clOrdId = asked.clOrdId() != null ? asked.clOrdId() : madeUp(live, asked.kind());
        Terms wished = asked.wished(order);
        Request request = wished == null
                ? Request.cancel(clOrdId, asked.party(), order.chain().current())
                : Request.replace(clOrdId, asked.party(), order.chain().current(), wished);
        Refusal refusal = refusal(asked, order, request, objection);
        Check check = refusal != null || wished == null
                ? null
                : state.replacing(order, wished, item.known().isPriced(), turn.now());
        ProviderDesk provider = state.provider(order.intent().provider());
        Duration wait = state.priceWait(check, item.known(), provider);
        if (provider != null && !wait.isZero()) {
            return price(turn, asked, live, provider, wait, item);
        }
        decided(turn, asked, live, request, refusal, check == null ? null : check.now());
        return Verdict.DECIDED;
    }

    private Verdict follow(Turn turn, AskedRequest asked, Pricing.Line line, Item.Asked item) {
        if (state.pricing.isFull()) {
            return busy(turn, asked, PRICES_FULL);
        }
        state.pricing.follow(line, item);
        return Verdict.PARKED;
    }

    private Verdict price(Turn turn, AskedRequest asked, Live live, ProviderDesk provider, Duration wait,
            Item.Asked item) {
        if (state.pricing.isFull()) {
            return busy(turn, asked, PRICES_FULL);
        }
        state.pricing.await(turn, provider, live.order().intent().symbol(), wait, item, live.orderId());
        return Verdict.PARKED;
    }

    private void decided(Turn turn, AskedRequest asked, Live live, Request request, @Nullable Refusal objection,
            @Nullable Decision decision) {
        clientIds.add(asked.party(), request.clOrdId(), turn.now());
        Refusal refusal = decision instanceof Decision.Refused refused ? refused.refusal() : objection;
        Cause cause = Cause.of(asked.party(), asked.arrival()).checked(decision);
        if (refusal != null) {
            refuse(turn, asked, live, new OrderEvent.RequestRefused(request, refusal.reason(), refusal.text()), cause);
            return;
        }
        if (!turn.record(live,
                request.isCancel() ? new OrderEvent.CancelRequested(request) : new OrderEvent.ReplaceRequested(request),
                cause)) {
            refuse(turn, asked, live, new OrderEvent.RequestRefused(request, RejectReason.DUPLICATE_CL_ORD_ID,
                    "another session has an open request under this ClOrdID(11)"), cause);
            return;
        }
        waiting.add(live, request.clOrdId(), asked.command().reply());
    }

    private static void refuse(Turn turn, AskedRequest asked, Live live, OrderEvent.RequestRefused refusal,
            Cause cause) {
        turn.record(live, refusal, cause);
        turn.after(() -> asked.command()
                .reply()
                .send(new Answer.RequestRefused(live.order(), refusal.reason(), refusal.text())));
    }

    /// A client without request ids repeats a cancel when its answer was lost: the repeat joins the first.
    private boolean isCancelingOrCanceled(Turn turn, AskedRequest asked, Live live) {
        Order order = live.order();
        if (order.life().end() == Life.End.CANCELED) {
            turn.after(() -> asked.command().reply().send(new Answer.Known(order)));
            return true;
        }
        Request open = order.chain().first(Request::isCancel);
        if (open == null) {
            return false;
        }
        waiting.add(live, open.clOrdId(), asked.command().reply());
        return true;
    }

    /// Refusals make no report, so the number of reports alone would give an id twice: it is above those that the order
    /// remembers too, which are the last ones.
    private static ClOrdId madeUp(Live live, RequestKind kind) {
        String mark = live.orderId() + (kind == RequestKind.CANCEL ? "-c" : "-r");
        Chain chain = live.order().chain();
        int n = live.order().reportCount() + 1;
        for (Request known : chain.settled()) {
            n = Math.max(n, numberBehind(mark, known) + 1);
        }
        for (Request known : chain.open()) {
            n = Math.max(n, numberBehind(mark, known) + 1);
        }
        return new ClOrdId(mark + n);
    }

    /// The number in a made up id; 0 of any other.
    private static int numberBehind(String mark, Request request) {
        String id = request.clOrdId().value();
        String number = id.startsWith(mark) ? id.substring(mark.length()) : "";
        return MADE_UP.matcher(number).matches() ? Integer.parseInt(number) : 0;
    }

    private @Nullable Refusal refusal(AskedRequest asked, Order order, Request request, @Nullable Refusal objection) {
        if (asked.refusal() != null) {
            return asked.refusal();
        }
        Refusal refusal = objection != null ? objection : refusal(order, request, asked.order());
        boolean isOnTop = asked.change() != null && order.chain().has(RequestKind.REPLACE);
        return refusal == null && isOnTop
                ? new Refusal(RejectReason.ALREADY_PENDING, "another change of the order is under way")
                : refusal;
    }

    private @Nullable Refusal refusal(Order order, Request request, OrderRef ref) {
        if (order.phase().isFinal()) {
            return new Refusal(RejectReason.TOO_LATE, "the order is " + order.phase());
        }
        if (order.chain().open().size() >= Chain.OPEN_MAX) {
            return new Refusal(RejectReason.ALREADY_PENDING, Chain.OPEN_MAX + " requests are pending");
        }
        if (state.provider(order.intent().provider()) == null) {
            return new Refusal(RejectReason.VENUE_REFUSED, "there is no provider " + order.intent().provider());
        }
        return request.newTerms() == null ? null : replaceRefusal(order, request.newTerms(), ref);
    }

    private @Nullable Refusal replaceRefusal(Order order, Terms wished, OrderRef ref) {
        ProviderDesk provider = state.provider(order.intent().provider());
        if (provider == null || provider.capabilities().amends() == Capabilities.Amends.NO) {
            return new Refusal(RejectReason.UNSUPPORTED, order.intent().provider() + " cannot change an order");
        }
        if (!provider.isReady()) {
            return new Refusal(RejectReason.PROVIDER_NOT_READY,
                    "provider " + order.intent().provider() + " is not ready: " + provider.state());
        }
        if (order.phase() == Phase.PENDING_NEW && order.isInDoubt()) {
            return new Refusal(RejectReason.VENUE_REFUSED, "it is not known yet whether the venue has the order");
        }
        if (wished.ordType() != order.terms().ordType() || wished.timeInForce() != order.terms().timeInForce()) {
            return new Refusal(RejectReason.UNSUPPORTED, "OrdType(40) and TimeInForce(59) cannot be changed");
        }
        if (order.terms().cashOrderQty() != null) {
            return new Refusal(RejectReason.UNSUPPORTED, "an order by amount cannot be changed");
        }
        if (order.intent().isExit() && wished.orderQty().compareTo(order.terms().orderQty()) != 0) {
            return new Refusal(RejectReason.UNSUPPORTED, "the quantity of an exit follows its entry");
        }
        ClOrdId named = ref.clOrdId();
        Request open = named == null ? null : order.chain().find(named);
        boolean last = named == null || ref.orderId() != null || named.equals(order.chain().current())
                || (open != null && !open.isCancel());
        return last ? null : new Refusal(RejectReason.UNKNOWN_ORDER, "OrigClOrdID(41) is not the last accepted id");
    }
}
