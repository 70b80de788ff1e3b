package dev.fixway.engine.session;

import dev.fixway.engine.codec.Fields;
import java.io.IOException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import quickfix.ApplicationExtended;
import quickfix.FieldNotFound;
import quickfix.Message;
import quickfix.Session;
import quickfix.SessionID;
import quickfix.SessionStateListener;

/// The callbacks of the command-line client; they come on QuickFIX/J's threads.
///
/// - A server that expects a higher number than ours tells it in its Logout: the next logon uses it
/// - A server whose number is lower than expected has begun anew: its number is taken
/// - With a store that has received nothing yet, the server's first number is taken: what others were told is not ours
final class ClientApplication implements ApplicationExtended {
    private static final Logger LOG = LoggerFactory.getLogger(ClientApplication.class);
    /// QuickFIX's words and those of other engines: `MsgSeqNum too low, expecting 5 but received 3`.
    private static final Pattern TOO_LOW = Pattern
            .compile("(?i).*\\btoo low\\b.*?\\bexpect\\w*\\D{1,12}?(\\d{1,9})\\b(?:\\D+(\\d{1,9}))?.*");
    private static final Pattern TLS_FAILURE = Pattern.compile("javax\\.net\\.ssl\\.");
    /// Servers close the connection of a session that is still ending: once without a word is not yet a refusal.
    private static final int WORDLESS_CLOSES_MAX = 2;
    private static final int RECEIVED_MAX = 10_000;
    private final FixTarget target;
    private final ClientListener listener;
    private final BlockingQueue<FixText> received = new LinkedBlockingQueue<>();
    private volatile boolean loggedOn;
    private volatile boolean wasLoggedOn;
    private volatile boolean connected;
    private final AtomicBoolean isLogonDue = new AtomicBoolean();
    private volatile boolean closing;
    private volatile @Nullable String refusal;
    private volatile @Nullable String complaint;
    private volatile @Nullable String lastWords;
    private volatile int senderWanted;
    private volatile int targetWanted;
    private int wordlessCloses;

    ClientApplication(FixTarget target, ClientListener listener) {
        this.target = target;
        this.listener = listener;
    }

    boolean isLoggedOn() {
        return loggedOn;
    }

    /// Whether the server has taken the connection, be it without a logon.
    boolean isConnected() {
        return connected;
    }

    /// Whether a connection is new, and no Logon has gone out on it.
    boolean isLogonDue() {
        return isLogonDue.get();
    }

    /// One Logon a connection: QuickFIX/J asks whoever makes its session look, its own timer among them, and two that
    /// look at the same moment would both send one.
    @Override
    public boolean canLogon(SessionID id) {
        return isLogonDue.getAndSet(false);
    }

    @Override
    public void onBeforeSessionReset(SessionID id) {
        // Nothing depends on the old numbers.
    }

    /// Why the server does not let us in, a sentence; null while it may.
    @Nullable
    String refusal() {
        return refusal;
    }

    BlockingQueue<FixText> received() {
        return received;
    }

    /// From now on the end of the session is no news.
    void closing() {
        closing = true;
    }

    /// What QuickFIX/J calls an error, for the sentence about a failure: its first line, a stack trace may follow.
    void complain(String text) {
        String line = text.lines().findFirst().orElse("");
        complaint = line;
        Matcher tls = TLS_FAILURE.matcher(line);
        if (!wasLoggedOn && refusal == null && tls.find()) {
            refusal = "TLS with " + target.address() + " fails: " + line.substring(tls.start());
        }
    }

    @Override
    public void onCreate(SessionID id) {
        session(id).addStateListener(new Connections());
    }

    @Override
    public void onLogon(SessionID id) {
        loggedOn = true;
        if (wasLoggedOn) {
            listener.connection("logged on again");
        }
        wasLoggedOn = true;
        lastWords = null;
    }

    @Override
    public void onLogout(SessionID id) {
        if (loggedOn && !closing) {
            String words = lastWords;
            String cause = words != null ? words : complaint;
            listener.connection("connection lost" + (cause == null ? "" : ": " + cause));
        }
        loggedOn = false;
        Session session = session(id);
        try {
            if (senderWanted > 0) {
                session.setNextSenderMsgSeqNum(senderWanted);
                senderWanted = 0;
            }
            if (targetWanted > 0) {
                session.setNextTargetMsgSeqNum(targetWanted);
                targetWanted = 0;
            }
        } catch (IOException e) {
            LOG.warn("fix client cannot move its numbers session={}", id, e);
        }
    }

