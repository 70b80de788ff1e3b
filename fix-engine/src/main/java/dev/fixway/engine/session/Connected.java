package dev.fixway.engine.session;

import dev.fixway.engine.codec.Recipient;
import dev.fixway.engine.codec.ReportMessages;
import dev.fixway.engine.domain.Report;
import dev.fixway.engine.ledger.SessionMark;
import org.jspecify.annotations.Nullable;
import quickfix.FieldNotFound;
import quickfix.Message;
import quickfix.Responder;
import quickfix.Session;

/// The QuickFIX/J side of a lane; used under the lane's lock.
record Connected(Session session, FencedStore store) {
    /// Whether a report can leave now: logged on, the store writable, and a number left that the ledger allows.
    boolean takes(@Nullable SessionMark committed) {
        return !store.isBroken() && session.isLoggedOn()
                && Reservation.allows(committed, store.epoch(), store.getNextSenderMsgSeqNum());
    }

    boolean isShortOfNumbers(@Nullable SessionMark committed) {
        return Reservation.isShort(committed, store.epoch(), nextOut());
    }

    int nextOut() {
        return store.getNextSenderMsgSeqNum();
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

    /// Writes a message that is in the store already; false when nobody is there.
    boolean sendAgain(String message) {
        Responder responder = session.getResponder();
        if (responder == null || !session.isLoggedOn()) {
            return false;
        }
        session.getLog().onOutgoing(message);
        return responder.send(message);
    }
}
