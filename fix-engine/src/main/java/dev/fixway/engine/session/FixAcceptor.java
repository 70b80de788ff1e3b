package dev.fixway.engine.session;

import quickfix.ConfigError;
import quickfix.LogUtil;
import quickfix.Message;
import quickfix.Session;
import quickfix.SessionFactory;
import quickfix.SessionID;
import quickfix.SessionSettings;
import quickfix.ThreadedSocketAcceptor;
import quickfix.mina.EventHandlingStrategy;
import quickfix.mina.SessionConnector;

/// QuickFIX/J's acceptor without threads of its own: a message is taken by the thread that read it from the socket.
///
/// No callback of [FixApplication] waits, so a queue between the two would only cost the wake-up of another thread, and
/// have to be bounded. A client is read as fast as its messages are taken.
final class FixAcceptor extends ThreadedSocketAcceptor {
    private final EventHandlingStrategy readers = new Readers();

    FixAcceptor(SessionFactory sessions, SessionSettings settings) throws ConfigError {
        super(sessions, settings);
    }

    @Override
    protected EventHandlingStrategy getEventHandlingStrategy() {
        return readers;
    }

    /// The I/O threads themselves; a connection stays with its own.
    private final class Readers implements EventHandlingStrategy {
        @Override
        public void onMessage(Session session, Message message) {
            try {
                session.next(message);
            } catch (Exception e) {
                LogUtil.logThrowable(session.getSessionID(), "Error during message processing", e);
            }
        }

        @Override
        public SessionConnector getSessionConnector() {
            return FixAcceptor.this;
        }

        @Override
        public int getQueueSize() {
            return 0;
        }

        @Override
        public int getQueueSize(SessionID session) {
            return 0;
        }
    }
}
