package dev.fixway.engine.session;

import dev.fixway.engine.codec.Recipient;
import dev.fixway.engine.codec.ReportMessages;
import dev.fixway.engine.domain.Report;
import dev.fixway.engine.ledger.SessionMark;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import quickfix.FieldNotFound;
import quickfix.Message;
import quickfix.Session;

/// The QuickFIX/J side of a lane; used under the lane's lock.
record Connected(Session session, FencedStore store) {
    private static final Logger LOG = LoggerFactory.getLogger(Connected.class);

    /// Whether a report can leave now: logged on, the store writable, and a number left that the ledger allows.
    boolean takes(@Nullable SessionMark committed) {
        try {
            return !store.isBroken() && session.isLoggedOn()
                    && Reservation.allows(committed, store.epoch(), store.getNextSenderMsgSeqNum());
        } catch (IOException e) {
            LOG.warn("fix store unreadable session={}", session.getSessionID(), e);
            return false;
        }
    }

    int nextOut() {
        try {
            return store.getNextSenderMsgSeqNum();
        } catch (IOException e) {
            LOG.warn("fix store unreadable session={}", session.getSessionID(), e);
            return 0;
        }
    }

    /// The MsgSeqNum under which the store has the message; 0 when it has not.
    ///
    /// A connection that is gone by now does not matter: the store has the message, and the peer will ask for it.
    int send(Report report, Recipient recipient, boolean possResend) {
        Message message = ReportMessages.write(report, recipient);
        if (possResend) {
            message.getHeader().setString(97, "Y");
        }
        session.send(message);
        try {
            return store.isBroken() ? 0 : message.getHeader().getInt(34);
        } catch (FieldNotFound e) {
            return 0;
        }
    }
}
