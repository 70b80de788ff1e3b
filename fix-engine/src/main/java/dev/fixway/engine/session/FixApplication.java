package dev.fixway.engine.session;

import dev.fixway.engine.codec.CommandCodec;
import dev.fixway.engine.codec.Fields;
import dev.fixway.engine.codec.Reading;
import dev.fixway.engine.codec.ReportMessages;
import dev.fixway.engine.codec.Secrets;
import dev.fixway.engine.domain.Arrival;
import dev.fixway.engine.domain.Command;
import dev.fixway.engine.domain.RawMessage;
import dev.fixway.engine.domain.Report;
import dev.fixway.engine.ledger.EventType;
import dev.fixway.engine.ledger.SessionMark;
import dev.fixway.engine.order.OrderDesk;
import dev.fixway.engine.order.SessionEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import quickfix.Application;
import quickfix.FieldNotFound;
import quickfix.IncorrectTagValue;
import quickfix.Message;
import quickfix.RejectLogon;
import quickfix.Session;
import quickfix.SessionID;
import quickfix.UnsupportedMessageType;

/// QuickFIX/J's callbacks. They come on the thread that reads their session's socket, a few on QuickFIX/J's timer, and
/// never wait.
final class FixApplication implements Application {
    private static final Logger LOG = LoggerFactory.getLogger(FixApplication.class);
    private static final Pattern EXCEPTION = Pattern.compile("(?s)[:;,]? *[\\w.$]+\\.[\\w$]*(Exception|Error)\\b.*");
    private static final String STOPS = "the gateway stops";
    private static final int NOTHING = -1;
    private final Map<SessionID, Line> lines;
    private final FixSessions sessions;
    private final OrderDesk desk;
    private final InstantSource clock;
    private final Duration resetRepeat;

    /// What belongs to one session.
    record Line(Lane lane, Drain drain) {}

    FixApplication(Map<SessionID, Line> lines, FixSessions sessions, OrderDesk desk, InstantSource clock,
            Duration resetRepeat) {
        this.lines = Map.copyOf(lines);
        this.sessions = sessions;
        this.desk = desk;
        this.clock = clock;
        this.resetRepeat = resetRepeat;
    }

    @Override
    public void onCreate(SessionID id) {
        // The session is registered and its store is open; nobody is accepted yet.
        line(id).lane().connect(Objects.requireNonNull(Session.lookupSession(id), "created sessions are registered"));
    }

    @Override
    public void onLogon(SessionID id) {
        Line line = line(id);
        Connected connected = connected(line);
        boolean reset = connected.store().takeReset();
        if (reset) {
            line.lane().renumbered();
            line.drain().repeatAfterReset(resetRepeat);
            happened(line, EventType.SESSION_SEQUENCE_RESET, "epoch " + connected.store().epoch());
        }
        happened(line, EventType.SESSION_LOGON, "");
        LOG.info("fix session logged on session={} epoch={}", id, connected.store().epoch());
        line.lane().begin();
    }

    @Override
    public void onLogout(SessionID id) {
        Line line = line(id);
        line.lane().suspend();
        happened(line, EventType.SESSION_LOGOUT, "");
        LOG.info("fix session logged out session={}", id);
    }

    @Override
    public void toAdmin(Message message, SessionID id) {
        if ("5".equals(Fields.text(message.getHeader(), 35))) {
            logout(message, line(id));
        }
        String text = Fields.text(message, 58);
        if (text != null) {
            message.setString(58, withoutExceptions(text));
        }
    }

    private void logout(Message logout, Line line) {
        // Before it leaves: what a client sends when it has read it must not be taken.
        line.lane().inbound().shut();
        Connected connected = connected(line);
        if (!connected.session().isLoggedOn()) {
            // QuickFIX/J counts a Logon that it refuses itself whatever its number was: in the place of a message that
            // was not received, or of the number that the real client will send.
            connected.store().holdTarget();
        }
        if (sessions.isStopping() && !logout.isSetField(58)) {
            logout.setString(58, STOPS);
        }
    }

    /// QuickFIX/J hands the reasons of its own refusals on with the exception that they come from: none of our inside
    /// is told.
    static String withoutExceptions(String text) {
        return EXCEPTION.matcher(text).replaceFirst("");
    }

    @Override
    public void toApp(Message message, SessionID id) {
        // Reports are complete when they are handed over.
    }

    @Override
    public void fromAdmin(Message message, SessionID id) throws RejectLogon, FieldNotFound, IncorrectTagValue {
        Line line = line(id);
        switch (message.getHeader().getString(35)) {
            case "A" -> logon(message, line);
            case "2" -> resendAsked(message, line);
            case "4" -> {
                if (!Fields.isYes(message, 123)) {
                    LOG.warn("fix client resets numbers session={} newSeqNo={}", id, Fields.text(message, 36));
                }
            }
            default -> {
            }
        }
    }

