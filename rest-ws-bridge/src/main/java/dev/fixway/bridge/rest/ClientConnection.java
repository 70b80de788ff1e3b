package dev.fixway.bridge.rest;

import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpServerConnection;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.xnio.IoUtils;
import org.xnio.StreamConnection;
import org.xnio.channels.StreamSinkChannel;
import org.xnio.conduits.AbstractStreamSourceConduit;
import org.xnio.conduits.ConduitReadableByteChannel;
import org.xnio.conduits.Conduits;
import org.xnio.conduits.StreamSinkConduit;
import org.xnio.conduits.StreamSourceConduit;

/// One connection of a client, between its socket and the HTTP parser: nothing that is not [Framing] gets past, and no
/// phase lasts longer than its limit. Owned by the I/O thread.
final class ClientConnection extends AbstractStreamSourceConduit<StreamSourceConduit> {
    /// What is still swallowed behind an answer, so that the client can read it before the connection ends.
    static final int SWALLOWED_MAX = 512 * 1024;
    private static final int AHEAD_MAX = 256;
    private static final long LINGER_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final StreamConnection channel;
    private final InetAddress peer;
    private final HttpSettings.Limits limits;
    private final LongSupplier nanoTicker;
    private final Framing framing = new Framing();
    private final ByteBuffer ahead = ByteBuffer.allocate(AHEAD_MAX).limit(0);
    private @Nullable HttpServerConnection parser;
    private @Nullable String remoteAddr;
    private volatile Phase phase = Phase.IDLE;
    private long sinceNanos;
    private long swallowed;

    /// What the connection is doing.
    enum Phase {
        IDLE,
        HEAD,
        BODY,
        SERVED,
        ANSWERED,
        REFUSED,
        // No HTTP any more: a client of the stream.
        STREAM
    }

    ClientConnection(StreamConnection channel, InetAddress peer, HttpSettings.Limits limits,
            LongSupplier nanoTicker) {
        super(channel.getSourceChannel().getConduit());
        this.channel = channel;
        this.peer = peer;
        this.limits = limits;
        this.nanoTicker = nanoTicker;
        this.sinceNanos = nanoTicker.getAsLong();
    }

    /// The connection that a request came on.
    static ClientConnection of(HttpServerExchange exchange) {
        HttpServerConnection parser = (HttpServerConnection) exchange.getConnection();
        ClientConnection connection = (ClientConnection) parser.getOriginalSourceConduit();
        connection.parser = parser;
        return connection;
    }

    /// A request has begun, its body is read, or its answer is being written.
    void enter(Phase next) {
        phase = next;
        sinceNanos = nanoTicker.getAsLong();
        swallowed = 0;
    }

    /// The answer is written and the request read to its end.
    void requestEnded() {
        if (phase != Phase.REFUSED && phase != Phase.STREAM) {
            enter(framing.isBetweenRequests() ? Phase.IDLE : Phase.HEAD);
            if (framing.fault() != null) {
                channel.getIoThread().execute(this::refuse);
            }
        }
    }

    /// Whether a request has come that is not answered yet. Any thread.
    boolean isServing() {
        return phase == Phase.BODY || phase == Phase.SERVED || phase == Phase.ANSWERED;
    }

    boolean isRefused() {
        return phase == Phase.REFUSED;
    }

    /// Closes the connection when its phase has lasted too long.
    void expire() {
        long limit = switch (phase) {
            case IDLE -> limits.idle().toNanos();
            case HEAD, BODY -> limits.request().toNanos();
            // With a fault in the rest of its request an answer never ends.
            case ANSWERED -> framing.fault() == null ? limits.request().toNanos() : LINGER_NANOS;
            case REFUSED -> LINGER_NANOS;
            // The engine's deadline is shorter, and its answer comes first.
            case SERVED -> Long.MAX_VALUE;
            // Silence is legal there, and its queue is bounded.
            case STREAM -> Long.MAX_VALUE;
        };
        if (nanoTicker.getAsLong() - sinceNanos > limit) {
            close();
        }
    }

    /// Whether the peer has ended its side, or the connection is broken. What it has sent meanwhile is kept for later.
    boolean isPeerGone() {
        if (ahead.hasRemaining()) {
            return false;
        }
        try {
            int count = next.read(ahead.clear());
            ahead.flip();
            return count < 0;
        } catch (IOException _) {
            ahead.limit(0);
            return true;
        }
    }