    @Override
    public void toAdmin(Message message, SessionID id) {
        String msgType = Fields.text(message.getHeader(), 35);
        FixTarget.Credentials credentials = target.credentials();
        if ("A".equals(msgType) && credentials != null) {
            message.setString(553, credentials.username());
            message.setString(554, credentials.password().reveal());
        } else if ("5".equals(msgType)) {
            Matcher low = TOO_LOW.matcher(Fields.textOr(message, 58, ""));
            targetWanted = low.matches() && low.group(2) != null ? Integer.parseInt(low.group(2)) : 0;
        }
    }

    @Override
    public void fromAdmin(Message message, SessionID id) throws FieldNotFound {
        switch (message.getHeader().getString(35)) {
            case "A" -> takeFirstNumber(message, id);
            case "0" -> takeAnswer(message);
            case "3" -> {
                take(message);
                if (!wasLoggedOn) {
                    refusal = "the server rejects the logon: " + Fields.textOr(message, 58, "no reason given");
                }
            }
            case "5" -> loggedOut(Fields.textOr(message, 58, "no reason given"));
            default -> {
            }
        }
    }

    private void loggedOut(String text) {
        lastWords = text;
        Matcher low = TOO_LOW.matcher(text);
        if (low.matches()) {
            senderWanted = Integer.parseInt(low.group(1));
        } else if (!wasLoggedOn) {
            refusal = "the server refuses the logon: " + text;
        }
    }

    private static void takeFirstNumber(Message logon, SessionID id) throws FieldNotFound {
        Session session = session(id);
        try {
            if (session.getExpectedTargetNum() == 1) {
                session.setNextTargetMsgSeqNum(logon.getHeader().getInt(34));
            }
        } catch (IOException e) {
            LOG.warn("fix client cannot move its numbers session={}", id, e);
        }
    }

    @Override
    public void toApp(Message message, SessionID id) {
        // Nothing to add.
    }

    @Override
    public void fromApp(Message message, SessionID id) {
        take(message);
    }

    /// A Heartbeat that answers a TestRequest somebody has typed; QuickFIX/J's own say `TEST`.
    private void takeAnswer(Message heartbeat) {
        String question = Fields.textOr(heartbeat, 112, "TEST");
        if (!"TEST".equals(question)) {
            take(heartbeat);
        }
    }

    private void take(Message message) {
        String raw = message.toRawString();
        FixText text = FixText.of(raw == null ? message.toString() : raw);
        if (received.size() >= RECEIVED_MAX) {
            received.poll();
        }
        received.add(text);
        listener.received(text);
    }

    private static Session session(SessionID id) {
        return Objects.requireNonNull(Session.lookupSession(id), "the initiator registers its session");
    }

    /// What becomes of connections before anybody is logged on.
    private final class Connections implements SessionStateListener {
        @Override
        public void onConnect(SessionID id) {
            connected = true;
            isLogonDue.set(true);
        }

        @Override
        public void onConnectException(SessionID id, Exception failure) {
            if (!wasLoggedOn) {
                Throwable cause = failure;
                while (cause.getCause() != null) {
                    cause = cause.getCause();
                }
                boolean isUnknown = cause instanceof UnresolvedAddressException;
                refusal = "no FIX server answers at " + target.address() + ": "
                        + (isUnknown ? "no such host" : String.valueOf(cause.getMessage()));
            }
        }

        @Override
        public void onDisconnect(SessionID id) {
            if (wasLoggedOn || refusal != null || senderWanted > 0 || targetWanted > 0) {
                return;
            }
            wordlessCloses++;
            if (wordlessCloses == WORDLESS_CLOSES_MAX) {
                refusal = target.address() + " closes the connection without a word; perhaps it knows no "
                        + target.version().beginString() + " session " + target.senderCompId() + " -> "
                        + target.targetCompId() + (target.tls() == null ? ", or expects TLS" : ", or knows no TLS");
            }
        }
    }
}
