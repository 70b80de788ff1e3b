package dev.fixway.bridge.stream;

import java.nio.ByteBuffer;
import java.util.Arrays;

/// Follows what a client sends (RFC 6455, 5 and 8.1), byte by byte. Nothing that clients say has an effect here, so
/// messages are counted and checked, never kept: the bounds of the contract cost no memory.
final class FrameReader {
    /// One frame, and one message, are at most so long.
    static final long FRAME_BYTES_MAX = 16L * 1024 * 1024;
    static final long MESSAGE_BYTES_MAX = 64L * 1024 * 1024;
    private static final int CONTROL_BYTES_MAX = 125;
    private static final int CONTINUATION = 0x0;
    private static final int TEXT = 0x1;
    private static final int BINARY = 0x2;
    private static final int CLOSE = 0x8;
    private static final int PING = 0x9;
    private static final int PONG = 0xA;
    private static final int MEDIUM_MARK = 126;
    private static final int LONG_MARK = 127;

    private final Listener listener;
    private final Utf8Follower utf8 = new Utf8Follower();
    private final byte[] control = new byte[CONTROL_BYTES_MAX];
    private final byte[] mask = new byte[4];
    private Part part = Part.FIRST;
    private boolean isLast;
    private int opcode;
    private int bytesLeft;
    private long length;
    private long taken;
    /// The opcode of the message that is not over yet; [#CONTINUATION] between messages.
    private int message = CONTINUATION;
    private long messageBytes;

    /// Hears what has to be answered.
    interface Listener {
        void onPing(byte[] payload);

        /// - `payload`: empty, or a code and a reason in UTF-8
        void onClose(byte[] payload);
    }

    private enum Part {
        FIRST,
        SECOND,
        LENGTH,
        MASK,
        PAYLOAD
    }

    FrameReader(Listener listener) {
        this.listener = listener;
    }

    /// Takes the bytes that there are; false when they are no WebSocket.
    boolean take(ByteBuffer bytes) {
        while (bytes.hasRemaining()) {
            boolean isGood = part == Part.PAYLOAD ? payload(bytes) : head(bytes.get() & 0xFF);
            if (!isGood) {
                return false;
            }
        }
        return true;
    }

    private boolean head(int b) {
        return switch (part) {
            case FIRST -> first(b);
            case SECOND -> second(b);
            case LENGTH -> {
                length = length << 8 | b;
                yield --bytesLeft > 0 || ofLength();
            }
            case MASK -> {
                mask[mask.length - bytesLeft] = (byte) b;
                yield --bytesLeft > 0 || beginPayload();
            }
            case PAYLOAD -> throw new IllegalStateException("not of the head");
        };
    }

    private boolean first(int b) {
        isLast = (b & 0x80) != 0;
        opcode = b & 0x0F;
        part = Part.SECOND;
        boolean fits = switch (opcode) {
            case CONTINUATION -> message != CONTINUATION;
            case TEXT, BINARY -> message == CONTINUATION;
            case CLOSE, PING, PONG -> isLast;
            default -> false;
        };
        return fits && (b & 0x70) == 0;
    }

    private boolean second(int b) {
        int mark = b & 0x7F;
        length = 0;
        bytesLeft = mark == MEDIUM_MARK ? 2 : mark == LONG_MARK ? 8 : 0;
        if ((b & 0x80) == 0 || (isControl() && mark > CONTROL_BYTES_MAX)) {
            return false;
        }
        if (bytesLeft > 0) {
            part = Part.LENGTH;
            return true;
        }
        length = mark;
        return ofLength();
    }

    /// A length over 2^63 is negative here.
    private boolean ofLength() {
        bytesLeft = mask.length;
        part = Part.MASK;
        boolean isBounded = length >= 0 && length <= FRAME_BYTES_MAX;
        return isBounded && (isControl() || messageBytes + length <= MESSAGE_BYTES_MAX);
    }

    private boolean isControl() {
        return opcode >= CLOSE;
    }

    private boolean beginPayload() {
        taken = 0;
        part = Part.PAYLOAD;
        if (opcode == TEXT || opcode == BINARY) {
            message = opcode;
            messageBytes = 0;
            utf8.reset();
        }
        return length > 0 || end();
    }

    private boolean payload(ByteBuffer bytes) {
        int count = (int) Math.min(length - taken, bytes.remaining());
        for (int i = 0; i < count; i++) {
            int b = (bytes.get() ^ mask[(int) (taken & 3)]) & 0xFF;
            if (isControl()) {
                control[(int) taken] = (byte) b;
            } else if (message == TEXT && !utf8.take(b)) {
                return false;
            }
            taken++;
        }
        return taken < length || end();
    }

    private boolean end() {
        part = Part.FIRST;
        if (isControl()) {
            return endOfControl();
        }
        messageBytes += length;
        if (isLast) {
            boolean isWhole = message != TEXT || utf8.isWhole();
            message = CONTINUATION;
            messageBytes = 0;
            return isWhole;
        }
        return true;
    }

    private boolean endOfControl() {
        byte[] payload = Arrays.copyOf(control, (int) length);
        if (opcode == PING) {
            listener.onPing(payload);
        } else if (opcode == CLOSE) {
            if (!isClose(payload)) {
                return false;
            }
            listener.onClose(payload);
        }
        return true;
    }

    private static boolean isClose(byte[] payload) {
        if (payload.length == 1) {
            return false;
        }
        Utf8Follower reason = new Utf8Follower();
        for (int i = 2; i < payload.length; i++) {
            if (!reason.take(payload[i] & 0xFF)) {
                return false;
            }
        }
        return reason.isWhole();
    }
}
