package dev.fixway.benchmarks;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/// A FIX 4.4 initiator on a plain socket, as cheap as it can be, so that what is measured is the other side.
///
/// It begins with MsgSeqNum 1 and wants every number, checksum and report to be in order. One thread.
final class FixLink implements AutoCloseable {
    private static final int BUFFER = 1 << 18;
    private final SocketChannel channel;
    private final FixEncoder encoder;
    private final FixScanner scanner = new FixScanner();
    private final ByteBuffer out = ByteBuffer.allocateDirect(BUFFER);
    private final ByteBuffer in = ByteBuffer.allocate(BUFFER);
    private int received;

    /// Hears each execution report.
    @FunctionalInterface
    interface Hearer {
        /// - `order`: the number that the order, or the one to cancel, was sent with
        void report(int order, char execType);
    }

    private FixLink(SocketChannel channel, FixEncoder encoder) {
        this.channel = channel;
        this.encoder = encoder;
    }

    /// Connects and logs on.
    static FixLink logon(int port, String compId) {
        try {
            SocketChannel channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            FixLink link = new FixLink(channel, new FixEncoder(compId));
            link.encoder.logon(link.out);
            link.flush();
            while (link.received == 0) {
                link.read((order, execType) -> {
                });
            }
            return link;
        } catch (IOException e) {
            throw new UncheckedIOException("no FIX server on port " + port, e);
        }
    }

    /// Adds an order to what [#flush] sends: a limit that rests, or one that trades.
    void order(int number, boolean rests) {
        encoder.order(out, number, rests);
    }

    /// Adds the cancel of an order to what [#flush] sends.
    void cancel(int number) {
        encoder.cancel(out, number);
    }

    void flush() {
        try {
            out.flip();
            while (out.hasRemaining()) {
                channel.write(out);
            }
            out.clear();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Sends a heartbeat that nobody asked for.
    void heartbeat() {
        encoder.heartbeat(out);
        flush();
    }

    /// Asks for a heartbeat; [#read] passes over it.
    void testRequest() {
        encoder.testRequest(out);
        flush();
    }

    /// Waits for bytes and hands over every whole message in them.
    void read(Hearer hearer) {
        try {
            if (channel.read(in) < 0) {
                throw new EOFException("the server has closed the connection");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        int at = 0;
        for (int end = scanner.scan(in.array(), at, in.position()); end > 0; end = scanner.scan(in.array(), at,
                in.position())) {
            at = end;
            heard(hearer);
        }
        in.flip().position(at);
        in.compact();
    }

    private void heard(Hearer hearer) {
        received++;
        if (scanner.msgSeqNum() != received) {
            throw new IllegalStateException("MsgSeqNum " + scanner.msgSeqNum() + " where " + received + " is due");
        }
        switch (scanner.msgType()) {
            case '8' -> hearer.report(scanner.order(), scanner.execType());
            case '1' -> {
                encoder.heartbeat(out, scanner.testReqId());
                flush();
            }
            case 'A', '0' -> {
            }
            default -> throw new IllegalStateException("unexpected " + scanner.text(in.array()));
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
