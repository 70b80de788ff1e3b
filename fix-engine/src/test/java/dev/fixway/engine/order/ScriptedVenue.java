package dev.fixway.engine.order;

import dev.fixway.engine.domain.FillId;
import dev.fixway.engine.domain.Price;
import dev.fixway.engine.domain.ProviderId;
import dev.fixway.engine.domain.Qty;
import dev.fixway.engine.domain.RejectReason;
import dev.fixway.engine.domain.RouteId;
import dev.fixway.engine.domain.Terms;
import dev.fixway.engine.domain.VenueOrderId;
import dev.fixway.engine.provider.Capabilities;
import dev.fixway.engine.provider.LookUp;
import dev.fixway.engine.provider.Outcome;
import dev.fixway.engine.provider.Provider;
import dev.fixway.engine.provider.ProviderCall;
import dev.fixway.engine.provider.ProviderEvent;
import dev.fixway.engine.provider.ProviderException;
import dev.fixway.engine.provider.ProviderListener;
import dev.fixway.engine.provider.VenueAnswer;
import dev.fixway.engine.provider.VenueOrder;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A venue with a book of its own that outlives the engine. Each call follows the next step of the script, else it is
/// accepted and its answer says what happened. [#line] is the adapter that an engine gets; a cut line reaches nothing.
final class ScriptedVenue {
    static final ProviderId ID = new ProviderId("mock");
    private final InstantSource clock;
    private final Map<RouteId, Resting> book = new LinkedHashMap<>();
    final CallLog log;
    private final Deque<Step> script = new ArrayDeque<>();
    private int fills;
    private boolean isUnreachable;
    /// Whether open orders of ours are listed too; else each is looked up.
    volatile boolean listsOwn;
    /// Answers to look-ups wait here.
    final Gate lookUpReplies = new Gate();
    /// Told of every look-up, also of one that fails.
    volatile Runnable asked = () -> {
    };
    private @Nullable VenueLine line;
    /// What it has said on its stream.
    final Tape tape = new Tape();
    /// What others have placed on the account.
    final StrangerBook strangers;
    /// Replies to calls wait here.
    final Gate replies = new Gate();
    final ScriptedAnswers lookUps = new ScriptedAnswers();
    /// What it says when it is asked for a price.
    final ScriptedPrices prices = new ScriptedPrices();
    /// Calls wait here before they reach the book.
    final Gate arrivals = new Gate();
    volatile Capabilities capabilities;

    /// What a call comes to when the script has no step for it.
    volatile Supplier<Step> otherwise = () -> Step.ACCEPT;

    /// What a call comes to.
    enum Step {
        // Done, and the answer says so.
        ACCEPT,
        // Done; the answer says no more than that the request was taken, the stream tells what happened.
        ACCEPT_AND_STREAM,
        // Taken, nothing happens until the test says so.
        TAKE,
        // Done, and filled whole on the stream before the answer.
        FILL_FIRST,
        // Refused.
        REJECT,
        // Done, but the answer is lost.
        UNKNOWN_ARRIVED,
        // It never arrives, and nobody can tell.
        UNKNOWN_LOST,
        // The adapter has a bug.
        BREAK,
        // The answer says refused, the book says otherwise.
        LIE
    }

    ScriptedVenue(InstantSource clock, Capabilities capabilities, List<String> deeds) {
        this.clock = clock;
        this.strangers = new StrangerBook(this, clock, order -> say(
                to -> Objects.requireNonNull(to.listener).onForeign(order, tape.cursor(to))));
        this.capabilities = capabilities;
        this.log = new CallLog(deeds);
    }

    /// The adapter for a next engine; the one before is cut.
    synchronized Provider line() {
        cut();
        VenueLine next = new VenueLine(this);
        line = next;
        return next;
    }

    /// The process behind the line is gone: what it still sends does not arrive, what happens it does not hear.
    synchronized void cut() {
        if (line != null) {
            line.isCut = true;
            line = null;
        }
    }

    synchronized void then(Step... steps) {
        script.addAll(List.of(steps));
    }

    synchronized void unreachable(boolean now) {
        isUnreachable = now;
    }

    void connect() {
        ProviderListener listener = listener();
        if (listener != null) {
            listener.onConnected();
        }
    }

    void lose(String cause) {
        ProviderListener listener = listener();
        if (listener != null) {
            listener.onLost(cause);
        }
    }

    /// Something that no event says.
    void trouble(@Nullable RouteId routeId, String text) {
        ProviderListener listener = listener();
        if (listener != null) {
            listener.onTrouble(routeId, text);
        }
    }

    private synchronized @Nullable ProviderListener listener() {
        return line == null ? null : line.listener;
    }

