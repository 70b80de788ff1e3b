package dev.fixway.engine.session;

import dev.fixway.config.ConfigException;
import dev.fixway.dictionary.Dictionaries;
import dev.fixway.engine.ledger.LedgerReader;
import dev.fixway.engine.ledger.SessionMark;
import dev.fixway.engine.order.OrderDesk;
import dev.fixway.engine.order.ReportRouting;
import dev.fixway.engine.order.Sessions;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import org.apache.mina.core.service.IoAcceptor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import quickfix.ConfigError;
import quickfix.DefaultSessionFactory;
import quickfix.DefaultSessionScheduleFactory;
import quickfix.LogFactory;
import quickfix.Session;
import quickfix.SessionID;

/// The FIX edge: made before the engine, which needs [#sessionsPort], and started after it.
///
/// One per process and set of CompIDs: QuickFIX/J keeps its sessions in a static table.
public final class FixServer {
    private static final Logger LOG = LoggerFactory.getLogger(FixServer.class);
    private final FixSettings settings;
    private final SessionsFile file;
    private final Home home;
    private final InstantSource clock;
    private final Map<SessionID, Semaphore> wakes = new HashMap<>();
    private final Map<String, Lane> lanes = new LinkedHashMap<>();
    private final FixSessions sessions;
    private final List<Drain> drains = new ArrayList<>();
    private Runnable stored = () -> {
    };
    private final Refusals refusals;
    private @Nullable FixAcceptor acceptor;
    private @Nullable SocketGuard guard;
    private @Nullable FixLogs logs;

    /// Where the FIX edge keeps its files, and the boot of the machine: after another one, what was not forced to the
    /// disk counts as lost.
    ///
    /// - `dataDir`: `DATA_DIR`; stores go to `fix/store`, logs to `fix/log`
    public record Home(Path dataDir, String bootId) {
        Path stores() {
            return dataDir.resolve("fix").resolve("store");
        }

        Path logs() {
            return dataDir.resolve("fix").resolve("log");
        }
    }

    /// - `refusals`: counts over one server after the other
    public FixServer(FixSettings settings, SessionsFile file, Home home, InstantSource clock, Refusals refusals) {
        this.refusals = refusals;
        this.settings = settings;
        this.file = file;
        this.home = home;
        this.clock = clock;
        for (Provisioned profile : file.sessions()) {
            Semaphore wake = new Semaphore(0);
            wakes.put(profile.id(), wake);
            lanes.put(profile.name(), new Lane(profile, clock, settings.limits(), wake::release));
        }
        this.sessions = new FixSessions(lanes);
    }

    /// Loads what takes long and changes never, beside other parts of a start; returns at once.
    public static void warmUp() {
        Thread.ofVirtual().name("fix-warm-up").start(Dictionaries::fix44);
    }

    /// Runs each time that messages are in a session's store and its number has not moved past them; for tests that end the
    /// process right there. Before [#start].
    public void whenStored(Runnable action) {
        stored = action;
    }

    /// What the engine tells about reports and marks; usable before [#start].
    public Sessions sessionsPort() {
        return sessions;
    }

    /// Who gets reports besides entering session and requester.
    public ReportRouting reportRouting() {
        return file.reportRouting();
    }

    /// Opens the stores, agrees them with the ledger and accepts connections.
    ///
    /// - `marks`: where the ledger has the sessions, from the engine's recovery
    /// - Throws ConfigException when the sessions file or the address cannot be used
    public void start(OrderDesk desk, LedgerReader reader, Collection<SessionMark> marks) {
        Dictionaries.fix44();
        Map<String, SessionMark> bySession = new HashMap<>();
        marks.forEach(mark -> bySession.put(mark.session(), mark));
        Map<SessionID, FixApplication.Line> lines = new HashMap<>();
        for (Lane lane : lanes.values()) {
            SessionID id = lane.profile().id();
            Drain drain = new Drain(lane, reader, desk, clock, Objects.requireNonNull(wakes.get(id)));
            drains.add(drain);
            lines.put(id, new FixApplication.Line(lane, drain));
        }
        Stores stores = new Stores(home, lanes, bySession, reader, stored);
        FixApplication application = new FixApplication(lines, sessions, desk, clock, settings.resetRepeat());
        try {
            acceptor = accept(application, stores);
        } catch (ConfigError | quickfix.RuntimeError e) {
            throw unusable(e);
        }
        drains.forEach(drain -> Thread.ofVirtual().name("fix-drain").start(drain));
        LOG.info("fix accepting host={} port={} sessions={}", settings.host(), port(), lanes.size());
    }

    private FixAcceptor accept(FixApplication application, Stores stores) throws ConfigError {
        logs = settings.log().on() ? new FixLogs(home.logs(), settings.log(), lanes, clock) : null;
        LogFactory logFactory = logs == null ? FixLogs.NONE : logs;
        Map<SessionID, Lane> byId = new HashMap<>();
        lanes.values().forEach(lane -> byId.put(lane.profile().id(), lane));
        FixAcceptor made = new FixAcceptor(
                new DefaultSessionFactory(application, stores, id -> parked(byId.get(id)), logFactory,
                        new PlainMessages(), new DefaultSessionScheduleFactory()),
                EngineDefaults.applied(file.settings(), settings));
        SocketGuard watch = new SocketGuard(byId, settings.limits(), refusals, sessions::bound);
        guard = watch;
        made.setIoFilterChainBuilder(chain -> chain.addFirst("guard", watch));
        made.start();
        return made;
    }

    private static ParkedMessages parked(@Nullable Lane lane) {
        return Objects.requireNonNull(lane, "sessions are of the file").parked();
    }

    private static ConfigException unusable(Exception e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        ConfigException wrong = new ConfigException("FIX acceptor cannot start: " + cause.getMessage());
        wrong.initCause(e);
        return wrong;
    }

    /// The port that is bound; differs from the setting when that is 0.
    public int port() {
        FixAcceptor running = Objects.requireNonNull(acceptor, "not started");
        for (IoAcceptor endpoint : running.getEndpoints()) {
            SocketAddress address = endpoint.getLocalAddress();
            if (address instanceof InetSocketAddress inet) {
                return inet.getPort();
            }
        }
        throw new IllegalStateException("not accepting");
    }

    /// Throws IOException when the stores cannot be written now. Any thread.
    public void probeStores() throws IOException {
        StoreProbe.write(home.stores());
    }

    /// How each session is now.
    public List<SessionStatus> status() {
        return lanes.values().stream().map(Lane::status).toList();
    }

    /// Logs every session out, waits for the answers at most so long, and closes stores and logs.
    public void stop(Duration patience) {
        FixAcceptor running = acceptor;
        acceptor = null;
        if (running == null) {
            return;
        }
        sessions.close();
        lanes.values().forEach(Lane::suspend);
        long end = System.nanoTime() + patience.toNanos();
        // Who is being logged on right now has a connection, and may have our Logon, but is not logged on yet.
        while (running.getManagedSessions().stream().anyMatch(Session::hasResponder) && System.nanoTime() < end) {
            running.getManagedSessions().forEach(FixServer::logOut);
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
        running.stop(true);
        if (guard != null) {
            guard.close();
        }
        drains.forEach(Drain::stop);
        if (logs != null) {
            logs.close();
        }
    }

    /// Not by `Session.logout`: that leaves it to whoever looks first, QuickFIX/J's timer and the thread that reads the
    /// socket too, and two of them at a time send two.
    private static void logOut(Session session) {
        if (session.isLoggedOn() && !session.isLogoutSent()) {
            session.generateLogout();
        }
    }
}
