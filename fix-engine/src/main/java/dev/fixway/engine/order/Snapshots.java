package dev.fixway.engine.order;

import dev.fixway.engine.domain.Order;
import dev.fixway.engine.ledger.Ledger;
import dev.fixway.engine.ledger.SessionMark;
import dev.fixway.engine.ledger.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Pictures of the open state in the ledger, so that a start reads little of the journal. Owned by the `orders` thread,
/// which copies the state; writing it is somebody else's.
final class Snapshots {
    private static final Logger LOG = LoggerFactory.getLogger(Snapshots.class);
    private static final int EVENTS_MIN = 10_000;
    private static final Duration FORGET_EVERY = Duration.ofHours(1);

    private final Ledger ledger;
    private final EngineState state;
    private final Decider decider;
    private final ClientIds clientIds;
    private final Map<String, SessionMark> sessionMarks;
    private final AtomicBoolean isUnderWay = new AtomicBoolean();
    private long lastSeq;
    private Instant forgotAt;

    /// - `sessionMarks`: what is committed, kept up by the engine
    Snapshots(Ledger ledger, EngineState state, Decider decider, ClientIds clientIds,
            Map<String, SessionMark> sessionMarks, Instant now) {
        this.ledger = ledger;
        this.state = state;
        this.decider = decider;
        this.clientIds = clientIds;
        this.sessionMarks = sessionMarks;
        this.lastSeq = ledger.headSeq();
        this.forgotAt = now;
    }

    /// Keeps one when enough has happened since the last, right after a group.
    void whenDue(Instant now) {
        if (now.isAfter(forgotAt.plus(FORGET_EVERY))) {
            forgotAt = now;
            state.usedIds.forgetBefore(now.minus(clientIds.longest()));
        }
        long due = Math.max(EVENTS_MIN, 4L * state.book.size() + state.usedIds.size() / 4);
        if (ledger.headSeq() - lastSeq >= due && isUnderWay.compareAndSet(false, true)) {
            Snapshot.Source source = source();
            Thread.startVirtualThread(() -> {
                keep(source);
                isUnderWay.set(false);
            });
        }
    }

    /// Keeps one and returns when it is written.
    void now() {
        keep(source());
    }

    private Snapshot.Source source() {
        lastSeq = ledger.headSeq();
        List<Order> open = new ArrayList<>();
        state.book.all().forEach(live -> open.add(live.order()));
        UsedIds used = state.usedIds.copy();
        RecoveredState now = new RecoveredState(state.ids.last(), used, sessionMarks, state.providerMarks, open,
                decider.endedExits(), decider.closes(), state.kill);
        long seq = lastSeq;
        long group = ledger.groupCount();
        return () -> new Snapshot(seq, group, StateWriter.write(now));
    }

    private void keep(Snapshot.Source source) {
        try {
            ledger.keep(source.make());
        } catch (RuntimeException e) {
            LOG.warn("no snapshot was kept: the next start reads more of the journal", e);
        }
    }
}
