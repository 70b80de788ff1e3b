package dev.fixway.bridge.rest;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// A client of the stream on a plain socket: sends what it likes and reads when it likes.
final class RawStream implements AutoCloseable {
    static final String HANDSHAKE = String.join("\r\n", "GET /v1/ws HTTP/1.1", "Host: x", "Connection: Upgrade",
            "Upgrade: websocket", "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", "", "");
    static final int TEXT = 0x81;
    static final int CLOSE = 0x88;
    static final int PING = 0x89;
    static final int PONG = 0x8A;
    private static final byte[] MASK = {0x11, 0x22, 0x33, 0x44};

    private final Socket socket = new Socket();
    private final DataInputStream in;
    final String head;

    /// One frame of the server.
    static final class Received {
        private final int first;
        private final byte[] payload;

        private Received(int first, byte[] payload) {
            this.first = first;
            this.payload = payload;
        }

        /// FIN and opcode.
        int first() {
            return first;
        }

        byte[] payload() {
            return payload;
        }

        String text() {
            return new String(payload, StandardCharsets.UTF_8);
        }

        int code() {
            return ((payload[0] & 0xFF) << 8) | (payload[1] & 0xFF);
        }
    }

    RawStream(int port) {
        this(port, 0);
    }

    /// - `receiveBytes`: of the socket's own buffer; 0 leaves it to the system
    RawStream(int port, int receiveBytes) {
        this(port, receiveBytes, "");
    }

    RawStream(int port, int receiveBytes, String query) {
        try {
            if (receiveBytes > 0) {
                socket.setReceiveBufferSize(receiveBytes);
            }
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            socket.setSoTimeout(5_000);
            socket.setTcpNoDelay(true);
            in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
            socket.getOutputStream()
                    .write(HANDSHAKE.replace("/v1/ws", "/v1/ws" + query).getBytes(StandardCharsets.US_ASCII));
            StringBuilder text = new StringBuilder();
            while (!text.toString().endsWith("\r\n\r\n")) {
                text.append((char) in.readUnsignedByte());
            }
            head = text.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A masked frame.
    ///
    /// - `first`: its first byte
    static byte[] frame(int first, byte[] payload) {
        ByteBuffer frame = ByteBuffer.allocate(14 + payload.length).put((byte) first);
        if (payload.length < 126) {
            frame.put((byte) (0x80 | payload.length));
        } else if (payload.length < 65_536) {
            frame.put((byte) (0x80 | 126)).putShort((short) payload.length);
        } else {
            frame.put((byte) (0x80 | 127)).putLong(payload.length);
        }
        frame.put(MASK);
        for (int i = 0; i < payload.length; i++) {
            frame.put((byte) (payload[i] ^ MASK[i & 3]));
        }
        byte[] bytes = new byte[frame.position()];
        frame.flip().get(bytes);
        return bytes;
    }

    static byte[] frame(int first, String payload) {
        return frame(first, payload.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] closing(int code, String reason) {
        byte[] text = reason.getBytes(StandardCharsets.UTF_8);
        return frame(CLOSE, ByteBuffer.allocate(2 + text.length).putShort((short) code).put(text).array());
    }

    RawStream write(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Received read() {
        try {
            int first = in.readUnsignedByte();
            int mark = in.readUnsignedByte();
            int length = mark == 126 ? in.readUnsignedShort() : mark == 127 ? Math.toIntExact(in.readLong()) : mark;
            byte[] payload = new byte[length];
            in.readFully(payload);
            return new Received(first, payload);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Says nothing more, and gives what the server still says.
    List<Received> finish() {
        List<Received> left = new ArrayList<>();
        try {
            socket.shutdownOutput();
            while (true) {
                left.add(read());
            }
        } catch (SocketTimeoutException e) {
            throw new AssertionError("the server does not end the connection", e);
        } catch (IOException _) {
            return left;
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof SocketTimeoutException) {
                throw new AssertionError("the server does not end the connection", e);
            }
            return left;
        }
    }

    /// Whether the server ends the connection without another byte.
    boolean isDropped() {
        try {
            return in.read() < 0;
        } catch (SocketTimeoutException _) {
            return false;
        } catch (IOException _) {
            return true;
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