    /// Every call that reached the venue, as text.
    List<String> calls() {
        return log.all();
    }

    synchronized Map<RouteId, Resting> book() {
        return new LinkedHashMap<>(book);
    }

    synchronized FillId fill(RouteId routeId, String lastQty) {
        return fill(routeId, lastQty, "10");
    }

    synchronized FillId fill(RouteId routeId, String lastQty, String lastPx) {
        FillId fillId = new FillId("fill-" + ++fills);
        Resting order = resting(routeId);
        order.fillQty.put(fillId, Qty.of(lastQty));
        if (!order.ended && order.cumQty().compareTo(order.terms.orderQty()) >= 0) {
            order.ended = true;
            order.endedByFill = true;
        }
        tell(order, new ProviderEvent.Filled(routeId, fillId, Qty.of(lastQty), Price.of(lastPx), null,
                clock.instant()));
        return fillId;
    }

    synchronized void bust(RouteId routeId, FillId fillId) {
        Resting order = resting(routeId);
        order.fillQty.put(fillId, Qty.ZERO);
        // What was over because it was filled works again.
        if (order.endedByFill && order.cumQty().compareTo(order.terms.orderQty()) < 0) {
            order.ended = false;
            order.endedByFill = false;
        }
        tell(resting(routeId), new ProviderEvent.FillBusted(routeId, fillId, clock.instant()));
    }

    synchronized void correct(RouteId routeId, FillId fillId, String lastQty, String lastPx) {
        resting(routeId).fillQty.put(fillId, Qty.of(lastQty));
        tell(resting(routeId), new ProviderEvent.FillCorrected(routeId, fillId, Qty.of(lastQty), Price.of(lastPx),
                clock.instant()));
    }

    /// Ends what is left of an order, asked or not.
    synchronized void cancel(RouteId routeId) {
        Resting order = resting(routeId);
        if (!order.ended) {
            order.ended = true;
            tell(order, new ProviderEvent.Canceled(routeId, "", clock.instant()));
        }
    }

    synchronized void acknowledge(RouteId routeId) {
        Resting order = resting(routeId);
        tell(order, new ProviderEvent.Acknowledged(routeId, order.venueOrderId, null, clock.instant()));
    }

    /// Anything that a venue may say of an order that rests here.
    synchronized void say(ProviderEvent event) {
        tell(resting(event.routeId()), event);
    }

    synchronized void replace(RouteId routeId, Terms terms) {
        Resting order = resting(routeId);
        order.terms = terms;
        tell(order, new ProviderEvent.Replaced(routeId, order.venueOrderId, terms, clock.instant()));
    }

    /// New terms of which nothing is told.
    synchronized void replaceUnheard(RouteId routeId, Terms terms) {
        resting(routeId).terms = terms;
    }

    synchronized void refuseRequest(RouteId routeId) {
        tell(resting(routeId), new ProviderEvent.RequestRefused(routeId, RejectReason.TOO_LATE, "too late here",
                clock.instant()));
    }

    /// Refuses another one, a moment after the last.
    synchronized void refuseRequestLater(RouteId routeId) {
        tell(resting(routeId), new ProviderEvent.RequestRefused(routeId, RejectReason.TOO_LATE, "still too late",
                clock.instant().plusMillis(1)));
    }

    /// Tells everything about an order once more.
    synchronized void repeat(RouteId routeId) {
        for (ProviderEvent event : List.copyOf(resting(routeId).history)) {
            stream(event);
        }
    }

    /// An order that arrived although every look-up had missed it.
    synchronized void turnsUp(ProviderCall.Submit submit) {
        book.put(submit.routeId(), new Resting(submit, clock.instant()));
    }

    synchronized boolean isEnded(RouteId routeId) {
        return resting(routeId).ended;
    }

    private Resting resting(RouteId routeId) {
        return Objects.requireNonNull(book.get(routeId), "the venue has the order " + routeId);
    }

    private void tell(Resting order, ProviderEvent event) {
        order.history.add(event);
        stream(event);
    }

    private void stream(ProviderEvent event) {
        say(to -> Objects.requireNonNull(to.listener).onEvent(event, tape.cursor(to)));
    }

    private void say(Consumer<VenueLine> word) {
        tape.say(line, word);
    }

    synchronized void resume(VenueLine from, @Nullable String cursor) {
        tape.resume(from, cursor);
    }

    private synchronized Step next(VenueLine from, ProviderCall call) {
        if (from.isCut) {
            return Step.UNKNOWN_LOST;
        }
        log.called(call);
        Step step = script.poll();
        Step chosen = step == null ? otherwise.get() : step;
        return chosen == Step.FILL_FIRST && !(call instanceof ProviderCall.Submit) ? Step.ACCEPT : chosen;
    }

