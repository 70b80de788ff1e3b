package dev.fixway.engine.session;

import dev.fixway.engine.codec.Entrance;
import dev.fixway.engine.codec.Recipient;
import dev.fixway.engine.domain.Report;
import dev.fixway.engine.ledger.LedgerEvent;
import dev.fixway.engine.ledger.ReportCodec;
import dev.fixway.engine.ledger.SessionMark;
import dev.fixway.engine.order.Sessions;
import java.time.InstantSource;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import quickfix.Session;

/// The way out of one session: reports in ledger order, each handed over once.
///
/// **Who sends.** In `DIRECT` the `orders` thread sends each report as it is committed. In `DRAINING` the session's
/// drain reads the ledger behind the cursor. Both send under `sending` only, which is held for one message.
///
/// **The hand-over** from drain to direct must not lose, double or reorder a report, and `orders` must not wait for the
/// drain. `orders` writes `latest` (the row it has for this session) *before* it reads `mode`; the drain writes
/// `mode = DIRECT` *before* it reads `latest`, holding `sending`. Both are volatile, so at least one sees the other:
/// either the drain finds a row above its cursor and goes on draining, or `orders` finds `DIRECT`, waits for `sending`
/// (one message at most), looks at `mode` again and sends. A row that the drain has read from the ledger before
/// `orders` came with it is at or below the cursor and passed over.
final class Lane {
    private final Provisioned profile;
    private final Entrance entrance;
    private final Recipient recipient;
    private final Inbound inbound = new Inbound();
    private final ParkedMessages parked;
    private final Alone sending = new Alone();
    private final Answers answers = new Answers();
    private final Recent recent;
    private final Resends resends = new Resends();
    private final LostStore lostStore = new LostStore();
    private final InstantSource clock;
    private final int unwrittenMax;
    private final Runnable wake;
    private volatile LaneMode mode = LaneMode.OFF;
    private volatile long latest;
    private final Progress progress = new Progress();
    private volatile @Nullable Connected connected;
    private volatile boolean setBack;
    private volatile int unwritten;
    private volatile @Nullable FencedStore opened;
    private final SentBefore sentBefore = new SentBefore();

    /// - `wake`: makes the session's drain look
    Lane(Provisioned profile, InstantSource clock, FixSettings.Limits limits, Runnable wake) {
        this.unwrittenMax = limits.unwrittenMax();
        this.parked = new ParkedMessages(limits.parkedMax());
        this.profile = profile;
        this.entrance = profile.entrance();
        this.recipient = profile.recipient();
        this.clock = clock;
        this.recent = new Recent(clock);
        this.wake = wake;
    }

    Provisioned profile() {
        return profile;
    }

    /// As what its messages come in.
    Entrance entrance() {
        return entrance;
    }

    Inbound inbound() {
        return inbound;
    }

    /// What came before messages that are missing.
    ParkedMessages parked() {
        return parked;
    }

    /// The number of the message that others wait for; 0 when none is missing.
    int missing() {
        int next = store().getNextTargetMsgSeqNum();
        return parked.behind(next) ? next : 0;
    }

    private FencedStore store() {
        return Objects.requireNonNull(opened, "stores are opened first");
    }

    /// Before bytes leave: puts what was sent so far into the store; false when that fails.
    boolean writeStore() {
        return store().write();
    }

    /// What was handed over lately.
    Recent recent() {
        return recent;
    }

    LanePosition position() {
        return progress.position();
    }

    @Nullable
    Connected connected() {
        return connected;
    }

    @Nullable
    SessionMark lastCommitted() {
        return progress.committed();
    }

    int epoch() {
        FencedStore store = opened;
        return store == null ? position().epoch() : store.epoch();
    }

    SessionStatus status() {
        Connected now = connected;
        return new SessionStatus(profile.name(), now != null && now.session().isLoggedOn(), epoch(),
                now == null ? 0 : now.nextOut(),
                now == null ? 0 : inbound.position().next(), position().cursor(), mode == LaneMode.DIRECT, unwritten);
    }

