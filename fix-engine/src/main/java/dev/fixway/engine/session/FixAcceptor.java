package dev.fixway.engine.session;

import quickfix.ConfigError;
import quickfix.SessionFactory;
import quickfix.SessionID;
import quickfix.SessionSettings;
import quickfix.ThreadedSocketAcceptor;
import quickfix.mina.EventHandlingStrategy;
import quickfix.mina.SessionConnector;
import quickfix.mina.ThreadPerSessionEventHandlingStrategy;

/// QuickFIX/J's acceptor with one dispatcher thread per session that is connected.
///
/// Its queues have no bound of their own, because a full one would block an I/O thread that sessions share: the
/// [SocketGuard] stops reading a connection whose queue is long.
final class FixAcceptor extends ThreadedSocketAcceptor {
    private final Dispatchers dispatchers;

    FixAcceptor(SessionFactory sessions, SessionSettings settings) throws ConfigError {
        super(sessions, settings);
        dispatchers = new Dispatchers(this);
    }

    /// Those of QuickFIX/J, which tell whether they exist.
    private static final class Dispatchers extends ThreadPerSessionEventHandlingStrategy {
        Dispatchers(SessionConnector connector) {
            super(connector, Integer.MAX_VALUE);
        }

        boolean has(SessionID session) {
            return getDispatcher(session) != null;
        }
    }

    /// Messages of a session that wait for its dispatcher.
    int waiting(SessionID session) {
        return dispatchers.getQueueSize(session);
    }

    /// Whether a session has a connection, or one that ended and is not done with: its dispatcher ends with what has
    /// been queued by then, and what is queued after that is lost.
    boolean dispatches(SessionID session) {
        return dispatchers.has(session);
    }

    @Override
    public void start() throws ConfigError {
        dispatchers.setExecutor(longLivedExecutor);
        super.start();
    }

    /// The acceptor calls it when it stops: nobody connects any more, and the sessions are not closed yet.
    @Override
    protected void stopSessionTimer() {
        super.stopSessionTimer();
        dispatchers.stopDispatcherThreads();
    }

    @Override
    protected EventHandlingStrategy getEventHandlingStrategy() {
        return dispatchers;
    }
}
