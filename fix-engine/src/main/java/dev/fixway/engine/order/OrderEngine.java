package dev.fixway.engine.order;

import dev.fixway.engine.domain.Answer;
import dev.fixway.engine.domain.Command;
import dev.fixway.engine.domain.Order;
import dev.fixway.engine.ledger.Group;
import dev.fixway.engine.ledger.Ledger;
import dev.fixway.engine.ledger.LedgerEvent;
import dev.fixway.engine.ledger.ProviderMark;
import dev.fixway.engine.ledger.SessionMark;
import dev.fixway.engine.provider.Provider;
import dev.fixway.engine.risk.RiskControls;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The engine: one thread, `orders`, that takes what waits, decides, appends, and only then tells.
public final class OrderEngine implements OrderDesk, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OrderEngine.class);
    private static final int BATCH_MAX = 256;
    private static final long TICK_MILLIS = 500;

    private final Ledger ledger;
    private final InstantSource clock;
    private final ReportRouting routing;
    private final Inbox inbox;
    private final Timers timers;
    private final DenialLanes lanes;
    private final EngineState state;
    private final Decider decider;
    private final Snapshots snapshots;
    private final Map<String, SessionMark> sessionMarks = new HashMap<>();
    private final RecoveredState recovered;
    private CommittedFeed feed = CommittedFeed.NONE;
    private final Thread thread;
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private String outage = "";
    private volatile EngineStatus status;
    private volatile EngineStatus.State running = EngineStatus.State.STARTING;
    private volatile String reason = "starting";
    private final Set<Item> turnedAway = Collections.synchronizedSet(
            Collections.newSetFromMap(new IdentityHashMap<>()));
    private long groups;
    private Instant pictured = Instant.EPOCH;

    /// Recovers the open state from the ledger; decides nothing before [#start].
    public OrderEngine(EngineSettings settings, Ledger ledger, InstantSource clock, ReportRouting routing,
            List<Provider> providers) {
        this.ledger = ledger;
        this.clock = clock;
        this.routing = routing;
        this.inbox = new Inbox(settings.inboxCapacity());
        this.timers = new Timers(inbox);
        this.lanes = new DenialLanes(settings.denialLaneCapacity());
        this.recovered = Recovery.of(ledger);
        this.sessionMarks.putAll(recovered.sessionMarks());
        OrderIds ids = new OrderIds(ledger.installation(), recovered.lastNumber(), clock.instant());
        this.state = new EngineState(settings, recovered, ids, inbox, timers, ledger.reader(), ledger.headSeq());
        for (Provider provider : providers) {
            ProviderMark mark = recovered.providerMarks().get(provider.id());
            state.providers.put(provider.id(),
                    new ProviderDesk(provider, settings, inbox, timers, mark == null ? null : mark.cursor()));
        }
        ClientIds clientIds = new ClientIds(state);
        this.decider = new Decider(state, clientIds);
        this.snapshots = new Snapshots(ledger, state, decider, clientIds, sessionMarks, clock.instant());
        this.thread = Thread.ofPlatform().name("orders").unstarted(this::run);
        this.status = picture(clock.instant());
    }

    /// Where each FIX session stands by the ledger; what the sessions begin with.
    public Map<String, SessionMark> sessionMarks() {
        return recovered.sessionMarks();
    }

    /// Who hears what is committed, from the start on. Before [#start].
    public void feed(CommittedFeed listener) {
        feed = listener;
    }

    /// Who sees when orders go to a venue; before [#start].
    public void watchCalls(CallWatch watch) {
        state.providers.values().forEach(desk -> desk.watch(watch));
    }

    /// What new orders and replaces must keep; nothing unless set. Before [#start].
    public void controls(RiskControls controls) {
        state.risk = controls;
    }

    /// Begins to decide, and connects the providers.
    public void start(Sessions sessions) {
        start(sessions, "");
    }

    /// As above, after an outage.
    ///
    /// - `outage`: why orders could not be recorded and for how long, for the ledger; empty at the start of a process
    public void start(Sessions sessions, String outage) {
        state.sessions = sessions;
        this.outage = outage;
        running = EngineStatus.State.RUNNING;
        reason = "";
        thread.start();
        for (ProviderDesk desk : state.providers.values()) {
            desk.start(ledger.installation());
        }
    }

    @Override
    public Admission offer(Command command) {
        if (status.state() != EngineStatus.State.RUNNING) {
            return Admission.UNAVAILABLE;
        }
        if (!inbox.offer(command, new Knowledge(clock.instant()))) {
            return Admission.BUSY;
        }
        if (inbox.isClosed()) {
            turnAway();
        }
        return Admission.TAKEN;
    }

    @Override
    public boolean deny(Command command) {
        boolean taken = lanes.offer(command);
        nudge();
        return taken;
    }

    @Override
    public void nudge() {
        // What waits makes a group anyway, and its room is kept for those who need it.
        if (inbox.size() == 0 && !inbox.offer(new Item.Nudge())) {
            LOG.debug("nudge not needed: the inbox is full");
        }
    }

    @Override
    public EngineStatus status() {
        return status;
    }

    /// Returns when the start is recorded, or could not be; false then.
    public boolean awaitBegin() throws InterruptedException {
        begun.await();
        return running == EngineStatus.State.RUNNING;
    }

    /// Returns when the engine has stopped deciding, for good: nothing touches the ledger any more.
    public void awaitEnd() throws InterruptedException {
        ended.await();
    }

    /// Commands and events that wait.
    public int inboxSize() {
        return inbox.size();
    }

    /// Records that the engine stops, writes a snapshot and ends the thread; calls under way stay in doubt.
    @Override
    public void close() {
        if (thread.isAlive()) {
            inbox.put(new Item.Stop("stopped"));
            try {
                if (!ended.await(5, TimeUnit.SECONDS)) {
                    LOG.warn("the orders thread did not end in time");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        timers.close();
    }

    private void run() {
        List<Item> batch = new ArrayList<>(BATCH_MAX);
        try {
            status = picture(clock.instant());
            begin();
            while (running == EngineStatus.State.RUNNING) {
                batch.clear();
                Item first = inbox.poll(TICK_MILLIS);
                if (first != null) {
                    batch.add(first);
                    inbox.drainTo(batch, BATCH_MAX - 1);
                }
                turn(batch);
            }
        } catch (InterruptedException e) {
            LOG.warn("the orders thread was interrupted");
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.error("the orders thread broke: the engine stops deciding", e);
            reason = "the engine broke: " + e;
            failed(batch);
        } finally {
            running = running == EngineStatus.State.RUNNING ? EngineStatus.State.FAILED : running;
            status = picture(clock.instant());
            dismiss();
            begun.countDown();
            ended.countDown();
        }
    }

    /// Nobody waits for an engine that has ended: who waits for an outcome gets the order as it was committed.
    private void dismiss() {
        inbox.close();
        for (Live live : state.book.all()) {
            live.waiters().forEach(waiter -> answerAsCommitted(waiter, live));
        }
        state.settled.forEach(OrderEngine::answerAsCommitted);
        state.parking.releaseAll().forEach(this::turnAway);
        state.pricing.releaseAll().forEach(this::turnAway);
        turnAway();
    }

    private static void answerAsCommitted(Live.Waiter waiter, Live live) {
        Order committed = live.committed();
        if (waiter.isCommitted && committed != null) {
            release(() -> waiter.reply.send(new Answer.Known(committed)));
        }
    }

    private void turnAway() {
        List<Item> left = new ArrayList<>();
        inbox.drainTo(left, Integer.MAX_VALUE);
        left.forEach(this::turnAway);
    }

    private void turnAway(Item item) {
        if (item instanceof Item.Asked asked && asked.command().arrival().fix() == null && turnedAway.add(asked)) {
            String why = reason.isEmpty() ? "stopped" : reason;
            release(() -> asked.command().reply().send(new Answer.Unavailable(why)));
        }
    }

    private void begin() {
        Turn turn = new Turn(clock.instant(), state.book, state.ids, routing);
        decider.started(turn, outage);
        if (!commit(turn, List.of(), true)) {
            failed(List.of());
        }
        begun.countDown();
    }

    private void turn(List<Item> batch) {
        Turn turn = new Turn(clock.instant(), state.book, state.ids, routing);
        boolean stop = false;
        for (Item item : batch) {
            stop |= item instanceof Item.Stop;
            arrived(item);
            decider.decide(turn, item);
        }
        for (Command denied : lanes.drain()) {
            decider.denied(turn, denied);
        }
        decider.finish(turn, stop);
        // Positions alone wait for a quiet moment: what they spare is only that known events are told again.
        if (!commit(turn, batch, stop || batch.isEmpty())) {
            failed(batch);
        } else if (stop) {
            running = EngineStatus.State.STOPPED;
            reason = "stopped";
            snapshots.now();
        }
    }

    /// Counting doubts walks over the open orders: now and then, and when a provider's readiness may have changed.
    private void refreshStatus(Instant now, List<Item> batch) {
        boolean changed = running != status.state();
        for (Item item : batch) {
            changed |= item instanceof Item.Connection || item instanceof Item.Reconciled
                    || (item instanceof Item.Asked asked && asked.command() instanceof Command.SwitchKill);
        }
        if (changed || !now.isBefore(pictured.plusMillis(TICK_MILLIS)) || now.isBefore(pictured)) {
            pictured = now;
            status = picture(now);
        }
    }

    private void arrived(Item item) {
        ProviderDesk desk = item instanceof Item.Streamed streamed ? state.provider(streamed.provider()) : null;
        if (desk != null) {
            desk.position().arrived((Item.Streamed) item);
        }
    }

    /// Appends and then lets everything out; false when the group is not in.
    ///
    /// - `batch`: what the group decides; who is told of it finds it in [#status]
    /// - `isQuiet`: positions of streams are a group of their own when there is nothing else
    private boolean commit(Turn turn, List<Item> batch, boolean isQuiet) {
        List<SessionMark> marks = state.sessions.changedMarks();
        List<LedgerEvent> rows = turn.seal(ledger.headSeq() + 1, ledger.installation());
        boolean carries = isQuiet || !rows.isEmpty() || !marks.isEmpty();
        Group group = new Group(rows, marks, carries ? state.changedPositions() : List.of());
        if (!group.isEmpty()) {
            try {
                ledger.append(group);
            } catch (RuntimeException e) {
                LOG.error("ledger cannot be written: the engine stops deciding seq={}", ledger.headSeq() + 1, e);
                reason = "the ledger cannot be written: " + e.getMessage();
                return false;
            }
            groups++;
            marks.forEach(mark -> sessionMarks.put(mark.session(), mark));
            state.sessions.committed(marks);
            state.committed(group.providerMarks());
        }
        turn.calls().forEach((provider, together) -> release(() -> provider.startCalls(together)));
        turn.reads().forEach(OrderEngine::release);
        state.book.sweep();
        refreshStatus(turn.now(), batch);
        Tellings.tell(rows, turn.told(), state.sessions, feed);
        turn.answers().forEach(OrderEngine::release);
        state.inHand.clear();
        state.settled.clear();
        snapshots.whenDue(turn.now());
        return true;
    }

    static void release(Runnable effect) {
        try {
            effect.run();
        } catch (RuntimeException e) {
            LOG.error("an effect broke after its commit", e);
        }
    }

    /// Nothing of the group is in: nobody is told anything, and nothing more is decided.
    private void failed(List<Item> batch) {
        running = EngineStatus.State.FAILED;
        status = picture(clock.instant());
        state.sessions.closeAll(reason);
        // Not only the batch: the group may have decided what was parked before.
        state.inHand.forEach(this::turnAway);
        batch.forEach(this::turnAway);
    }

    private EngineStatus picture(Instant now) {
        return decider.picture(running, reason, now, groups, ledger.headSeq());
    }
}