    private int readNext(ByteBuffer dst) throws IOException {
        if (!ahead.hasRemaining()) {
            return next.read(dst);
        }
        int count = Math.min(ahead.remaining(), dst.remaining());
        dst.put(ahead.slice(ahead.position(), count));
        ahead.position(ahead.position() + count);
        return count;
    }

    /// Nothing new on the socket would tell of bytes that are here already.
    @Override
    public void resumeReads() {
        if (ahead.hasRemaining()) {
            next.wakeupReads();
        } else {
            next.resumeReads();
        }
    }

    void close() {
        IoUtils.safeClose(channel);
    }

    /// Whether what has come ends with the request that is served.
    boolean isAtEndOfRequest() {
        return framing.isBetweenRequests() && framing.fault() == null;
    }

    InetAddress peer() {
        return peer;
    }

    /// Address and port of the peer; null when the socket has gone before anybody asked.
    @Nullable
    String remoteAddr() {
        if (remoteAddr == null && channel.getPeerAddress() instanceof InetSocketAddress inet) {
            remoteAddr = peer.getHostAddress() + ':' + inet.getPort();
        }
        return remoteAddr;
    }

    boolean isStream() {
        return phase == Phase.STREAM;
    }

    @Override
    public int read(ByteBuffer dst) throws IOException {
        if (phase == Phase.STREAM) {
            return next.read(dst);
        }
        if (framing.fault() != null) {
            channel.getIoThread().execute(this::refuse);
            return 0;
        }
        int start = dst.position();
        int count = readNext(dst);
        if (count <= 0) {
            return count;
        }
        if (phase == Phase.IDLE) {
            enter(Phase.HEAD);
        }
        if (phase == Phase.ANSWERED) {
            swallow(count);
        }
        int good = framing.follow(dst, start, start + count);
        if (framing.fault() != null) {
            dst.position(start + good);
            // Not at once: what is good may be a request that is answered first.
            channel.getIoThread().execute(this::refuse);
        }
        return good;
    }

    private void swallow(int count) throws IOException {
        swallowed += count;
        if (swallowed > SWALLOWED_MAX) {
            close();
            throw new IOException("more than " + SWALLOWED_MAX + " bytes behind the answer");
        }
    }

    /// Answers what is no HTTP, once nothing before it waits for its answer.
    private void refuse() {
        Framing.Fault fault = framing.fault();
        boolean isWaiting = phase == Phase.IDLE || phase == Phase.HEAD || phase == Phase.BODY;
        boolean hasMoreBefore = phase != Phase.BODY && parser != null && parser.getExtraBytes() != null;
        if (fault == null || !isWaiting || hasMoreBefore) {
            return;
        }
        enter(Phase.REFUSED);
        String head = "HTTP/1.1 " + fault.status() + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
        ByteBuffer bytes = ByteBuffer.wrap(head.getBytes(StandardCharsets.US_ASCII));
        try {
            StreamSinkConduit sink = channel.getSinkChannel().getConduit();
            sink.write(bytes);
            if (bytes.hasRemaining()) {
                close();
                return;
            }
            sink.terminateWrites();
            sink.flush();
            channel.getSourceChannel().setReadListener(_ -> linger());
            linger();
        } catch (IOException _) {
            close();
        }
    }

    /// Reads on for a while: closing a socket with unread bytes takes the answer away from the client.
    private void linger() {
        ByteBuffer scratch = ByteBuffer.allocate(8 * 1024);
        try {
            int count = 1;
            while (count > 0) {
                count = readNext(scratch.clear());
                swallow(Math.max(0, count));
            }
            if (count < 0) {
                close();
            } else {
                next.resumeReads();
            }
        } catch (IOException _) {
            close();
        }
    }

    @Override
    public long read(ByteBuffer[] dsts, int offs, int len) throws IOException {
        for (int i = offs; i < offs + len; i++) {
            if (dsts[i].hasRemaining()) {
                return read(dsts[i]);
            }
        }
        return 0;
    }

    @Override
    public long transferTo(long position, long count, FileChannel target) throws IOException {
        return target.transferFrom(new ConduitReadableByteChannel(this), position, count);
    }

    @Override
    public long transferTo(long count, ByteBuffer throughBuffer, StreamSinkChannel target) throws IOException {
        return Conduits.transfer(this, count, throughBuffer, target);
    }
}
