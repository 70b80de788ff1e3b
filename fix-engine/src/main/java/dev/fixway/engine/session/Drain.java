package dev.fixway.engine.session;

import dev.fixway.engine.domain.Arrival;
import dev.fixway.engine.domain.Command;
import dev.fixway.engine.domain.Reply;
import dev.fixway.engine.ledger.LedgerEvent;
import dev.fixway.engine.ledger.LedgerField;
import dev.fixway.engine.ledger.LedgerReader;
import dev.fixway.engine.ledger.SessionMark;
import dev.fixway.engine.order.OrderDesk;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads the ledger behind a session's cursor and sends what the session has not got yet; a virtual thread of its own.
///
/// It wakes at logon, when a reservation is committed, after a resend was served, and once a second while something is
/// left to do.
final class Drain implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Drain.class);
    private static final long RETRY_SECONDS = 1;
    private static final long LOOK_BACK = 10_000;
    private final Lane lane;
    private final LedgerReader reader;
    private final OrderDesk desk;
    private final InstantSource clock;
    private final Semaphore wakes;
    private final Queue<Predicate<Drain>> errands = new ConcurrentLinkedQueue<>();
    private volatile boolean stopped;
    private boolean asked;

    Drain(Lane lane, LedgerReader reader, OrderDesk desk, InstantSource clock, Semaphore wakes) {
        this.lane = lane;
        this.reader = reader;
        this.desk = desk;
        this.clock = clock;
        this.wakes = wakes;
    }

    void stop() {
        stopped = true;
        wakes.release();
    }

    @Override
    public void run() {
        try {
            while (!stopped) {
                if (lane.mode() == LaneMode.DRAINING) {
                    wakes.tryAcquire(RETRY_SECONDS, TimeUnit.SECONDS);
                } else {
                    wakes.acquire();
                }
                wakes.drainPermits();
                pass();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void pass() {
        try {
            if (stopped || lane.mode() != LaneMode.DRAINING) {
                return;
            }
            asked = false;
            askForNumbers();
            while (!stopped && lane.mode() == LaneMode.DRAINING && lane.serveResends(this::repeatTorn) && runErrands()
                    && read() && !lane.handOver(errands::isEmpty)) {
                Thread.onSpinWait();
            }
        } catch (RuntimeException e) {
            LOG.error("fix drain failed session={} cursor={}", lane.profile().name(), lane.position().cursor(), e);
        }
    }

    /// False when something could not be sent now.
    private boolean read() {
        boolean[] all = {true};
        reader.read(lane.position().cursor() + 1, row -> {
            all[0] = lane.drain(row);
            askForNumbers();
            return all[0] && !stopped;
        });
        return all[0];
    }

    /// Numbers are reserved with the next group; an engine that has nothing to decide would not append one.
    private void askForNumbers() {
        boolean isShort = lane.isShortOfNumbers();
        if (isShort && !asked) {
            desk.nudge();
        }
        asked = isShort;
    }

    private boolean runErrands() {
        for (Predicate<Drain> errand = errands.peek(); errand != null; errand = errands.peek()) {
            if (!errand.test(this)) {
                return false;
            }
            // Not the head of the queue: a reset on another thread may have put new errands in its place.
            errands.remove(errand);
        }
        return true;
    }

    /// The session's numbers began again: what was handed over lately goes once more, then each open order's state.
    void repeatAfterReset(Duration span) {
        errands.clear();
        Instant since = clock.instant().minus(span);
        long upTo = lane.position().cursor();
        long known = lane.recent().firstSince(span);
        long from = lane.recent().reachesBack(span) ? known : Math.min(known, Math.max(1, upTo - LOOK_BACK));
        errands.add(new Repeat(from, upTo, since, known));
        errands.add(_ -> tellsOpenOrders());
    }

    /// The store was lost and the peer asks for messages that it had: the reports among them go once more.
    ///
    /// - `begin`: first MsgSeqNum that the peer asks for
    void repeatFrom(int begin, SessionMark lostAt) {
        errands.add(new Repeat(cursorBefore(begin, marks(lostAt.epoch())) + 1, lostAt.cursor()));
    }

    /// The peer asks for messages that are damaged in the store: the reports that were handed over with them go once
    /// more, under new numbers.
    private void repeatTorn(Resend.Torn torn) {
        List<SessionMark> marks = marks(lane.epoch());
        long upTo = lane.position().cursor();
        for (SessionMark mark : marks) {
            upTo = mark.outbound() >= torn.last() ? Math.min(upTo, mark.cursor()) : upTo;
        }
        errands.add(new Repeat(cursorBefore(torn.first(), marks) + 1, upTo));
    }

    private List<SessionMark> marks(int epoch) {
        return reader.marksSince(lane.profile().name(), 0).stream().filter(mark -> mark.epoch() == epoch).toList();
    }

    /// Up to which row reports had surely gone before a number.
    private static long cursorBefore(int number, List<SessionMark> marks) {
        long cursor = 0;
        int best = -1;
        for (SessionMark mark : marks) {
            if (mark.outbound() < number && mark.outbound() > best) {
                best = mark.outbound();
                cursor = mark.cursor();
            }
        }
        return cursor;
    }

    /// Rows of the past that go once more; remembers how far it came.
    private final class Repeat implements Predicate<Drain> {
        private long next;
        private final long upTo;
        private final Instant since;
        private final long known;

        Repeat(long from, long upTo) {
            this(from, upTo, Instant.MIN, from);
        }

        /// - `since`: what was recorded before is passed over
        /// - `known`: the row from which on that does not count
        Repeat(long from, long upTo, Instant since, long known) {
            this.known = known;
            this.next = from;
            this.upTo = upTo;
            this.since = since;
        }

        @Override
        public boolean test(Drain drain) {
            boolean[] all = {true};
            if (next > upTo) {
                return true;
            }
            reader.read(next, row -> {
                if (row.seq() > upTo) {
                    return false;
                }
                all[0] = isOlder(row) || lane.repeat(row);
                next = all[0] ? row.seq() + 1 : next;
                return all[0];
            });
            return all[0];
        }

        private boolean isOlder(LedgerEvent row) {
            String recordedAt = row.get(LedgerField.RECORDED_AT);
            return row.seq() < known && recordedAt != null && Instant.parse(recordedAt).isBefore(since);
        }
    }

    /// False when the engine has no room for it now.
    private boolean tellsOpenOrders() {
        return lane.profile().dropCopy() || desk.offer(new Command.TellOpen(lane.entrance().party(),
                Arrival.internal(clock.instant()), Reply.NONE)) != OrderDesk.Admission.BUSY;
    }
}