    private void logon(Message logon, Line line) throws RejectLogon, FieldNotFound {
        Lane lane = line.lane();
        lane.inbound().open();
        try {
            FencedStore store = connected(line).store();
            store.releaseTarget();
            try {
                if (!sessions.isOpen()) {
                    desk.nudge();
                    throw new RejectLogon("not available, try again later");
                }
                LogonRules.check(logon, lane.profile());
            } catch (RejectLogon e) {
                // Whoever knows the CompIDs could otherwise use up the number that the real client will send.
                if (store.getNextTargetMsgSeqNum() == logon.getHeader().getInt(34)) {
                    store.holdTarget();
                }
                throw e;
            }
            lane.suspend();
            if (store.isBroken()) {
                store.reopen();
                lane.recovered();
            }
            if (lane.takeSetBack()) {
                setBack(lane, store);
            }
        } catch (IOException | UncheckedIOException e) {
            connected(line).store().fail();
            LOG.error("fix store unusable session={}", lane.profile().name(), e);
            throw new RejectLogon("not available, try again later", false, -1);
        }
    }

    /// The engine has recovered from its ledger and knows nothing that was not committed: it is asked for again.
    private static void setBack(Lane lane, FencedStore store) throws IOException {
        SessionMark mark = lane.lastCommitted();
        int next = mark != null && mark.epoch() == store.epoch() ? Math.max(1, mark.inbound()) : 1;
        lane.inbound().restart(store.epoch(), next);
        store.setNextTargetMsgSeqNum(next);
    }

    /// The drain serves the range: it is told to QuickFIX/J as one that ends before it begins.
    private static void resendAsked(Message request, Line line) throws FieldNotFound, IncorrectTagValue {
        Lane lane = line.lane();
        int begin = request.getInt(7);
        int end = request.getInt(16);
        int next = connected(line).nextOut();
        if (begin < 1 || begin > next) {
            throw new IncorrectTagValue(7, null, "BeginSeqNo(7) must be a number that was used");
        }
        if (end != 0 && end < begin) {
            throw new IncorrectTagValue(16, null, "EndSeqNo(16) must be 0 or not below BeginSeqNo(7)");
        }
        request.setInt(16, NOTHING);
        lane.serve(begin, end);
        SessionMark lostAt = lane.lostStore().take(begin);
        if (lostAt != null) {
            line.drain().repeatFrom(begin, lostAt);
            lane.drainFirst();
        }
    }

    @Override
    public void fromApp(Message message, SessionID id) throws FieldNotFound, IncorrectTagValue, UnsupportedMessageType {
        Line line = line(id);
        Reading reading = CommandCodec.read(message, line.lane().entrance(), arrival(message, line));
        switch (reading) {
            case Reading.Understood understood -> offer(understood.command(), line);
            case Reading.NotForUs not -> refuse(message, not, line);
        }
    }

    private void offer(Command command, Line line) {
        Arrival.FixOrigin origin = Objects.requireNonNull(command.arrival().fix(), "every arrival here is from FIX");
        Inbound inbound = line.lane().inbound();
        inbound.arrived(origin.msgSeqNum());
        boolean taken = switch (desk.offer(command)) {
            case TAKEN -> true;
            case BUSY -> desk.deny(command);
            case UNAVAILABLE -> false;
        };
        if (!taken) {
            inbound.withdrawn(origin.msgSeqNum());
            close(line);
        }
    }

    /// Nothing may be answered that is not recorded: the connection ends, and the message is asked for again.
    private static void close(Line line) {
        Connected connected = connected(line);
        connected.store().holdTarget();
        try {
            connected.session().disconnect("the engine takes no messages now", true);
        } catch (IOException e) {
            LOG.warn("fix session not closed in order session={}", line.lane().profile().name(), e);
        }
    }

    private static void refuse(Message message, Reading.NotForUs not, Line line) throws FieldNotFound {
        Report.BusinessReject reject = new Report.BusinessReject(message.getHeader().getInt(34),
                message.getHeader().getString(35), not.refId(), not.reason(), not.text());
        connected(line).session().send(ReportMessages.businessReject(reject));
    }

    private Arrival arrival(Message message, Line line) throws FieldNotFound {
        Message.Header header = message.getHeader();
        Lane lane = line.lane();
        Instant origSendingTime = Fields.utcTime(header, 122);
        Arrival.FixOrigin origin = new Arrival.FixOrigin(lane.profile().name(), lane.epoch(), header.getInt(34),
                Fields.isYes(header, 43), Fields.isYes(header, 97), origSendingTime);
        String text = message.toRawString() == null ? message.toString() : message.toRawString();
        String raw = RawMessage.of(Secrets.masked(text));
        return new Arrival(clock.instant(), connected(line).session().getRemoteAddress(), header.getString(35), raw,
                origin);
    }

    private void happened(Line line, EventType type, String text) {
        Provisioned profile = line.lane().profile();
        String remote = connected(line).session().getRemoteAddress();
        sessions.happened(new SessionEvent(type, profile.name(), profile.account(), remote, text, clock.instant()));
        desk.nudge();
    }

    private static Connected connected(Line line) {
        return Objects.requireNonNull(line.lane().connected(), "sessions are connected before they are accepted");
    }

    private Line line(SessionID id) {
        return Objects.requireNonNull(lines.get(id), "only provisioned sessions exist");
    }
}
