package dev.fixway.providers.wire;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/// The client's end of one WebSocket connection (RFC 6455): whole messages in, masked frames out. One thread reads, any
/// thread sends and closes.
///
/// Not the JDK's client: that one forgets an end of the connection that comes while it has passed on a message and not
/// been asked for the next (its `acknowledgeReception` throws where nobody hears it), so that a stream that broke then
/// looked like a quiet one.
final class VenueSocket extends StreamSocket {
    private static final int CONTINUATION = 0;
    private static final int TEXT = 1;
    private static final int BINARY = 2;
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int PONG = 10;
    private static final int FINAL = 0x80;
    private static final int MASKED = 0x80;
    private static final int CONTROL_BYTES_MAX = 125;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final DataInputStream in;
    private final OutputStream out;
    private final int bytesMax;
    private final ReentrantLock sending = new ReentrantLock();

    /// One frame's head and payload.
    private static final class Frame {
        private final boolean isFinal;
        private final int opcode;
        private final byte[] payload;

        private Frame(boolean isFinal, int opcode, byte[] payload) {
            this.isFinal = isFinal;
            this.opcode = opcode;
            this.payload = payload;
        }
    }

    private VenueSocket(Dialer.Dialed made, int bytesMax) {
        super(made.raw());
        this.in = new DataInputStream(new BufferedInputStream(made.in()));
        this.out = made.out();
        this.bytesMax = bytesMax;
    }

    /// Connects within the settings' time; throws when that is not possible.
    static VenueSocket open(URI address, Map<String, String> headers, WireSettings settings) throws IOException {
        return new VenueSocket(Handshake.with(address, headers, settings.connectTimeout()), settings.bodyBytesMax());
    }

    /// Answers pings meanwhile.
    @Override
    Message next() throws IOException {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        int kind = CONTINUATION;
        while (true) {
            Frame frame = frame(message.size());
            showsLife();
            switch (frame.opcode) {
                case PING -> send(PONG, frame.payload);
                case PONG -> {
                    // The sign of life that was asked for.
                }
                case CLOSE -> throw closed(frame.payload);
                case TEXT, BINARY, CONTINUATION -> {
                    if ((frame.opcode == CONTINUATION) != (kind != CONTINUATION)) {
                        throw new IOException("frames of messages are mixed");
                    }
                    kind = kind == CONTINUATION ? frame.opcode : kind;
                    message.writeBytes(frame.payload);
                    if (frame.isFinal) {
                        return kind == TEXT
                                ? new Message.Text(text(message.toByteArray()))
                                : new Message.Binary(ByteBuffer.wrap(message.toByteArray()));
                    }
                }
                default -> throw new IOException("a frame of kind " + frame.opcode);
            }
        }
    }

    private Frame frame(int bytesBefore) throws IOException {
        int head = first();
        int second = in.readUnsignedByte();
        int opcode = head & 0x0f;
        boolean isControl = opcode >= CLOSE;
        if ((head & 0x70) != 0 || (second & MASKED) != 0) {
            throw new IOException("a frame that is not a server's");
        }
        long length = switch (second & 0x7f) {
            case 126 -> in.readUnsignedShort();
            case 127 -> in.readLong();
            default -> second & 0x7f;
        };
        if (isControl && (length > CONTROL_BYTES_MAX || (head & FINAL) == 0)) {
            throw new IOException("a control frame that is too long or in parts");
        }
        if (length < 0 || length + bytesBefore > bytesMax) {
            throw new IOException("a message is longer than " + bytesMax);
        }
        byte[] payload = new byte[(int) length];
        in.readFully(payload);
        return new Frame((head & FINAL) != 0, opcode, payload);
    }

    private int first() throws IOException {
        int head = in.read();
        if (head < 0) {
            throw new EOFException("cut by the venue");
        }
        return head;
    }

    private static String text(byte[] bytes) throws IOException {
        return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    }

    /// The venue says good-bye: it gets its answer, we get the cause.
    private IOException closed(byte[] payload) throws IOException {
        send(CLOSE, payload.length >= 2 ? new byte[]{payload[0], payload[1]} : new byte[0]);
        if (payload.length < 2) {
            return new IOException("closed by the venue");
        }
        int code = ByteBuffer.wrap(payload).getChar();
        String reason = new String(payload, 2, payload.length - 2, StandardCharsets.UTF_8);
        return new IOException("closed by the venue with " + code + (reason.isEmpty() ? "" : ": " + reason));
    }

    @Override
    void sendText(String text) throws IOException {
        send(TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    void sendPing() throws IOException {
        send(PING, new byte[0]);
    }

    private void send(int opcode, byte[] payload) throws IOException {
        byte[] mask = new byte[4];
        RANDOM.nextBytes(mask);
        ByteBuffer frame = ByteBuffer.allocate(14 + payload.length).put((byte) (FINAL | opcode));
        if (payload.length <= CONTROL_BYTES_MAX) {
            frame.put((byte) (MASKED | payload.length));
        } else if (payload.length <= 0xffff) {
            frame.put((byte) (MASKED | 126)).putShort((short) payload.length);
        } else {
            frame.put((byte) (MASKED | 127)).putLong(payload.length);
        }
        frame.put(mask);
        for (int i = 0; i < payload.length; i++) {
            frame.put((byte) (payload[i] ^ mask[i & 3]));
        }
        sending.lock();
        try {
            out.write(frame.array(), 0, frame.position());
            out.flush();
        } finally {
            sending.unlock();
        }
    }
}
