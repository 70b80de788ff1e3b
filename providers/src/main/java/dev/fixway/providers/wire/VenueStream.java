package dev.fixway.providers.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One stream of a venue, a WebSocket or an answer of lines without an end, that is connected again whenever it breaks,
/// until it is closed.
///
/// A thread of its own reads and calls the listener, and nobody else does: the next message is read when the listener
/// is done with the last. A second one asks a quiet connection for a sign of life (a message, a ping, a pong) and
/// breaks one that gives none.
public final class VenueStream implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(VenueStream.class);
    private static final Duration END_PATIENCE = Duration.ofSeconds(2);
    private final String name;
    private final Supplier<URI> address;
    private final WireSettings settings;
    private final StreamListener listener;
    private final StreamSocket.Opener opener;
    private final Backoff backoff;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;
    private volatile @Nullable StreamSocket current;
    private long downSinceNanos = System.nanoTime();
    private boolean isAlarmed;

    /// - `address`: asked before every attempt, so that it can say from where to go on
    public VenueStream(String name, Supplier<URI> address, WireSettings settings, StreamListener listener) {
        this(name, address, Map.of(), settings, listener);
    }

    /// - `headers`: of the handshake, credentials among them; never logged
    public VenueStream(String name, Supplier<URI> address, Map<String, String> headers, WireSettings settings,
            StreamListener listener) {
        this(name, address, settings, listener, webSocket(Map.copyOf(headers)));
    }

    private VenueStream(String name, Supplier<URI> address, WireSettings settings, StreamListener listener,
            StreamSocket.Opener opener) {
        this.opener = opener;
        this.name = name;
        this.address = address;
        this.settings = settings;
        this.listener = listener;
        this.backoff = new Backoff(settings.firstBackoff(), settings.backoffMax(), new SplittableRandom());
        this.thread = Thread.ofVirtual().name("stream-" + name).unstarted(this::run);
    }

    /// A stream of lines: the answer to a GET, chunked or not, in which each line is a message. The listener can send
    /// nothing, and nobody asks for signs of life: lines, empty ones too, are what shows that the venue lives.
    ///
    /// - `headers`: of the request
    public static VenueStream lines(String name, Supplier<URI> address, Map<String, String> headers,
            WireSettings settings, StreamListener listener) {
        Map<String, String> copy = Map.copyOf(headers);
        return new VenueStream(name, address, settings, listener,
                (there, patience) -> LineSocket.open(there, copy, patience));
    }

    private static StreamSocket.Opener webSocket(Map<String, String> headers) {
        return (there, patience) -> VenueSocket.open(there, headers, patience);
    }

    /// Connects, again and again; returns at once.
    public void start() {
        thread.start();
    }

    /// Why a connection ended.
    private record End(String cause, Manner manner) {
        /// Whether the venue wants to be left alone for long.
        boolean isRefusal() {
            return manner != Manner.BROKEN;
        }
    }

    /// How a connection ended.
    private enum Manner {
        BROKEN,
        // The handshake was answered with a no.
        TURNED_AWAY,
        // The listener met the venue's no.
        REFUSED
    }

    private boolean isClosed() {
        return closed.getCount() == 0;
    }

    private void run() {
        try {
            while (!isClosed()) {
                End end = connected();
                if (isClosed()) {
                    return;
                }
                Duration pause = end.isRefusal() ? backoff.longest() : backoff.next();
                if (end.isRefusal()) {
                    LOG.error("stream refused stream={} cause=\"{}\" againInMillis={}", name, end.cause(),
                            pause.toMillis());
                } else {
                    LOG.warn("stream broken stream={} cause=\"{}\" againInMillis={}", name, end.cause(),
                            pause.toMillis());
                }
                alarmWhenLong(end);
                if (closed.await(pause.toNanos(), TimeUnit.NANOSECONDS)) {
                    return;
                }
                tell(listener::onAttempt);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void alarmWhenLong(End end) {
        long down = System.nanoTime() - downSinceNanos;
        boolean isRefused = end.manner() == Manner.REFUSED;
        if (!isAlarmed && (isRefused || down >= settings.alarmAfter().toNanos())) {
            isAlarmed = true;
            LOG.error("stream away for long stream={} seconds={} cause=\"{}\"", name,
                    TimeUnit.NANOSECONDS.toSeconds(down), end.cause());
            tell(() -> listener.onAway(end.cause(), isRefused));
        }
    }

    /// Without this thread there would be no more attempts.
    private void tell(Runnable news) {
        try {
            news.run();
        } catch (RuntimeException e) {
            LOG.error("stream listener failed stream={}", name, e);
        }
    }

    /// Makes one connection and serves it to its end.
    private End connected() {
        Connection connection;
        try {
            connection = new Connection(opener.open(address.get(), settings));
        } catch (Handshake.HandshakeException e) {
            return new End(String.valueOf(e.getMessage()), Manner.TURNED_AWAY);
        } catch (IOException | RuntimeException e) {
            // Whatever went wrong, the next attempt may be better; without this thread there would be none.
            return new End(e.toString(), Manner.BROKEN);
        }
        current = connection.socket;
        End end = new End("broken", Manner.BROKEN);
        try {
            end = connection.serve();
        } finally {
            connection.socket.close();
            current = null;
            if (connection.isReady) {
                downSinceNanos = System.nanoTime();
                isAlarmed = false;
                String cause = end.cause();
                tell(() -> listener.onLost(cause));
            }
        }
        return end;
    }

    /// Breaks the connection and waits a little for its thread: afterwards the listener hears nothing more.
    @Override
    public void close() {
        closed.countDown();
        StreamSocket socket = current;
        if (socket != null) {
            socket.fail("closed");
        }
        if (thread.isAlive() && !Thread.currentThread().equals(thread)) {
            try {
                if (!thread.join(END_PATIENCE)) {
                    LOG.warn("stream does not end stream={}", name);
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /// One connection. Belongs to the stream's thread.
    private final class Connection implements StreamLink {
        private final StreamSocket socket;
        private final long openedNanos = System.nanoTime();
        private volatile boolean isReady;

        private Connection(StreamSocket socket) {
            this.socket = socket;
        }

        /// Passes on what comes until the connection ends.
        private End serve() {
            Thread watch = Thread.ofVirtual().name("stream-watch-" + name).start(this::watch);
            try {
                listener.onOpen(this);
                while (!isClosed()) {
                    switch (socket.read()) {
                        case StreamSocket.Message.Text(String text) -> listener.onText(this, text);
                        case StreamSocket.Message.Binary(ByteBuffer bytes) -> listener.onBinary(this, bytes);
                    }
                }
                return new End("closed", Manner.BROKEN);
            } catch (IOException e) {
                return new End(String.valueOf(e.getMessage()), Manner.BROKEN);
            } catch (StreamRefusal e) {
                return new End(String.valueOf(e.getMessage()), Manner.REFUSED);
            } catch (RuntimeException e) {
                LOG.warn("stream given up stream={}", name, e);
                return new End(String.valueOf(e.getMessage()), Manner.BROKEN);
            } finally {
                watch.interrupt();
            }
        }

        /// Asks for a sign of life when there was none for a third of the time that is allowed. Breaks a connection
        /// that lives and does not become ready in that time, unless the listener is at work.
        private void watch() {
            long silenceMax = settings.silenceMax().toNanos();
            try {
                while (!closed.await(silenceMax / 6, TimeUnit.NANOSECONDS)) {
                    long quiet = socket.quietNanos();
                    if (quiet >= silenceMax) {
                        socket.fail("no sign of life for " + settings.silenceMax().toMillis() + " ms");
                        return;
                    }
                    if (quiet > 0 && !isReady && System.nanoTime() - openedNanos >= silenceMax) {
                        socket.fail("not ready within " + settings.silenceMax().toMillis() + " ms");
                        return;
                    }
                    if (quiet >= silenceMax / 3) {
                        socket.sendPing();
                    }
                }
                // Closed before it was known as the current one.
                socket.fail("closed");
            } catch (IOException e) {
                socket.fail("cannot be written to: " + e.getMessage());
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void send(String text) {
            try {
                socket.sendText(text);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot be written to", e);
            }
        }

        @Override
        public void ready() {
            if (!isReady) {
                isReady = true;
                backoff.reset();
                Duration gap = Duration.ofNanos(System.nanoTime() - downSinceNanos);
                LOG.info("stream up stream={} gapMillis={}", name, gap.toMillis());
                listener.onConnected(gap);
            }
        }
    }
}
