package dev.fixway.engine.session;

import quickfix.ConfigError;
import quickfix.SessionFactory;
import quickfix.SessionID;
import quickfix.SessionSettings;
import quickfix.ThreadedSocketAcceptor;

/// QuickFIX/J's acceptor with one dispatcher thread per session.
///
/// Its queues have no bound of their own, because a full one would block an I/O thread that sessions share: the
/// [SocketGuard] stops reading a connection whose queue is long.
final class FixAcceptor extends ThreadedSocketAcceptor {
    FixAcceptor(SessionFactory sessions, SessionSettings settings) throws ConfigError {
        super(sessions, settings, Integer.MAX_VALUE);
    }

    /// Messages of a session that wait for its dispatcher.
    int waiting(SessionID session) {
        return getEventHandlingStrategy().getQueueSize(session);
    }
}
