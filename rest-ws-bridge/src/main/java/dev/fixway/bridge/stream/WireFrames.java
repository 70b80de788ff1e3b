package dev.fixway.bridge.stream;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// Frames as a server sends them (RFC 6455, 5.2): whole messages, not masked.
final class WireFrames {
    private static final int FIN = 0x80;
    private static final int TEXT = 0x1;
    private static final int CLOSE = 0x8;
    private static final int PONG = 0xA;
    private static final int SHORT_MAX = 125;
    private static final int MEDIUM_MAX = 0xFFFF;
    private static final int MEDIUM_MARK = 126;
    private static final int LONG_MARK = 127;
    private static final int HEAD_BYTES_MAX = 10;

    private WireFrames() {}

    /// A text message; the bytes are UTF-8.
    static ByteBuffer text(byte[] payload) {
        return frame(TEXT, payload);
    }

    static ByteBuffer pong(byte[] payload) {
        return frame(PONG, payload);
    }

    /// A close with this payload, as it came.
    static ByteBuffer close(byte[] payload) {
        return frame(CLOSE, payload);
    }

    /// - `reason`: short enough for a control frame
    static ByteBuffer close(int code, String reason) {
        byte[] text = reason.getBytes(StandardCharsets.UTF_8);
        byte[] payload = ByteBuffer.allocate(2 + text.length).putShort((short) code).put(text).array();
        if (payload.length > SHORT_MAX) {
            throw new IllegalArgumentException("a reason is short: " + reason);
        }
        return frame(CLOSE, payload);
    }

    private static ByteBuffer frame(int opcode, byte[] payload) {
        ByteBuffer frame = ByteBuffer.allocate(HEAD_BYTES_MAX + payload.length);
        frame.put((byte) (FIN | opcode));
        if (payload.length <= SHORT_MAX) {
            frame.put((byte) payload.length);
        } else if (payload.length <= MEDIUM_MAX) {
            frame.put((byte) MEDIUM_MARK).putShort((short) payload.length);
        } else {
            frame.put((byte) LONG_MARK).putLong(payload.length);
        }
        return frame.put(payload).flip();
    }
}
