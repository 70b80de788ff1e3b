package dev.fixway.engine.order;

import dev.fixway.engine.domain.AccountId;
import dev.fixway.engine.domain.Arrival;
import dev.fixway.engine.domain.Command;
import dev.fixway.engine.domain.Edge;
import dev.fixway.engine.domain.Order;
import dev.fixway.engine.domain.Party;
import dev.fixway.engine.domain.ProviderId;
import dev.fixway.engine.ledger.EventType;
import dev.fixway.engine.ledger.LedgerEvent;
import dev.fixway.engine.ledger.LedgerField;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Gives each item of the inbox to the rule that decides it. Owned by the `orders` thread.
final class Decider {
    private static final Logger LOG = LoggerFactory.getLogger(Decider.class);
    private static final AccountId NO_ACCOUNT = new AccountId("-");
    private final EngineState state;
    private final Denials denials;
    private final Waiting waiting;
    private final Entry entry;
    private final Requests requests;
    private final Closes closes;
    private final HeldCloses heldCloses;
    private final ExitGroups exitGroups;
    private final CancelAlls cancelAlls;
    private final Statuses statuses;
    private final MassStatuses massStatuses;
    private final Doubt doubt;
    private final Calls calls;
    private final Venues venues;
    private final Manual manual;
    private final KillSwitch killSwitch;

    Decider(EngineState state, ClientIds clientIds) {
        this.state = state;
        this.denials = new Denials(state, clientIds);
        this.waiting = new Waiting(state);
        this.entry = new Entry(state, clientIds, denials, waiting);
        Targets targets = new Targets(state, clientIds);
        this.requests = new Requests(state, clientIds, targets, denials, waiting);
        Alarms alarms = new Alarms();
        this.heldCloses = new HeldCloses(state, requests, alarms);
        this.closes = new Closes(state, entry, waiting, denials, heldCloses);
        this.exitGroups = new ExitGroups(state, alarms);
        this.cancelAlls = new CancelAlls(state, requests);
        this.killSwitch = new KillSwitch(state, requests);
        this.statuses = new Statuses(state, targets, denials);
        this.massStatuses = new MassStatuses(state, denials);
        VenueEvents venueEvents = new VenueEvents();
        this.doubt = new Doubt(state, venueEvents, alarms);
        this.calls = new Calls(state, venueEvents, doubt);
        this.manual = new Manual(state);
        this.venues = new Venues(state, venueEvents, doubt, calls, alarms);
    }

    /// Records that the engine starts.
    ///
    /// - `outage`: what it was that kept it from recording; empty at the start of a process
    void started(Turn turn, String outage) {
        system(turn, EventType.GATEWAY_STARTED, null);
        if (!outage.isEmpty()) {
            system(turn, EventType.ALARM_RAISED, outage);
        }
        for (Live live : List.copyOf(state.book.all())) {
            doubt.afterRestart(turn, live);
        }
        killSwitch.again(turn);
    }

    void decide(Turn turn, Item item) {
        try {
            decideOrThrow(turn, item);
        } catch (RuntimeException e) {
            LOG.error("an item could not be decided item={}", item, e);
            if (item instanceof Item.Streamed streamed) {
                venues.undecidable(turn, streamed, e);
            }
            if (item instanceof Item.Asked asked) {
                denied(turn, asked.command());
            }
        }
    }

