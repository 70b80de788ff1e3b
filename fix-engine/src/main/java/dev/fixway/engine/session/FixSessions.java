package dev.fixway.engine.session;

import dev.fixway.engine.domain.Arrival;
import dev.fixway.engine.domain.Report;
import dev.fixway.engine.ledger.LedgerEvent;
import dev.fixway.engine.ledger.SessionMark;
import dev.fixway.engine.order.SessionEvent;
import dev.fixway.engine.order.Sessions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import quickfix.Responder;

/// The sessions as the engine sees them. Owned by the `orders` thread but for [#happened], [#isOpen], [#isStopping] and
/// [#close].
final class FixSessions implements Sessions {
    private static final Logger LOG = LoggerFactory.getLogger(FixSessions.class);
    private static final int EVENTS_MAX = 4_096;
    private final Map<String, Lane> lanes;
    private final Queue<SessionEvent> events = new ArrayBlockingQueue<>(EVENTS_MAX);
    private final Map<Lane, Outlet> outlets = new ConcurrentHashMap<>();
    /// The reports of a group are stored together, and leave together.
    private final Map<Lane, Outlet> holding = new HashMap<>();
    private volatile boolean open = true;
    private volatile boolean stopping;
    private boolean forceMarks;
    private long told;

    FixSessions(Map<String, Lane> lanes) {
        this.lanes = Map.copyOf(lanes);
    }

    /// Whether logons are let in.
    boolean isOpen() {
        return open && !stopping;
    }

    /// The server stops: nobody is let in any more.
    void close() {
        stopping = true;
    }

    boolean isStopping() {
        return stopping;
    }

    /// Leaves an event for the next group; any thread.
    void happened(SessionEvent event) {
        if (!events.offer(event)) {
            LOG.warn("fix session event lost session={} type={}", event.session(), event.type());
        }
    }

    @Override
    public void decided(Arrival.FixOrigin origin) {
        Lane lane = lanes.get(origin.session());
        if (lane != null) {
            lane.inbound().decided(origin.epoch(), origin.msgSeqNum());
        }
    }

    @Override
    public List<SessionEvent> takeEvents() {
        if (events.isEmpty()) {
            return List.of();
        }
        List<SessionEvent> taken = new ArrayList<>();
        for (SessionEvent event = events.poll(); event != null; event = events.poll()) {
            taken.add(event);
        }
        return taken;
    }

    @Override
    public List<SessionMark> changedMarks() {
        List<SessionMark> changed = new ArrayList<>();
        for (Lane lane : lanes.values()) {
            SessionMark mark = lane.mark(told, forceMarks);
            if (mark != null) {
                changed.add(mark);
            }
        }
        return changed;
    }

    @Override
    public void committed(List<SessionMark> marks) {
        open = true;
        forceMarks = false;
        for (SessionMark mark : marks) {
            Lane lane = lanes.get(mark.session());
            if (lane != null) {
                lane.committed(mark);
            }
        }
    }

    @Override
    public void deliver(String session, LedgerEvent row, Report report) {
        told = row.seq();
        Lane lane = lanes.get(session);
        if (lane != null) {
            Outlet outlet = outlets.get(lane);
            if (outlet != null && holding.putIfAbsent(lane, outlet) == null) {
                outlet.hold();
                lane.hold();
            }
            lane.deliver(row.seq(), report);
        }
    }

    @Override
    public void told() {
        try {
            holding.forEach(FixSessions::release);
        } finally {
            holding.clear();
        }
    }

    private static void release(Lane lane, Outlet outlet) {
        try {
            outlet.release();
        } finally {
            lane.release();
        }
    }

    /// The way out that a session has now; an I/O thread.
    void bound(Lane lane, Outlet outlet) {
        outlets.put(lane, outlet);
    }

    @Override
    public Answered answer(String session, Report report) {
        Lane lane = lanes.get(session);
        return lane == null ? Answered.NOBODY : lane.answer(report);
    }

    @Override
    public void closeAll(String reason) {
        open = false;
        forceMarks = true;
        LOG.error("fix sessions closed reason={}", reason);
        lanes.values().forEach(FixSessions::closeAtSocket);
    }

    /// `Session.disconnect` from another thread than the session's own can deadlock: the socket is closed, and
    /// QuickFIX/J hears of it on its own thread.
    static void closeAtSocket(Lane lane) {
        lane.off();
        cut(lane);
    }

    /// Closes the socket alone; any thread.
    static void cut(Lane lane) {
        Connected connected = lane.connected();
        Responder responder = connected == null ? null : connected.session().getResponder();
        if (responder != null) {
            responder.disconnect();
        }
    }
}
