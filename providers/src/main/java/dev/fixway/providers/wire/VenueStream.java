package dev.fixway.providers.wire;

import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One WebSocket to a venue that is connected again whenever it breaks, until it is closed.
///
/// A thread of its own calls the listener, and nobody else does. A connection without a sign of life (a message, a ping,
/// the pong that it is asked for) is broken; the next message is read when the listener is done with the last.
public final class VenueStream implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(VenueStream.class);
    private static final Duration END_PATIENCE = Duration.ofSeconds(2);
    private final String name;
    private final Supplier<URI> address;
    private final WireSettings settings;
    private final StreamListener listener;
    private final HttpClient client;
    private final Backoff backoff;
    private final LinkedBlockingQueue<StreamSignal> signals = new LinkedBlockingQueue<>();
    private final Thread thread;
    private volatile boolean isClosed;
    private long downSinceNanos = System.nanoTime();
    private boolean isAlarmed;

    /// - `address`: asked before every attempt, so that it can say from where to go on
    public VenueStream(String name, Supplier<URI> address, WireSettings settings, StreamListener listener) {
        this.name = name;
        this.address = address;
        this.settings = settings;
        this.listener = listener;
        this.client = HttpClient.newBuilder()
                .proxy(ProxySelector.of(null))
                .executor(Executors.newVirtualThreadPerTaskExecutor())
                .build();
        this.backoff = new Backoff(settings.firstBackoff(), settings.backoffMax(), new SplittableRandom());
        this.thread = Thread.ofVirtual().name("stream-" + name).unstarted(this::run);
    }

    /// Connects, again and again; returns at once.
    public void start() {
        thread.start();
    }

    private void run() {
        try {
            while (!isClosed) {
                String cause = connected();
                if (isClosed) {
                    return;
                }
                Duration pause = backoff.next();
                LOG.warn("stream broken stream={} cause=\"{}\" againInMillis={}", name, cause, pause.toMillis());
                alarmWhenLong(cause);
                pause(pause);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void alarmWhenLong(String cause) {
        long down = System.nanoTime() - downSinceNanos;
        if (!isAlarmed && down >= settings.alarmAfter().toNanos()) {
            isAlarmed = true;
            LOG.error("stream away for long stream={} seconds={} cause=\"{}\"", name,
                    TimeUnit.NANOSECONDS.toSeconds(down), cause);
        }
    }

    /// Waits, unless it is closed meanwhile.
    private void pause(Duration pause) throws InterruptedException {
        long end = System.nanoTime() + pause.toNanos();
        for (long left = pause.toNanos(); left > 0 && !isClosed; left = end - System.nanoTime()) {
            signals.poll(left, TimeUnit.NANOSECONDS);
        }
    }

    /// Makes one connection and serves it to its end; the cause of that.
    private String connected() throws InterruptedException {
        Connection connection = new Connection();
        CompletableFuture<WebSocket> opening = client.newWebSocketBuilder()
                .connectTimeout(settings.connectTimeout())
                .buildAsync(address.get(), connection.frames);
        try {
            connection.socket = opening.get(settings.connectTimeout().toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            return String.valueOf(e.getCause());
        } catch (TimeoutException _) {
            // It may come up all the same: nobody listens to it then.
            var _ = opening.whenComplete((socket, _) -> abort(socket));
            opening.cancel(true);
            return "no connection within " + settings.connectTimeout().toMillis() + " ms";
        }
        String cause = "broken";
        try {
            cause = connection.serve();
        } finally {
            abort(connection.socket);
            if (connection.isReady) {
                downSinceNanos = System.nanoTime();
                isAlarmed = false;
                listener.onLost(cause);
            }
        }
        return cause;
    }

    private static void abort(@Nullable WebSocket socket) {
        if (socket != null) {
            socket.abort();
        }
    }

    /// Breaks the connection and waits a little for its thread: afterwards the listener hears nothing more.
    @Override
    public void close() {
        isClosed = true;
        signals.add(new StreamSignal.Ended("closed"));
        if (thread.isAlive() && !Thread.currentThread().equals(thread)) {
            try {
                if (!thread.join(END_PATIENCE)) {
                    LOG.warn("stream does not end stream={}", name);
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
        client.shutdownNow();
    }

    /// One connection. Belongs to the stream's thread.
    private final class Connection implements StreamLink {
        private final StreamFrames frames = new StreamFrames(settings.bodyBytesMax(), signals);
        private @Nullable WebSocket socket;
        private boolean isReady;

        /// Passes on what comes until the connection ends.
        private String serve() throws InterruptedException {
            try {
                listener.onOpen(this);
                while (!isClosed) {
                    frames.wantOne(open());
                    StreamSignal signal = next();
                    switch (signal) {
                        case StreamSignal.Text text when text.from() == frames -> listener.onText(this, text.text());
                        case StreamSignal.Broken broken when broken.from() == frames -> {
                            return broken.cause();
                        }
                        case StreamSignal.Ended ended -> {
                            return ended.cause();
                        }
                        case StreamSignal.Text _, StreamSignal.Broken _ -> LOG.debug("late signal stream={}", name);
                    }
                }
                return "closed";
            } catch (RuntimeException e) {
                LOG.warn("stream given up stream={}", name, e);
                return String.valueOf(e.getMessage());
            }
        }

        /// Waits for a signal; asks for a sign of life when there was none for a third of the time that is allowed.
        private StreamSignal next() throws InterruptedException {
            long silenceMax = settings.silenceMax().toNanos();
            long since = System.nanoTime();
            boolean isAsked = false;
            while (true) {
                StreamSignal signal = signals.poll(silenceMax / 6, TimeUnit.NANOSECONDS);
                if (signal != null) {
                    return signal;
                }
                long silent = System.nanoTime() - Math.max(since, frames.lastSignNanos());
                if (silent >= silenceMax) {
                    return new StreamSignal.Ended("no sign of life for " + settings.silenceMax().toMillis() + " ms");
                }
                isAsked = silent >= silenceMax / 3 && (isAsked || ping());
            }
        }

        private boolean ping() {
            // One that fails is a sign of life that does not come.
            var _ = open().sendPing(ByteBuffer.allocate(0));
            return true;
        }

        private WebSocket open() {
            if (socket == null) {
                throw new IllegalStateException("not connected");
            }
            return socket;
        }

        @Override
        public void send(String text) {
            open().sendText(text, true).orTimeout(settings.requestTimeout().toMillis(), TimeUnit.MILLISECONDS).join();
        }

        @Override
        public void ready() {
            if (!isReady) {
                isReady = true;
                backoff.reset();
                LOG.info("stream up stream={}", name);
                listener.onConnected();
            }
        }
    }
}
