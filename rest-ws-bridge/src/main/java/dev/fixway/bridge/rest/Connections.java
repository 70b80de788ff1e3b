package dev.fixway.bridge.rest;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xnio.ChannelListener;
import org.xnio.IoUtils;
import org.xnio.StreamConnection;

/// The open connections of clients: so many from one address, so many in all, none that hangs.
///
/// Connections come and are looked at on the I/O thread; counts may be read by any.
final class Connections {
    private static final Logger LOG = LoggerFactory.getLogger(Connections.class);

    /// So many places, at most, are kept from streams, and in all from other machines: for operators on this one.
    private static final int KEPT_MAX = 16;
    private static final int KEPT_SHARE = 16;

    private final HttpSettings.Limits limits;
    private final LongSupplier nanoTicker;
    private final Set<ClientConnection> open = ConcurrentHashMap.newKeySet();
    private final Map<InetAddress, Integer> perAddress = new ConcurrentHashMap<>();
    private final AtomicLong refused = new AtomicLong();
    private volatile boolean isFull;

    Connections(HttpSettings.Limits limits, LongSupplier nanoTicker) {
        this.limits = limits;
        this.nanoTicker = nanoTicker;
    }

    /// Hands a new connection on to the HTTP parser, or closes it when there are too many.
    void accept(StreamConnection channel, ChannelListener<StreamConnection> parser) {
        InetSocketAddress peer = channel.getPeerAddress(InetSocketAddress.class);
        if (peer == null || isOverLimit(peer.getAddress())) {
            IoUtils.safeClose(channel);
            return;
        }
        ClientConnection connection = new ClientConnection(channel, peer.getAddress(), limits, nanoTicker);
        open.add(connection);
        perAddress.merge(peer.getAddress(), 1, Integer::sum);
        channel.setCloseListener(_ -> closed(connection, peer.getAddress()));
        channel.getSourceChannel().setConduit(connection);
        parser.handleEvent(channel);
    }

    private boolean isOverLimit(InetAddress address) {
        boolean isOver = open.size() >= roomFor(address)
                || perAddress.getOrDefault(address, 0) >= limits.connectionsPerAddressMax();
        if (isOver) {
            refused.incrementAndGet();
            if (!isFull) {
                LOG.warn("connections refused address={} fromAddress={} open={}", address.getHostAddress(),
                        perAddress.getOrDefault(address, 0), open.size());
            }
        }
        isFull = isOver;
        return isOver;
    }

    private int roomFor(InetAddress address) {
        return limits.connectionsMax() - (address.isLoopbackAddress() ? 0 : kept(limits.connectionsMax()));
    }

    private static int kept(int places) {
        return Math.min(KEPT_MAX, places / KEPT_SHARE);
    }

    /// Whether a connection may stay for as long as its client likes, and requests still find a place beside it.
    boolean hasRoomForStream(ClientConnection connection) {
        InetAddress address = connection.peer();
        long streams = open.stream().filter(ClientConnection::isStream).count();
        long fromThere = open.stream().filter(c -> c.isStream() && c.peer().equals(address)).count();
        return streams < limits.connectionsMax() - kept(limits.connectionsMax())
                && fromThere < limits.connectionsPerAddressMax() - kept(limits.connectionsPerAddressMax());
    }

    private void closed(ClientConnection connection, InetAddress address) {
        if (open.remove(connection)) {
            perAddress.computeIfPresent(address, (_, count) -> count == 1 ? null : count - 1);
        }
    }

    /// Closes what has lasted too long. On the I/O thread.
    void sweep() {
        open.forEach(ClientConnection::expire);
    }

    int count() {
        return open.size();
    }

    /// Connections that were closed for want of room, since the start.
    long refusedCount() {
        return refused.get();
    }

    /// Requests that have come and are not answered to the end.
    int serving() {
        return (int) open.stream().filter(ClientConnection::isServing).count();
    }
}