    Outcome make(VenueLine from, ProviderCall call) {
        Step step = next(from, call);
        arrivals.pass();
        Outcome outcome = follow(from, call, step);
        replies.pass();
        return outcome;
    }

    private synchronized Outcome follow(VenueLine from, ProviderCall call, Step step) {
        RouteId routeId = call.routeId();
        return switch (from.isCut ? Step.UNKNOWN_LOST : step) {
            case ACCEPT -> accepted(routeId, act(call));
            case ACCEPT_AND_STREAM -> {
                act(call).forEach(this::stream);
                yield accepted(routeId, List.of());
            }
            case TAKE -> {
                if (call instanceof ProviderCall.Submit submit) {
                    book.put(routeId, new Resting(submit, clock.instant()));
                }
                yield accepted(routeId, List.of());
            }
            case FILL_FIRST -> {
                act(call);
                Resting order = resting(routeId);
                fill(routeId, order.terms.orderQty().toString());
                yield accepted(routeId, List.of(order.history.getFirst()));
            }
            case REJECT -> new Outcome.Rejected(routeId, RejectReason.VENUE_REFUSED, "no");
            case UNKNOWN_ARRIVED -> {
                act(call);
                yield new Outcome.Unknown(routeId, "lost reply");
            }
            case UNKNOWN_LOST -> new Outcome.Unknown(routeId, "lost call");
            case BREAK -> throw new IllegalStateException("a bug in the adapter");
            case LIE -> {
                act(call).forEach(this::stream);
                yield new Outcome.Rejected(routeId, RejectReason.VENUE_REFUSED, "no");
            }
        };
    }

    private static Outcome accepted(RouteId routeId, List<ProviderEvent> seen) {
        for (ProviderEvent event : seen) {
            if (event instanceof ProviderEvent.RequestRefused refused) {
                return new Outcome.Rejected(routeId, refused.reason(), refused.text());
            }
        }
        return new Outcome.Accepted(routeId, new VenueOrderId("V" + routeId), seen);
    }

    /// Changes the book; what happened is in the order's history too.
    private List<ProviderEvent> act(ProviderCall call) {
        RouteId routeId = call.routeId();
        if (call instanceof ProviderCall.Submit submit) {
            Resting order = new Resting(submit, clock.instant());
            if (book.putIfAbsent(routeId, order) != null) {
                throw new IllegalStateException("submitted twice: " + routeId);
            }
            return List.of(happened(order,
                    new ProviderEvent.Acknowledged(routeId, order.venueOrderId, null, clock.instant())));
        }
        if (call instanceof ProviderCall.Cancel cancel && strangers.has(cancel.venueOrderId())) {
            return List.of(strangers.cancel(routeId, cancel.venueOrderId()));
        }
        Resting order = resting(call instanceof ProviderCall.Replace r ? r.target() : routeId);
        if (order.ended) {
            return List.of(new ProviderEvent.RequestRefused(routeId, RejectReason.TOO_LATE, "not open",
                    clock.instant()));
        }
        if (call instanceof ProviderCall.Replace replace) {
            order.terms = replace.newTerms().withOrderQty(replace.newTerms().orderQty().max(order.cumQty()));
            order.ended = order.terms.orderQty().compareTo(order.cumQty()) <= 0;
            book.put(routeId, order);
            return List.of(happened(order,
                    new ProviderEvent.Replaced(routeId, order.venueOrderId, order.terms, clock.instant())));
        }
        order.ended = true;
        return List.of(happened(order, new ProviderEvent.Canceled(routeId, "", clock.instant())));
    }

    private static ProviderEvent happened(Resting order, ProviderEvent event) {
        order.history.add(event);
        return event;
    }

    synchronized List<VenueOrder> openOrders(VenueLine from) {
        if (isUnreachable || from.isCut) {
            throw new ProviderException("not reachable");
        }
        List<VenueOrder> open = strangers.open();
        if (listsOwn) {
            book.forEach((routeId, order) -> {
                if (!order.ended) {
                    open.add(order.seen(routeId));
                }
            });
        }
        return open;
    }

    synchronized VenueAnswer lookUp(VenueLine from, LookUp about) {
        RouteId routeId = about.routeId();
        asked.run();
        if (isUnreachable || from.isCut) {
            throw new ProviderException("not reachable");
        }
        log.lookedUp(routeId);
        VenueAnswer scripted = lookUps.take(routeId);
        Resting order = book.get(routeId);
        if (scripted != null) {
            return scripted;
        }
        if (order == null) {
            return strangers.lookUp(about.venueOrderId());
        }
        return new VenueAnswer.Found(order.seen(routeId));
    }
}