    /// The store is open: where the session stands. Before the acceptor starts.
    void open(StoreOpening.Opened opened, @Nullable SessionMark mark) {
        int epoch = opened.store().epoch();
        int outbound = mark != null && mark.epoch() == epoch ? mark.outbound() : 0;
        progress.begin(new LanePosition(epoch, mark == null ? 0 : mark.cursor(), outbound), mark);
        sentBefore.found(opened.sent());
        this.opened = opened.store();
    }

    /// QuickFIX/J has made the session on top of the store.
    void connect(Session session) {
        connected = new Connected(session, store());
    }

    /// What is left to do when what the store had is gone.
    LostStore lostStore() {
        return lostStore;
    }

    /// What was sent of the rows up to this one is not known: they go with 97=Y.
    void forgot(long seq) {
        sending.run(() -> sentBefore.unknownUpTo(seq));
    }

    // --- the thread that reads the session's socket ---------------------------------------------------------------

    /// Whether the engine has forgotten what was undecided since the last call.
    boolean takeSetBack() {
        boolean taken = setBack;
        setBack = false;
        return taken;
    }

    /// Logged on: what waits is drained, then reports go direct.
    void begin() {
        sending.run(() -> {
            resends.clear();
            unwritten = 0;
            answers.clear();
            mode = LaneMode.DRAINING;
        });
        wake.run();
    }

    /// Nothing more is sent until [#begin]; returns when a send that was under way is done.
    void suspend() {
        sending.run(() -> mode = LaneMode.OFF);
    }

    /// The peer wants messages again: new ones wait until the drain has sent them, so that it gets them in order.
    ///
    /// - `end`: 0 for everything that has left by now
    void serve(int begin, int end) {
        sending.run(() -> {
            int last = store().getNextSenderMsgSeqNum() - 1;
            last = end == 0 ? last : Math.min(end, last);
            if (begin <= last) {
                resends.add(new Resend(profile.id(), clock, begin, last));
            }
        });
        drainFirst();
    }

    /// The drain has something to do before more reports go direct.
    void drainFirst() {
        sending.run(() -> {
            if (mode == LaneMode.DIRECT) {
                mode = LaneMode.DRAINING;
            }
        });
        wake.run();
    }

    /// So many messages wait in the socket; above the limit the session is behind and reports wait in the ledger.
    void unwritten(int count, int before) {
        unwritten = count;
        if (count <= unwrittenMax / 2 && before > unwrittenMax / 2 && mode == LaneMode.DRAINING) {
            wake.run();
        }
    }

    /// The numbers began again: nothing of the new epoch is handed over yet.
    void renumbered() {
        sending.run(() -> {
            progress.move(new LanePosition(epoch(), position().cursor(), 0), store());
            sentBefore.renumbered();
        });
    }

    /// After an I/O error: the store is open again and says itself what it has.
    void recovered() {
        sending.run(() -> {
            progress.takeBack();
            sentBefore.found(StoreOpening.sent(store(), position().outbound() + 1));
        });
    }

    // --- orders thread -------------------------------------------------------------------------------------------

    /// Reports delivered from now on are stored together with [#release].
    void hold() {
        store().hold();
    }

    void release() {
        sending.run(() -> {
            if (!store().release() && mode == LaneMode.DIRECT) {
                mode = LaneMode.DRAINING;
            }
            progress.keep(store());
        });
    }

    /// Sends a committed report now, or leaves it to the drain.
    void deliver(long seq, Report report) {
        latest = seq;
        if (mode != LaneMode.DIRECT) {
            return;
        }
        sending.run(() -> {
            if (mode == LaneMode.DIRECT && seq > position().cursor() && !(maySend() && hand(seq, report, false))) {
                mode = LaneMode.DRAINING;
                wake.run();
            }
        });
    }

    /// Sends an answer that is in no row, behind the reports that wait; dropped when nobody is there.
    Sessions.Answered answer(Report report) {
        if (mode == LaneMode.OFF) {
            return Sessions.Answered.NOBODY;
        }
        if (!answers.add(report, latest)) {
            return Sessions.Answered.FULL;
        }
        if (mode != LaneMode.DIRECT) {
            wake.run();
            return Sessions.Answered.TAKEN;
        }
        sending.run(() -> {
            if (mode == LaneMode.DIRECT && !(sendAnswers() && answers.isEmpty())) {
                mode = LaneMode.DRAINING;
                wake.run();
            }
        });
        return Sessions.Answered.TAKEN;
    }

