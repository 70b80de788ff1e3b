package dev.fixway.benchmarks;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// One WebSocket of the stream on a plain socket: shakes hands, then cuts what comes into text messages.
final class StreamLink implements AutoCloseable {
    private static final byte[] UPGRADED = "HTTP/1.1 101".getBytes(StandardCharsets.US_ASCII);
    private static final int TEXT = 0x81;
    private static final int MEDIUM = 126;
    private static final int LONG = 127;
    private static final int BUFFER = 64 * 1024;
    private final SocketChannel channel;
    private final ByteBuffer in = ByteBuffer.allocate(BUFFER);

    /// Takes messages.
    interface Listener {
        /// - `bytes`: to be read from `from` to `to` before this returns
        void message(byte[] bytes, int from, int to);
    }

    private StreamLink(SocketChannel channel) {
        this.channel = channel;
    }

    /// Connects and waits for the upgrade.
    ///
    /// - `receiveBytes`: what the kernel may keep for it; 0 for the kernel's choice
    static StreamLink open(int port, int receiveBytes) {
        try {
            SocketChannel channel = SocketChannel.open();
            if (receiveBytes > 0) {
                channel.setOption(StandardSocketOptions.SO_RCVBUF, receiveBytes);
            }
            channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            StreamLink link = new StreamLink(channel);
            link.shakeHands(port);
            channel.configureBlocking(false);
            return link;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void shakeHands(int port) throws IOException {
        channel.write(ByteBuffer.wrap(("GET /v1/ws HTTP/1.1\r\nHost: 127.0.0.1:" + port
                + "\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n").getBytes(StandardCharsets.US_ASCII)));
        int end = -1;
        while (end < 0) {
            if (channel.read(in) < 0) {
                throw new EOFException("closed before the upgrade");
            }
            end = headEnd();
        }
        if (!Arrays.equals(in.array(), 0, UPGRADED.length, UPGRADED, 0, UPGRADED.length)) {
            throw new IllegalStateException("no upgrade: " + new String(in.array(), 0, end, StandardCharsets.US_ASCII));
        }
        in.flip().position(end);
        in.compact();
    }

    private int headEnd() {
        byte[] bytes = in.array();
        for (int i = 3; i < in.position(); i++) {
            if (bytes[i] == '\n' && bytes[i - 1] == '\r' && bytes[i - 2] == '\n') {
                return i + 1;
            }
        }
        return -1;
    }

    SocketChannel channel() {
        return channel;
    }

    /// Reads once what there is and hands on the messages that are whole. Throws when the server closes or sends
    /// anything but text.
    void read(Listener listener) throws IOException {
        if (channel.read(in) < 0) {
            throw new EOFException("the server has closed a stream");
        }
        in.flip();
        int length = length();
        while (length >= 0) {
            int from = in.position();
            in.position(from + length);
            listener.message(in.array(), from, from + length);
            length = length();
        }
        in.compact();
    }

    /// Moves behind the head of the next message and gives its length; -1 while it is not whole.
    private int length() {
        int at = in.position();
        int left = in.remaining();
        if (left < 2) {
            return -1;
        }
        if ((in.get(at) & 0xFF) != TEXT) {
            throw new IllegalStateException("no text but frame " + Integer.toHexString(in.get(at) & 0xFF) + ": "
                    + new String(in.array(), at, Math.min(left, 128), StandardCharsets.US_ASCII));
        }
        int mark = in.get(at + 1);
        if (mark == LONG) {
            throw new IllegalStateException("a frame of 64 KiB or more");
        }
        int head = mark == MEDIUM ? 4 : 2;
        if (left < head) {
            return -1;
        }
        int length = mark == MEDIUM ? in.getShort(at + 2) & 0xFFFF : mark;
        if (left < head + length) {
            return -1;
        }
        in.position(at + head);
        return length;
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