    private void decideOrThrow(Turn turn, Item item) {
        switch (item) {
            case Item.Asked asked -> asked(turn, asked);
            case Item.Streamed streamed -> {
                if (!heldCloses.holds(streamed)) {
                    streamed(turn, streamed);
                }
            }
            case Item.CloseLate late -> heldCloses.late(late);
            case Item.OpenThere open -> doubt.openThere(turn, open);
            case Item.CallEnded ended -> calls.ended(turn, ended);
            case Item.CallsDue due -> decideAll(turn, calls.late(due));
            case Item.CallLate late -> calls.late(turn, late);
            case Item.WaitOver over -> waiting.timeOut(turn, over);
            case Item.LookedUp looked -> doubt.lookedUp(turn, looked);
            case Item.AskAgain again -> doubt.askAgain(turn, again);
            case Item.Connection connection -> venues.connection(turn, connection);
            case Item.Away away -> venues.away(turn, away);
            case Item.Trouble trouble -> venues.trouble(turn, trouble);
            case Item.Reconciled reconciled -> venues.reconciled(turn, reconciled);
            case Item.OrderLoaded loaded -> loaded(turn, loaded);
            case Item.IdLoaded loaded -> loaded(turn, loaded);
            case Item.Priced priced -> priced(turn, priced);
            case Item.PriceLate late -> decideAll(turn, state.pricing.release(late));
            case Item.KillAgain _ -> killSwitch.due(turn);
            case Item.MassStatusDue(String session) -> massStatuses.goOn(turn, session);
            case Item.ReadAgain again -> state.parking.readAgain(turn, again.orderId());
            case Item.ReadIdAgain again -> state.parking.readAgain(turn, again.party(), again.clOrdId());
            case Item.Nudge _, Item.Stop _ -> {
                // They only wake the thread.
            }
        }
    }

    private void streamed(Turn turn, Item.Streamed streamed) {
        switch (streamed) {
            case Item.Told told -> venues.told(turn, told);
            case Item.Foreign foreign -> venues.told(turn, foreign);
        }
    }

    private void asked(Turn turn, Item.Asked asked) {
        state.inHand.add(asked);
        Pricing.Line line = state.pricing.lineOf(asked);
        if (line != null) {
            behind(turn, line, asked);
            return;
        }
        Verdict verdict = switch (asked.command()) {
            case Command.EnterOrder c -> entry.decide(turn, c, asked);
            case Command.CancelOrder c -> requests.decide(turn, c, asked);
            case Command.ReplaceOrder c -> requests.decide(turn, c, asked);
            case Command.AmendOrder c -> requests.decide(turn, c, asked);
            case Command.AskStatus c -> statuses.decide(turn, c, asked);
            case Command.AskMassStatus c -> {
                massStatuses.decide(turn, c);
                yield Verdict.DECIDED;
            }
            case Command.TellOpen c -> {
                massStatuses.tellOpen(turn, c);
                yield Verdict.DECIDED;
            }
            case Command.FindClose c -> {
                closes.find(turn, c);
                yield Verdict.DECIDED;
            }
            case Command.ClosePosition c -> {
                closes.close(turn, c);
                yield Verdict.DECIDED;
            }
            case Command.CancelAll c -> {
                cancelAlls.decide(turn, c);
                yield Verdict.DECIDED;
            }
            case Command.FindOrder c -> {
                statuses.find(turn, c);
                yield Verdict.DECIDED;
            }
            case Command.ListOpen c -> {
                statuses.list(turn, c);
                yield Verdict.DECIDED;
            }
            case Command.Survey c -> {
                statuses.survey(turn, c);
                yield Verdict.DECIDED;
            }
            case Command.ResolveOrder c -> {
                manual.resolve(turn, c);
                yield Verdict.DECIDED;
            }
            case Command.SwitchKill c -> {
                killSwitch.decide(turn, c);
                yield Verdict.DECIDED;
            }
        };
        if (verdict == Verdict.DECIDED) {
            decided(asked.command().arrival());
        }
    }

    private void behind(Turn turn, Pricing.Line line, Item.Asked asked) {
        if (state.pricing.isFull()) {
            denied(turn, asked.command());
        } else {
            state.pricing.follow(line, asked);
        }
    }

    private void priced(Turn turn, Item.Priced priced) {
        if (state.risk != null && priced.price() != null) {
            state.risk.saw(priced.of().provider(), priced.of().symbol(), priced.price());
        }
        decideAll(turn, state.pricing.release(priced.of()));
    }

    private void decideAll(Turn turn, List<? extends Item> items) {
        items.forEach(item -> decide(turn, item));
    }

    /// Refuses a command for want of room.
    void denied(Turn turn, Command command) {
        denials.busy(turn, command, "too busy");
        decided(command.arrival());
    }

    private void decided(Arrival arrival) {
        if (arrival.fix() != null) {
            state.sessions.decided(arrival.fix());
        }
    }

