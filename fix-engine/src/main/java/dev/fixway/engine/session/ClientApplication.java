package dev.fixway.engine.session;

import dev.fixway.engine.codec.Fields;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import quickfix.Application;
import quickfix.FieldNotFound;
import quickfix.Message;
import quickfix.Session;
import quickfix.SessionID;

/// The callbacks of the command-line client; they come on QuickFIX/J's thread.
///
/// - A server that expects a higher number than ours tells it in its Logout: the next logon uses it
/// - A server whose number is lower than expected has begun anew: its number is taken
/// - With a store that has received nothing yet, the server's first number is taken: what others were told is not ours
final class ClientApplication implements Application {
    private static final Logger LOG = LoggerFactory.getLogger(ClientApplication.class);
    private static final Pattern TOO_LOW = Pattern
            .compile("MsgSeqNum too low, expecting (\\d{1,9}) but received (\\d{1,9}).*");
    private final FixClient.Target target;
    private final BlockingQueue<FixText> received = new LinkedBlockingQueue<>();
    private volatile boolean loggedOn;
    private volatile @Nullable String refusal;
    private int senderWanted;
    private int targetWanted;

    ClientApplication(FixClient.Target target) {
        this.target = target;
    }

    boolean isLoggedOn() {
        return loggedOn;
    }

    /// Why the server does not let us in; null while it may.
    @Nullable
    String refusal() {
        return refusal;
    }

    BlockingQueue<FixText> received() {
        return received;
    }

    /// What came before is of no interest.
    void forget() {
        received.clear();
    }

    @Override
    public void onCreate(SessionID id) {
        // Nothing to prepare.
    }

    @Override
    public void onLogon(SessionID id) {
        loggedOn = true;
    }

    @Override
    public void onLogout(SessionID id) {
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
        if ("A".equals(msgType) && target.username() != null && target.password() != null) {
            message.setString(553, target.username());
            message.setString(554, target.password().reveal());
        } else if ("5".equals(msgType)) {
            Matcher low = TOO_LOW.matcher(Fields.textOr(message, 58, ""));
            targetWanted = low.matches() ? Integer.parseInt(low.group(2)) : 0;
        }
    }

    @Override
    public void fromAdmin(Message message, SessionID id) throws FieldNotFound {
        switch (message.getHeader().getString(35)) {
            case "A" -> takeFirstNumber(message, id);
            case "3" -> take(message);
            case "5" -> {
                String text = Fields.textOr(message, 58, "no reason given");
                Matcher low = TOO_LOW.matcher(text);
                if (low.matches()) {
                    senderWanted = Integer.parseInt(low.group(1));
                } else if (!loggedOn) {
                    refusal = text;
                }
            }
            default -> {
            }
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

    private void take(Message message) {
        String raw = message.toRawString();
        received.add(FixText.of(raw == null ? message.toString() : raw));
    }

    private static Session session(SessionID id) {
        return Objects.requireNonNull(Session.lookupSession(id), "the initiator registers its session");
    }
}