    /// Nothing more is sent, and the inbound number is to be set back before the next logon: the engine has stopped.
    void off() {
        mode = LaneMode.OFF;
        setBack = true;
    }

    /// Where the session stands, for the group that is about to be appended; null when that is committed already.
    ///
    /// - `told`: every row up to here was delivered to its recipients
    @Nullable
    SessionMark mark(long told, boolean force) {
        Connected now = connected;
        return now == null
                ? null
                : progress.mark(profile.name(), inbound.position(), now.nextOut(), mode == LaneMode.DIRECT ? told : 0,
                        force);
    }

    /// The mark is committed: numbers up to its reservation may be used.
    void committed(SessionMark mark) {
        progress.committed(mark);
        if (mode == LaneMode.DRAINING) {
            wake.run();
        }
    }

    // --- drain of the session ------------------------------------------------------------------------------------

    LaneMode mode() {
        return mode;
    }

    /// Whether the engine should commit a mark soon, so that numbers do not run out.
    boolean isShortOfNumbers() {
        return connected != null && connected.isShortOfNumbers(progress.committed());
    }

    /// Sends what the peer has asked for again, as far as its socket takes it; false when something is left of it.
    boolean serveResends(Consumer<Resend.Torn> torn) {
        while (true) {
            Resend asked = resends.current();
            if (asked == null) {
                return true;
            }
            String message = asked.peek(store(), torn);
            if (!sending.ask(() -> mode == LaneMode.DRAINING
                    && resends.send(asked, message, unwritten < unwrittenMax ? connected : null))) {
                return false;
            }
        }
    }

    /// Passes the next row of the ledger on; false when it cannot be sent now.
    boolean drain(LedgerEvent row) {
        boolean mine = ReportCodec.recipients(row).contains(profile.name());
        Report report = mine ? ReportCodec.read(row) : null;
        return sending.ask(() -> {
            if (mode != LaneMode.DRAINING || row.seq() <= position().cursor()) {
                return mode == LaneMode.DRAINING;
            }
            Integer stored = report == null ? null : sentBefore.number(report);
            if (report == null || stored != null) {
                int outbound = stored == null ? position().outbound() : Math.max(stored, position().outbound());
                progress.move(new LanePosition(position().epoch(), row.seq(), outbound), store());
                return true;
            }
            return maySend() && hand(row.seq(), report, sentBefore.mayHaveGone(row.seq(), report));
        });
    }

    /// Sends a report of the past once more, with 97=Y; false when that is not possible now.
    boolean repeat(LedgerEvent row) {
        Report report = ReportCodec.recipients(row).contains(profile.name()) ? ReportCodec.read(row) : null;
        if (report == null) {
            return true;
        }
        return sending.ask(() -> mode == LaneMode.DRAINING && maySend() && send(report, true) > 0);
    }

    /// Everything in the ledger is handed over: reports go direct from now on, unless more has come.
    ///
    /// - `isIdle`: asked under the lock, because a new logon may have given the drain something since it looked
    boolean handOver(BooleanSupplier isIdle) {
        return sending.ask(() -> {
            boolean idle = resends.isEmpty() && isIdle.getAsBoolean();
            if (mode != LaneMode.DRAINING || (idle && !sendAnswers())) {
                return true;
            }
            if (!idle) {
                return false;
            }
            mode = LaneMode.DIRECT;
            if (latest <= position().cursor() && answers.isEmpty()) {
                sentBefore.done();
                return true;
            }
            mode = LaneMode.DRAINING;
            return false;
        });
    }

    // --- under `sending` -----------------------------------------------------------------------------------------

    private boolean maySend() {
        return connected != null && resends.isEmpty() && unwritten < unwrittenMax
                && connected.takes(progress.committed());
    }

    private boolean hand(long seq, Report report, boolean possResend) {
        int number = send(report, possResend);
        if (number == 0) {
            return false;
        }
        progress.move(new LanePosition(epoch(), seq, number), store());
        recent.handedOver(seq);
        return true;
    }

    private boolean sendAnswers() {
        return answers.send(position().cursor(), answer -> maySend() && send(answer, false) > 0);
    }

    private int send(Report report, boolean possResend) {
        return connected == null ? 0 : connected.send(report, recipient, possResend);
    }
}
