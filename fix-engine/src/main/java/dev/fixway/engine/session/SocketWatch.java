package dev.fixway.engine.session;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.mina.core.filterchain.IoFilterAdapter;
import org.apache.mina.core.session.AttributeKey;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.core.write.WriteRequest;
import quickfix.Session;
import quickfix.SessionID;
import quickfix.mina.SessionConnector;

/// Counts the messages of each connection that QuickFIX/J has sent and the socket has not taken: its sends are
/// asynchronous and hide a client that does not read.
///
/// Runs on MINA's threads and on whatever thread sends.
final class SocketWatch extends IoFilterAdapter {
    private static final AttributeKey COUNT = new AttributeKey(SocketWatch.class, "unwritten");
    private final Map<SessionID, Lane> lanes;

    SocketWatch(Map<SessionID, Lane> lanes) {
        this.lanes = Map.copyOf(lanes);
    }

    @Override
    public void sessionCreated(NextFilter next, IoSession session) {
        session.setAttribute(COUNT, new AtomicInteger());
        next.sessionCreated(session);
    }

    @Override
    public void filterWrite(NextFilter next, IoSession session, WriteRequest request) {
        count(session, 1);
        next.filterWrite(session, request);
    }

    @Override
    public void messageSent(NextFilter next, IoSession session, WriteRequest request) {
        count(session, -1);
        next.messageSent(session, request);
    }

    private void count(IoSession session, int change) {
        if (session.getAttribute(COUNT) instanceof AtomicInteger unwritten) {
            int now = unwritten.addAndGet(change);
            if (session.getAttribute(SessionConnector.QF_SESSION) instanceof Session fix) {
                Lane lane = lanes.get(fix.getSessionID());
                if (lane != null) {
                    lane.unwritten(now);
                }
            }
        }
    }
}
