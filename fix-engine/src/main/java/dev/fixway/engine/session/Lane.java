package dev.fixway.engine.session;

import dev.fixway.engine.codec.ReportMessages;
import dev.fixway.engine.domain.Report;
import dev.fixway.engine.ledger.LedgerEvent;
import dev.fixway.engine.ledger.ReportCodec;
import dev.fixway.engine.ledger.SessionMark;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
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
    private static final int CURSOR_LAG_MAX = 1_000;
    private final Provisioned profile;
    private final Inbound inbound = new Inbound(this::served);
    private final ReentrantLock sending = new ReentrantLock();
    private final Answers answers = new Answers();
    private final Recent recent;
    private final int unwrittenMax;
    private final Runnable wake;
    private volatile Mode mode = Mode.OFF;
    private volatile long latest;
    private volatile Position position = new Position(0, 0, 0);
    private volatile @Nullable SessionMark committed;
    private volatile @Nullable Connected connected;
    private volatile boolean serving;
    private volatile boolean setBack;
    private volatile int unwritten;
    private volatile long repeatUpTo;
    private volatile @Nullable SessionMark lostAt;
    private volatile @Nullable FencedStore opened;
    private Map<String, Integer> sent = Map.of();

    /// How reports leave.
    enum Mode {
        OFF,
        DRAINING,
        DIRECT
    }

    /// What was handed over: rows up to `cursor`, the last under the number `outbound` of the epoch.
    record Position(int epoch, long cursor, int outbound) {}

    /// - `wake`: makes the session's drain look
    Lane(Provisioned profile, InstantSource clock, int unwrittenMax, Runnable wake) {
        this.unwrittenMax = unwrittenMax;
        this.profile = profile;
        this.recent = new Recent(clock);
        this.wake = wake;
    }

    Provisioned profile() {
        return profile;
    }

    Inbound inbound() {
        return inbound;
    }

    /// Sequence of the first report that was handed over within the span; `otherwise` when this process cannot know.
    long firstHandedOver(Duration span, long otherwise) {
        sending.lock();
        try {
            return recent.firstSince(span, otherwise);
        } finally {
            sending.unlock();
        }
    }

    Position position() {
        return position;
    }

    @Nullable
    Connected connected() {
        return connected;
    }

    @Nullable
    SessionMark lastCommitted() {
        return committed;
    }

    int epoch() {
        FencedStore store = opened;
        return store == null ? position.epoch() : store.epoch();
    }

    SessionStatus status() {
        Connected now = connected;
        boolean loggedOn = now != null && now.session().isLoggedOn();
        return new SessionStatus(profile.name(), loggedOn, epoch(), now == null ? 0 : now.nextOut(),
                now == null ? 0 : inbound.position().next(), position.cursor(), mode == Mode.DIRECT, unwritten);
    }

    /// The store is open: where the session stands. Before the acceptor starts.
    void open(StoreOpening.Opened opened, @Nullable SessionMark mark) {
        committed = mark;
        int epoch = opened.store().epoch();
        int outbound = mark != null && mark.epoch() == epoch ? mark.outbound() : 0;
        position = new Position(epoch, mark == null ? 0 : mark.cursor(), outbound);
        sent = opened.sent();
        this.opened = opened.store();
    }

    /// QuickFIX/J has made the session on top of the store.
    void connect(Session session) {
        connected = new Connected(session, Objects.requireNonNull(opened, "stores are opened first"));
    }

    /// What the store had is gone. Rows above the cursor may have been sent without us knowing: they go with 97=Y.
    ///
    /// - `at`: where the ledger has the session
    /// - `head`: last row of the ledger now
    void lost(SessionMark at, long head) {
        lostAt = at;
        repeatUpTo = head;
    }

    // --- dispatcher of the session -------------------------------------------------------------------------------

    /// Whether the engine has forgotten what was undecided since the last call.
    boolean takeSetBack() {
        boolean taken = setBack;
        setBack = false;
        return taken;
    }

    /// Logged on: what waits is drained, then reports go direct.
    void begin() {
        serving = false;
        unwritten = 0;
        answers.clear();
        mode = Mode.DRAINING;
        wake.run();
    }

    /// Nothing more is sent until [#begin]; returns when a send that was under way is done.
    void suspend() {
        sending.lock();
        try {
            mode = Mode.OFF;
        } finally {
            sending.unlock();
        }
    }

    /// The session's messages are being sent again: new ones wait, so that the peer gets them in order.
    void serve() {
        serving = true;
    }

    /// The drain has something to do before more reports go direct.
    void drainFirst() {
        sending.lock();
        try {
            if (mode == Mode.DIRECT) {
                mode = Mode.DRAINING;
            }
        } finally {
            sending.unlock();
        }
        wake.run();
    }

    /// Where the ledger had the session when its store was lost, if the peer now asks for messages of that store.
    @Nullable
    SessionMark takeLost(int begin) {
        SessionMark at = lostAt;
        if (at == null || begin >= at.reserved()) {
            return null;
        }
        lostAt = null;
        return at;
    }

    /// So many messages wait in the socket; above the limit the session is behind and reports wait in the ledger.
    void unwritten(int count) {
        unwritten = count;
        if (count == unwrittenMax / 2 && mode == Mode.DRAINING) {
            wake.run();
        }
    }

    /// The inbound number moved or the next thing came in: QuickFIX/J is through with the resend.
    void served() {
        if (serving) {
            serving = false;
            wake.run();
        }
    }

    /// The numbers began again: nothing of the new epoch is handed over yet.
    void renumbered() {
        sending.lock();
        try {
            position = new Position(epoch(), position.cursor(), 0);
            sent = Map.of();
        } finally {
            sending.unlock();
        }
    }

    /// After an I/O error: the store is open again and says itself what it has.
    void recovered(Map<String, Integer> stored) {
        sending.lock();
        try {
            sent = stored;
        } finally {
            sending.unlock();
        }
    }

    // --- orders thread -------------------------------------------------------------------------------------------

    /// Sends a committed report now, or leaves it to the drain.
    void deliver(long seq, Report report) {
        latest = seq;
        if (mode != Mode.DIRECT) {
            return;
        }
        sending.lock();
        try {
            if (mode == Mode.DIRECT && seq > position.cursor() && !(maySend() && hand(seq, report, false))) {
                mode = Mode.DRAINING;
                wake.run();
            }
        } finally {
            sending.unlock();
        }
    }

    /// Sends an answer that is in no row, behind the reports that wait; dropped when nobody is there.
    void answer(Report report) {
        if (mode == Mode.OFF || !answers.add(report)) {
            return;
        }
        if (mode != Mode.DIRECT) {
            wake.run();
            return;
        }
        sending.lock();
        try {
            if (mode == Mode.DIRECT && !sendAnswers()) {
                mode = Mode.DRAINING;
                wake.run();
            }
        } finally {
            sending.unlock();
        }
    }

    /// Nothing more is sent, and the inbound number is to be set back before the next logon: the engine has stopped.
    void off() {
        mode = Mode.OFF;
        setBack = true;
    }

    /// Where the session stands, for the group that is about to be appended; null when that is committed already.
    ///
    /// - `told`: every row up to here was delivered to its recipients
    @Nullable
    SessionMark mark(long told, boolean force) throws IOException {
        Connected now = connected;
        Position here = position;
        Inbound.Position in = inbound.position();
        if (now == null || here.epoch() != in.epoch()) {
            return null;
        }
        SessionMark last = committed;
        int reserved = Reservation.renewed(last, here.epoch(), now.store().getNextSenderMsgSeqNum());
        long cursor = here.cursor();
        if (mode == Mode.DIRECT && told - cursor > CURSOR_LAG_MAX) {
            // Rows for others only: the cursor follows now and then, so that a later drain need not read them.
            cursor = told;
        }
        SessionMark mark = new SessionMark(profile.name(), here.epoch(), in.next(), cursor, here.outbound(), reserved);
        return !force && mark.equals(last) ? null : mark;
    }

    /// The mark is committed: numbers up to its reservation may be used.
    void committed(SessionMark mark) {
        committed = mark;
        if (mode == Mode.DRAINING) {
            wake.run();
        }
    }

    // --- drain of the session ------------------------------------------------------------------------------------

    Mode mode() {
        return mode;
    }

    /// Whether the engine should commit a mark soon, so that numbers do not run out.
    boolean isShortOfNumbers() {
        Connected now = connected;
        return now != null && Reservation.isShort(committed, now.store().epoch(), now.nextOut());
    }

    /// Passes the next row of the ledger on; false when it cannot be sent now.
    boolean drain(LedgerEvent row) {
        boolean mine = ReportCodec.recipients(row).contains(profile.name());
        Report report = mine ? ReportCodec.read(row) : null;
        sending.lock();
        try {
            if (mode != Mode.DRAINING || row.seq() <= position.cursor()) {
                return mode == Mode.DRAINING;
            }
            Integer stored = report == null ? null : sent.get(ReportMessages.keyOf(report));
            if (report == null || stored != null) {
                int outbound = stored == null ? position.outbound() : Math.max(stored, position.outbound());
                position = new Position(position.epoch(), row.seq(), outbound);
                return true;
            }
            return maySend() && hand(row.seq(), report, row.seq() <= repeatUpTo);
        } finally {
            sending.unlock();
        }
    }

    /// Sends a report of the past once more, with 97=Y; false when that is not possible now.
    boolean repeat(LedgerEvent row) {
        Report report = ReportCodec.recipients(row).contains(profile.name()) ? ReportCodec.read(row) : null;
        if (report == null) {
            return true;
        }
        sending.lock();
        try {
            return mode == Mode.DRAINING && maySend() && send(report, true) > 0;
        } finally {
            sending.unlock();
        }
    }

    /// Everything in the ledger is handed over: reports go direct from now on, unless more has come.
    boolean handOver() {
        sending.lock();
        try {
            if (mode != Mode.DRAINING || !sendAnswers()) {
                return true;
            }
            mode = Mode.DIRECT;
            if (latest <= position.cursor() && answers.isEmpty()) {
                sent = Map.of();
                return true;
            }
            mode = Mode.DRAINING;
            return false;
        } finally {
            sending.unlock();
        }
    }

    // --- under `sending` -----------------------------------------------------------------------------------------

    private boolean maySend() {
        Connected now = connected;
        return now != null && !serving && unwritten < unwrittenMax && now.takes(committed);
    }

    private boolean hand(long seq, Report report, boolean possResend) {
        int number = send(report, possResend);
        if (number == 0) {
            return false;
        }
        position = new Position(epoch(), seq, number);
        recent.handedOver(seq);
        return true;
    }

    private boolean sendAnswers() {
        return answers.send(answer -> maySend() && send(answer, false) > 0);
    }

    private int send(Report report, boolean possResend) {
        Connected now = connected;
        return now == null ? 0 : now.send(report, profile.recipient(), possResend);
    }
}