    private void loaded(Turn turn, Item.OrderLoaded loaded) {
        Knowledge.Loaded found = loaded.loaded();
        List<Item> unread = new ArrayList<>();
        for (Item item : state.parking.release(loaded.orderId())) {
            if (item instanceof Item.Asked asked) {
                asked.known().put(loaded.orderId(), found);
                decide(turn, item);
            } else if (!found.failure().isEmpty()) {
                unread.add(item);
            } else if (found.order() == null && state.book.find(loaded.orderId()) == null) {
                venues.unknown(turn, item);
            } else {
                takeAndDecide(turn, found, item);
            }
        }
        if (!unread.isEmpty()) {
            venues.unreadable(turn, loaded.orderId(), unread, found.failure());
        }
    }

    private void takeAndDecide(Turn turn, Knowledge.Loaded found, Item item) {
        if (found.order() != null) {
            state.book.take(found.order());
        }
        decide(turn, item);
    }

    private void loaded(Turn turn, Item.IdLoaded loaded) {
        List<Item> unread = new ArrayList<>();
        for (Item item : state.parking.release(loaded.party(), loaded.clOrdId())) {
            if (item instanceof Item.Asked asked) {
                asked.known().put(loaded.clOrdId(), loaded.loaded());
            } else if (item instanceof Item.Foreign foreign && loaded.loaded().failure().isEmpty()) {
                foreign.known().put(loaded.clOrdId(), loaded.loaded());
            } else {
                unread.add(item);
                continue;
            }
            decide(turn, item);
        }
        if (!unread.isEmpty()) {
            venues.unreadable(turn, loaded.party(), loaded.clOrdId(), unread, loaded.loaded().failure());
        }
    }

    /// Closes of positions that a start must know of.
    List<RecoveredClose> closes() {
        return closes.remembered();
    }

    /// Ended exits that a start must know of.
    List<Order> endedExits() {
        return exitGroups.endedBesideOpen();
    }

    /// Ends the group: next calls, answers that are due, what the sessions have to record.
    void finish(Turn turn, boolean stop) {
        for (Item.Asked old : state.parking.releaseBefore(turn.now().minus(state.settings.parkedMaxAge()))) {
            denied(turn, old.command());
        }
        killSwitch.look(turn);
        for (Item.Streamed free : heldCloses.look(turn)) {
            decide(turn, free);
        }
        exitGroups.look(turn);
        for (Live live : List.copyOf(state.book.touched())) {
            closes.touched(live);
            calls.advance(turn, live);
            waiting.settle(turn, live);
        }
        for (SessionEvent event : state.sessions.takeEvents()) {
            massStatuses.changed(turn, event.session());
            session(turn, event);
        }
        if (stop) {
            system(turn, EventType.GATEWAY_STOPPED, null);
        }
    }

    private static void session(Turn turn, SessionEvent event) {
        LedgerEvent.Builder row = LedgerEvent.of(event.type())
                .set(LedgerField.REASON_TEXT, event.text().isEmpty() ? null : event.text());
        Turn.describe(row, Cause.live(new Party(Edge.FIX, event.session(), event.account()), event.at()));
        row.set(LedgerField.REMOTE_ADDR, event.remoteAddr());
        turn.add(row, null, List.of());
    }

    private static void system(Turn turn, EventType type, @Nullable String text) {
        LedgerEvent.Builder row = LedgerEvent.of(type).set(LedgerField.REASON_TEXT, text);
        Turn.describe(row, Cause.live(Party.system(NO_ACCOUNT), turn.now()));
        turn.add(row, null, List.of());
    }

    /// How the engine is now.
    EngineStatus picture(EngineStatus.State running, String reason, Instant now, long groups, long events) {
        Instant oldest = null;
        for (Live live : state.book.inDoubt()) {
            oldest = earlier(oldest, live.doubtSince());
        }
        Map<ProviderId, EngineStatus.ProviderState> providers = state.providers.entrySet()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, desk -> desk.getValue().state()));
        Duration oldestDoubt = oldest == null ? Duration.ZERO : Duration.between(oldest, now);
        return new EngineStatus(running, reason, providers, state.book.size(), state.book.inDoubt().size(), oldestDoubt,
                groups, events, state.kill);
    }

    private static @Nullable Instant earlier(@Nullable Instant a, @Nullable Instant b) {
        return a == null || (b != null && b.isBefore(a)) ? b : a;
    }
}
