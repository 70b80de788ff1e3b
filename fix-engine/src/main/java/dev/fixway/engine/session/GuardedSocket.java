package dev.fixway.engine.session;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ObjIntConsumer;
import java.util.function.Predicate;
import org.apache.mina.core.session.IoSession;
import org.jspecify.annotations.Nullable;
import quickfix.Session;
import quickfix.SessionID;
import quickfix.mina.SessionConnector;

/// One connection as the [SocketGuard] sees it.
///
/// Reading and framing are its I/O thread's; the counts are anybody's.
final class GuardedSocket {
    private static final long NEVER = Long.MIN_VALUE;
    private final IoSession io;
    private final Framing framing;
    private final long openedNanos;
    private final @Nullable InetAddress address;
    private final AtomicInteger unwritten = new AtomicInteger();
    private final Outlet outlet;
    private volatile long fullSince = NEVER;
    private volatile boolean wasLoggedOn;
    private boolean begun;
    private boolean bound;
    private long endingSince = NEVER;
    private long logoutSince = NEVER;
    private int passedOver;
    private int missing;
    private long missingSince;

    /// - `queued`: called with so many messages that the socket did not take
    /// - `writeStore`: puts what the session has sent so far into its store; false when that fails
    GuardedSocket(IoSession io, Framing framing, long openedNanos,
            ObjIntConsumer<GuardedSocket> queued, Predicate<GuardedSocket> writeStore) {
        this.io = io;
        this.framing = framing;
        this.openedNanos = openedNanos;
        this.outlet = new Outlet(io, new Outlet.Surroundings() {
            @Override
            public int unwritten() {
                return unwritten.get();
            }

            @Override
            public void queued(int messages) {
                queued.accept(GuardedSocket.this, messages);
            }

            @Override
            public boolean writeStore() {
                return writeStore.test(GuardedSocket.this);
            }
        });
        this.address = io.getRemoteAddress() instanceof InetSocketAddress inet ? inet.getAddress() : null;
    }

    Outlet outlet() {
        return outlet;
    }

    /// Bytes that wait in MINA's queue.
    long scheduledBytes() {
        return io.getScheduledWriteBytes();
    }

    Framing framing() {
        return framing;
    }

    long openedNanos() {
        return openedNanos;
    }

    /// True for the first message of the connection.
    boolean begins() {
        boolean first = !begun;
        begun = true;
        return first;
    }

    /// True when a session is bound to it and that was not so before.
    boolean binds() {
        boolean now = !bound && session() != null;
        bound |= now;
        return now;
    }

    boolean hasBegun() {
        return begun;
    }

    @Nullable
    InetAddress address() {
        return address;
    }

    /// The session that this connection is bound to, once its Logon(A) was taken.
    @Nullable
    Session session() {
        return io.getAttribute(SessionConnector.QF_SESSION) instanceof Session session ? session : null;
    }

    boolean isOf(SessionID id) {
        Session session = session();
        return session != null && session.getSessionID().equals(id);
    }

    /// Who it is, for log lines.
    String who() {
        Session session = session();
        return session == null ? String.valueOf(io.getRemoteAddress()) : session.getSessionID().toString();
    }

    /// Whether somebody has logged on here since it was opened.
    boolean wasLoggedOn() {
        Session session = session();
        if (!wasLoggedOn && session != null && session.isLoggedOn()) {
            wasLoggedOn = true;
        }
        return wasLoggedOn;
    }

    /// One message more or less waits in the socket; the new count.
    int count(int change, int max, long now) {
        int count = unwritten.addAndGet(change);
        if (count >= max) {
            fullSince = fullSince == NEVER ? now : fullSince;
        } else {
            fullSince = NEVER;
        }
        return count;
    }

    /// How long `max` messages and more have waited without a pause.
    long fullNanos(long now) {
        long since = fullSince;
        return since == NEVER ? 0 : now - since;
    }

    /// How long others have waited for this message, as far as it was looked at; 0 when it was another one before.
    ///
    /// - `number`: 0 when none is missing
    long gapNanos(int number, long now) {
        if (number != missing) {
            missing = number;
            missingSince = now;
        }
        return number == 0 ? 0 : now - missingSince;
    }

    /// Whether QuickFIX/J wants it closed.
    boolean isEnding() {
        return Boolean.TRUE.equals(io.getAttribute(SessionConnector.QFJ_RESET_IO_CONNECTOR));
    }

    /// How long QuickFIX/J has wanted it closed, as soon as what waits is written.
    long endingNanos(long now) {
        if (!isEnding()) {
            return 0;
        }
        endingSince = endingSince == NEVER ? now : endingSince;
        return now - endingSince;
    }

    /// How long our own Logout(5) has waited for the client's, as far as it was looked at.
    ///
    /// - `isSent`: whether it has left
    long logoutNanos(boolean isSent, long now) {
        if (!isSent || logoutSince == NEVER) {
            logoutSince = isSent ? now : NEVER;
            return 0;
        }
        return now - logoutSince;
    }

    /// One more message was not taken.
    void passOver() {
        passedOver++;
    }

    /// Messages that were not taken.
    int passedOver() {
        return passedOver;
    }

    void closeNow() {
        io.closeNow();
    }
}
