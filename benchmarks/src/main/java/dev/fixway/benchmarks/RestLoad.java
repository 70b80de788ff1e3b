package dev.fixway.benchmarks;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import org.HdrHistogram.Histogram;

/// `POST /v1/orders` on connections that are kept alive, one request under way on each. One thread.
final class RestLoad implements AutoCloseable {
    private static final int BUFFER = 8_192;
    private static final byte[] STATUS = "HTTP/1.1 201".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] LENGTH = "content-length: ".getBytes(StandardCharsets.US_ASCII);
    private final Selector selector;
    private final int port;
    private final Wish wish;
    private int nextOrder;

    /// What is asked for.
    enum Wish {
        REST("\"order_type\":\"LIMIT\",\"limit_price\":\"1.00\""),
        FILL("\"order_type\":\"MARKET\"");

        final String terms;

        Wish(String terms) {
            this.terms = terms;
        }
    }

    RestLoad(int port, int connections, Wish wish) {
        this.port = port;
        this.wish = wish;
        try {
            selector = Selector.open();
            for (int i = 0; i < connections; i++) {
                SocketChannel channel = SocketChannel
                        .open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
                channel.configureBlocking(false);
                channel.register(selector, SelectionKey.OP_READ, new Connection(channel));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What so many requests took.
    record Result(double perSecond, double p50Micros, double p99Micros) {}

    /// Sends orders until so many are answered by 201.
    Result post(int requests) {
        Histogram histogram = new Histogram(60_000_000_000L, 3);
        try {
            long begun = System.nanoTime();
            int sent = 0;
            for (SelectionKey key : selector.keys()) {
                connection(key).send(request());
                sent++;
            }
            int answered = 0;
            while (answered < requests) {
                selector.select();
                for (SelectionKey key : selector.selectedKeys()) {
                    Connection connection = connection(key);
                    if (!connection.isAnswered()) {
                        continue;
                    }
                    histogram.recordValue(System.nanoTime() - connection.sentNanos);
                    answered++;
                    if (sent < requests) {
                        connection.send(request());
                        sent++;
                    }
                }
                selector.selectedKeys().clear();
            }
            return result(histogram, requests, begun);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Sends so many orders at a fixed rate, whatever their answers take. An order that finds no free connection counts
    /// from when it was due.
    ///
    /// - `listener`: told the number and the time of each order, before its first byte leaves
    Result paced(int requests, int perSecond, SentListener listener) {
        Histogram histogram = new Histogram(60_000_000_000L, 3);
        Deque<Connection> free = new ArrayDeque<>();
        selector.keys().forEach(key -> free.add(connection(key)));
        try {
            long begun = System.nanoTime();
            int sent = 0;
            int answered = 0;
            boolean isLate = false;
            while (answered < requests) {
                long due = begun + sent * 1_000_000_000L / perSecond;
                long now = System.nanoTime();
                if (sent < requests && now >= due && !free.isEmpty()) {
                    long from = isLate ? due : now;
                    listener.sent(nextOrder + 1, from);
                    sent++;
                    free.remove().send(request(), from);
                    isLate = false;
                    continue;
                }
                isLate = sent < requests && now >= due;
                selector.select(isLate || sent == requests ? 1_000 : Math.max(1, (due - now + 999_999) / 1_000_000));
                for (SelectionKey key : selector.selectedKeys()) {
                    Connection connection = connection(key);
                    if (connection.isAnswered()) {
                        histogram.recordValue(System.nanoTime() - connection.sentNanos);
                        answered++;
                        free.add(connection);
                    }
                }
                selector.selectedKeys().clear();
            }
            return result(histogram, requests, begun);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Hears when an order leaves, by the number at the end of its `client_order_id`, counted from 1.
    interface SentListener {
        void sent(int order, long nanos);
    }

    private static Result result(Histogram histogram, int requests, long begun) {
        double seconds = (System.nanoTime() - begun) / 1e9;
        return new Result(requests / seconds, histogram.getValueAtPercentile(50) / 1_000.0,
                histogram.getValueAtPercentile(99) / 1_000.0);
    }

    private static Connection connection(SelectionKey key) {
        return (Connection) key.attachment();
    }

    private byte[] request() {
        String body = "{\"symbol\":\"AAPL\",\"side\":\"BUY\",\"quantity\":\"100\"," + wish.terms
                + ",\"client_order_id\":\"" + wish.name() + ++nextOrder + "\"}";
        return ("POST /v1/orders HTTP/1.1\r\nHost: 127.0.0.1:" + port
                + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void close() {
        try {
            for (SelectionKey key : selector.keys()) {
                key.channel().close();
            }
            selector.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// One socket and what has come on it of the answer under way.
    private static final class Connection {
        private final SocketChannel channel;
        private final ByteBuffer in = ByteBuffer.allocate(BUFFER);
        private long sentNanos;

        Connection(SocketChannel channel) {
            this.channel = channel;
        }

        void send(byte[] request) throws IOException {
            send(request, System.nanoTime());
        }

        void send(byte[] request, long fromNanos) throws IOException {
            sentNanos = fromNanos;
            ByteBuffer out = ByteBuffer.wrap(request);
            while (out.hasRemaining()) {
                channel.write(out);
            }
        }

        /// Reads what there is; whether the answer is whole. Throws when it is not a 201.
        boolean isAnswered() throws IOException {
            if (channel.read(in) < 0) {
                throw new EOFException("the server has closed a connection");
            }
            byte[] bytes = in.array();
            int head = headEnd(bytes, in.position());
            if (head < 0 || in.position() < head + contentLength(bytes, head)) {
                return false;
            }
            for (int i = 0; i < STATUS.length; i++) {
                if (bytes[i] != STATUS[i]) {
                    throw new IllegalStateException(
                            "not a 201: " + new String(bytes, 0, in.position(), StandardCharsets.ISO_8859_1));
                }
            }
            in.clear();
            return true;
        }

        private static int headEnd(byte[] bytes, int limit) {
            for (int i = 3; i < limit; i++) {
                if (bytes[i] == '\n' && bytes[i - 1] == '\r' && bytes[i - 2] == '\n') {
                    return i + 1;
                }
            }
            return -1;
        }

        private static int contentLength(byte[] bytes, int head) {
            for (int i = 0; i < head - LENGTH.length; i++) {
                int j = 0;
                while (j < LENGTH.length && (bytes[i + j] | 0x20) == (LENGTH[j] | 0x20)) {
                    j++;
                }
                if (j == LENGTH.length) {
                    int length = 0;
                    for (int at = i + j; bytes[at] >= '0' && bytes[at] <= '9'; at++) {
                        length = length * 10 + bytes[at] - '0';
                    }
                    return length;
                }
            }
            throw new IllegalStateException("an answer without Content-Length");
        }
    }
}
