package dev.fixway.bridge.rest;

import io.undertow.UndertowOptions;
import io.undertow.server.DefaultByteBufferPool;
import io.undertow.server.HttpHandler;
import io.undertow.server.protocol.http.HttpOpenListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import org.xnio.ChannelListener;
import org.xnio.ChannelListeners;
import org.xnio.IoUtils;
import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.StreamConnection;
import org.xnio.Xnio;
import org.xnio.XnioIoThread;
import org.xnio.XnioWorker;
import org.xnio.channels.AcceptingChannel;

/// One listening socket with one I/O thread. Apart from Undertow's own starter, because that one cannot stop accepting
/// and let the open connections go on.
final class HttpListener {
    // Above what Framing lets through: its answers are the documented ones.
    private static final int HEADERS_MAX = 2 * Framing.FIELDS_MAX;
    private static final int HEADER_BYTES_MAX = 2 * Framing.HEAD_BYTES_MAX;
    private static final int QUERY_PARAMETERS_MAX = 10_000;
    private static final int BUFFER_BYTES = 16 * 1024 - 20;
    private static final int BUFFERS_PER_THREAD = 4;
    private static final int BACKLOG = 1_000;
    private static final long WORKER_END_MILLIS = 1_000;

    private final XnioWorker worker;
    private final AcceptingChannel<? extends StreamConnection> accepting;

    private HttpListener(XnioWorker worker, AcceptingChannel<? extends StreamConnection> accepting) {
        this.worker = worker;
        this.accepting = accepting;
    }

    /// Binds; throws UncheckedIOException when the address cannot be had.
    static HttpListener open(InetSocketAddress address, HttpHandler handler, Connections connections) {
        XnioWorker worker = null;
        try {
            worker = Xnio.getInstance(HttpListener.class.getClassLoader())
                    .createWorker(OptionMap.builder()
                            .set(Options.WORKER_NAME, "http")
                            .set(Options.WORKER_IO_THREADS, 1)
                            .set(Options.WORKER_TASK_CORE_THREADS, 2)
                            .set(Options.WORKER_TASK_MAX_THREADS, 2)
                            .set(Options.TCP_NODELAY, true)
                            .getMap());
            HttpOpenListener http = new HttpOpenListener(
                    new DefaultByteBufferPool(true, BUFFER_BYTES, -1, BUFFERS_PER_THREAD),
                    httpOptions());
            http.setRootHandler(handler);
            ChannelListener<AcceptingChannel<StreamConnection>> accept = ChannelListeners
                    .openListenerAdapter(channel -> connections.accept(channel, http));
            AcceptingChannel<? extends StreamConnection> accepting = worker.createStreamConnectionServer(address,
                    accept,
                    OptionMap.builder()
                            .set(Options.TCP_NODELAY, true)
                            .set(Options.REUSE_ADDRESSES, true)
                            .set(Options.BACKLOG, BACKLOG)
                            .set(Options.KEEP_ALIVE, true)
                            .getMap());
            return new HttpListener(worker, accepting);
        } catch (IOException e) {
            if (worker != null) {
                worker.shutdownNow();
            }
            throw new UncheckedIOException(
                    "cannot listen on " + address.getAddress().getHostAddress() + ':' + address.getPort(), e);
        }
    }

    private static OptionMap httpOptions() {
        return OptionMap.builder()
                .set(UndertowOptions.BUFFER_PIPELINED_DATA, false)
                .set(UndertowOptions.DECODE_URL, false)
                .set(UndertowOptions.MAX_HEADERS, HEADERS_MAX)
                .set(UndertowOptions.MAX_HEADER_SIZE, HEADER_BYTES_MAX)
                .set(UndertowOptions.MAX_PARAMETERS, QUERY_PARAMETERS_MAX)
                .set(UndertowOptions.ALWAYS_SET_DATE, true)
                .set(UndertowOptions.ALWAYS_SET_KEEP_ALIVE, false)
                .set(UndertowOptions.ALLOW_UNKNOWN_PROTOCOLS, false)
                // Bodies are counted by who reads them.
                .set(UndertowOptions.MAX_ENTITY_SIZE, -1L)
                .getMap();
    }

    /// Serves who connects, from now on, and who has connected since the port was bound.
    void beginAccepting() {
        accepting.resumeAccepts();
    }

    int port() {
        return accepting.getLocalAddress(InetSocketAddress.class).getPort();
    }

    XnioIoThread ioThread() {
        return worker.getIoThread(0);
    }

    /// New connections are refused from here on; open ones go on.
    void stopAccepting() {
        IoUtils.safeClose(accepting);
    }

    /// Closes every connection and ends the threads.
    void close() {
        stopAccepting();
        worker.shutdown();
        try {
            if (!worker.awaitTermination(WORKER_END_MILLIS, TimeUnit.MILLISECONDS)) {
                worker.shutdownNow();
            }
        } catch (InterruptedException _) {
            worker.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
