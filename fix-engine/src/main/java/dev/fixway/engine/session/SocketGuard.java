package dev.fixway.engine.session;

import dev.fixway.engine.codec.StoredMessage;
import dev.fixway.engine.session.Refusals.Reason;
import java.io.Closeable;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import org.apache.mina.core.buffer.IoBuffer;
import org.apache.mina.core.filterchain.IoFilterAdapter;
import org.apache.mina.core.session.AttributeKey;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.core.write.WriteRequest;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import quickfix.Session;
import quickfix.SessionID;

/// Stands between the sockets and QuickFIX/J, which has no limits of its own before a logon and hides clients that do
/// not read.
///
/// - Connections are counted, in all and per address
/// - What goes on to QuickFIX/J are whole messages within the size limit, the first of them a Logon(A) of a session
///   that exists; everything else closes the connection, or is skipped once a session is bound
/// - A connection without a logon is closed at the deadline
/// - Messages that the socket has not taken are counted for the session's [Lane]; a socket that takes nothing for long
///   is closed
/// - Behind our own Logout(5) only the client's goes on to QuickFIX/J, and ends the connection: the rest counts as not
///   received and is asked for at the next logon. Who sends none within `LogoutTimeout` is closed, whatever else comes
/// - One whose messages wait for a missing one that does not come is closed: it is asked for again at the next logon
///
/// Runs on MINA's threads, on whatever thread sends, and on a timer of its own.
final class SocketGuard extends IoFilterAdapter implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(SocketGuard.class);
    private static final AttributeKey SOCKET = new AttributeKey(SocketGuard.class, "socket");
    private static final long LOOK_MILLIS = 100;
    private static final Duration ENDING_MAX = Duration.ofSeconds(2);
    private static final int UNWRITTEN_SPARE = 1_000;
    private static final long UNWRITTEN_BYTES_MAX = 64L << 20;
    private final Map<SessionID, Lane> lanes;
    private final FixSettings.Limits limits;
    private final Refusals refusals;
    private final BiConsumer<Lane, Outlet> bound;
    private final Map<IoSession, GuardedSocket> sockets = new ConcurrentHashMap<>();
    private final ReentrantLock beginning = new ReentrantLock();
    private final ReentrantLock counting = new ReentrantLock();
    private final Map<InetAddress, Integer> perAddress = new HashMap<>();
    private int connections;
    private final ScheduledExecutorService timer = Executors
            .newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("fix-guard").factory());

    /// - `bound`: told the way out of a session that has logged on
    SocketGuard(Map<SessionID, Lane> lanes, FixSettings.Limits limits, Refusals refusals,
            BiConsumer<Lane, Outlet> bound) {
        this.lanes = Map.copyOf(lanes);
        this.limits = limits;
        this.refusals = refusals;
        this.bound = bound;
        var _ = timer.scheduleWithFixedDelay(this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    public void sessionCreated(NextFilter next, IoSession io) {
        GuardedSocket socket = new GuardedSocket(io, new Framing(limits.messageSizeMax()), System.nanoTime(),
                this::queued, this::writeStore);
        Reason reason = enter(socket.address());
        if (reason != null) {
            refuse(socket, reason);
            return;
        }
        io.setAttribute(SOCKET, socket);
        sockets.put(io, socket);
        next.sessionCreated(io);
    }

    @Override
    public void sessionOpened(NextFilter next, IoSession io) throws Exception {
        if (of(io) != null) {
            next.sessionOpened(io);
        }
    }

    @Override
    public void sessionClosed(NextFilter next, IoSession io) throws Exception {
        GuardedSocket socket = of(io);
        if (socket == null) {
            return;
        }
        leave(socket.address());
        if (socket.passedOver() > 0) {
            LOG.info("fix messages not taken behind our logout session={} messages={}", socket.who(),
                    socket.passedOver());
        }
        try {
            // QuickFIX/J ends the session here, which is not done with until then.
            next.sessionClosed(io);
        } finally {
            sockets.remove(io);
        }
    }

    @Override
    public void exceptionCaught(NextFilter next, IoSession io, Throwable cause) throws Exception {
        GuardedSocket socket = of(io);
        if (socket == null || socket.session() == null) {
            // A stranger's connection that broke is nobody's business.
            LOG.debug("fix connection broken of={}", io.getRemoteAddress(), cause);
            io.closeNow();
            return;
        }
        next.exceptionCaught(io, cause);
    }

    @Override
    public void messageReceived(NextFilter next, IoSession io, Object message) {
        GuardedSocket socket = of(io);
        if (socket == null || isOver(socket, io) || !(message instanceof IoBuffer bytes)) {
            return;
        }
        Framing framing = socket.framing();
        framing.append(bytes.buf());
        Framing.Found found = framing.next();
        while (found == Framing.Found.MESSAGE && !isOver(socket, io)) {
            byte[] whole = framing.take();
            if (!socket.begins()) {
                pass(socket, whole, next, io);
            } else if (!begin(socket, whole, next, io)) {
                return;
            }
            bindOnce(socket);
            found = framing.next();
        }
        if (found == Framing.Found.TOO_LONG) {
            refuse(socket, Reason.MESSAGE_TOO_LONG);
        } else if (found == Framing.Found.GARBAGE || (framing.skipped() > 0 && !socket.hasBegun())) {
            refuse(socket, Reason.GARBAGE);
        }
    }

    /// QuickFIX/J takes a SequenceReset(4) and a Reject(3) even behind a Logon(A) that it has refused.
    private static boolean isOver(GuardedSocket socket, IoSession io) {
        return io.isClosing() || socket.isEnding();
    }

    private void pass(GuardedSocket socket, byte[] message, NextFilter next, IoSession io) {
        boolean isLoggedOut = isLoggedOut(socket);
        if (isLoggedOut && !isOfType("5", message)) {
            socket.passOver();
            return;
        }
        next.messageReceived(io, IoBuffer.wrap(message));
        if (isLoggedOut) {
            // Whatever QuickFIX/J thinks of its time or CompIDs.
            io.closeOnFlush();
        }
    }

    /// Whether our own Logout(5) has left, or is about to.
    private boolean isLoggedOut(GuardedSocket socket) {
        Lane lane = laneOf(socket);
        return lane != null && lane.inbound().isShut();
    }

    private static boolean isOfType(String msgType, byte[] message) {
        return msgType.equals(StoredMessage.field(new String(message, StandardCharsets.ISO_8859_1), 35));
    }

    /// One connection after the other, so that no two of a session begin at once; false when it was refused.
    private boolean begin(GuardedSocket socket, byte[] message, NextFilter next, IoSession io) {
        beginning.lock();
        try {
            Reason reason = unwelcome(message);
            if (reason != null) {
                refuse(socket, reason);
                return false;
            }
            next.messageReceived(io, IoBuffer.wrap(message));
            return true;
        } finally {
            beginning.unlock();
        }
    }

    /// Why a connection may not begin with this message; null when it may.
    private @Nullable Reason unwelcome(byte[] message) {
        String text = new String(message, StandardCharsets.ISO_8859_1);
        if (!"A".equals(StoredMessage.field(text, 35))) {
            return Reason.NOT_A_LOGON;
        }
        String beginString = text.substring(2, text.indexOf('\u0001'));
        SessionID session = new SessionID(beginString, StoredMessage.field(text, 56), StoredMessage.field(text, 49));
        if (!lanes.containsKey(session)) {
            return Reason.UNKNOWN_SESSION;
        }
        // The end of the last connection would end the new one.
        return sockets.values().stream().anyMatch(socket -> socket.isOf(session)) ? Reason.STILL_BUSY : null;
    }

    private void bindOnce(GuardedSocket socket) {
        Lane lane = socket.binds() ? laneOf(socket) : null;
        if (lane != null) {
            bound.accept(lane, socket.outlet());
        }
    }

    private @Nullable Lane laneOf(GuardedSocket socket) {
        Session session = socket.session();
        return session == null ? null : lanes.get(session.getSessionID());
    }

    @Override
    public void filterWrite(NextFilter next, IoSession io, WriteRequest request) throws Exception {
        GuardedSocket socket = of(io);
        if (socket == null) {
            next.filterWrite(io, request);
        } else {
            socket.outlet().write(next, request);
        }
    }

    private void queued(GuardedSocket socket, int messages) {
        int count = count(socket, messages);
        if (count > 2 * limits.unwrittenMax() + UNWRITTEN_SPARE
                || socket.scheduledBytes() > UNWRITTEN_BYTES_MAX) {
            refuse(socket, Reason.UNWRITTEN);
        }
    }

    private boolean writeStore(GuardedSocket socket) {
        Lane lane = laneOf(socket);
        return lane == null || lane.writeStore();
    }

    @Override
    public void messageSent(NextFilter next, IoSession io, WriteRequest request) throws Exception {
        GuardedSocket socket = of(io);
        if (socket != null) {
            count(socket, -Outlet.Batch.messagesOf(request));
        }
        next.messageSent(io, request);
    }

    private int count(GuardedSocket socket, int change) {
        int count = socket.count(change, limits.unwrittenMax(), System.nanoTime());
        Lane lane = laneOf(socket);
        if (lane != null) {
            lane.unwritten(count, count - change);
        }
        return count;
    }

    private void look() {
        long now = System.nanoTime();
        for (GuardedSocket socket : sockets.values()) {
            if (!socket.wasLoggedOn() && now - socket.openedNanos() > limits.logonDeadline().toNanos()) {
                refuse(socket, Reason.NO_LOGON);
            } else if (socket.fullNanos(now) > limits.behindMax().toNanos()) {
                refuse(socket, Reason.BEHIND);
            } else if (gapNanos(socket, now) > limits.gapMax().toNanos()) {
                refuse(socket, Reason.GAP);
            } else if (isLogoutOverdue(socket, now)) {
                socket.closeNow();
            } else if (socket.endingNanos(now) > ENDING_MAX.toNanos()) {
                // QuickFIX/J waits until everything is written, which a client that does not read never lets happen.
                socket.closeNow();
            }
        }
    }

    private long gapNanos(GuardedSocket socket, long now) {
        Lane lane = laneOf(socket);
        return lane == null ? 0 : socket.gapNanos(lane.missing(), now);
    }

    /// QuickFIX/J counts from the last message that it sent: while reports go out it never closes.
    private boolean isLogoutOverdue(GuardedSocket socket, long now) {
        Session session = socket.session();
        return session != null && socket.logoutNanos(isLoggedOut(socket), now) > TimeUnit.SECONDS
                .toNanos(session.getLogoutTimeout());
    }

    private void refuse(GuardedSocket socket, Reason reason) {
        refusals.add(reason, socket.who());
        socket.closeNow();
    }

    private @Nullable Reason enter(@Nullable InetAddress address) {
        counting.lock();
        try {
            if (connections >= limits.connectionsMax()) {
                return Reason.TOO_MANY_CONNECTIONS;
            }
            if (address != null
                    && perAddress.getOrDefault(address, 0) >= limits.connectionsPerAddressMax()) {
                return Reason.TOO_MANY_FROM_ADDRESS;
            }
            connections++;
            if (address != null) {
                perAddress.merge(address, 1, Integer::sum);
            }
            return null;
        } finally {
            counting.unlock();
        }
    }

    private void leave(@Nullable InetAddress address) {
        counting.lock();
        try {
            connections--;
            if (address != null) {
                perAddress.computeIfPresent(address, (_, count) -> count == 1 ? null : count - 1);
            }
        } finally {
            counting.unlock();
        }
    }

    private static @Nullable GuardedSocket of(IoSession io) {
        return io.getAttribute(SOCKET) instanceof GuardedSocket socket ? socket : null;
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
