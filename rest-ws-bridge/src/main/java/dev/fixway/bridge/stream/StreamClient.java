package dev.fixway.bridge.stream;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.xnio.IoUtils;
import org.xnio.StreamConnection;
import org.xnio.conduits.ConduitStreamSinkChannel;

/// One client: what it sends is read at once and without effect, what it gets waits in its own [Outbox].
/// Owned by the I/O thread.
final class StreamClient implements FrameReader.Listener {
    /// How long a close that was sent waits for its echo.
    static final long ECHO_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final int READS_AT_ONCE = 4;
    private static final int WRITTEN_AT_ONCE = 64;

    private final StreamConnection channel;
    private final EventStream home;
    private final Outbox outbox;
    private final FrameReader reader = new FrameReader(this);
    private final ByteBuffer[] batch = new ByteBuffer[WRITTEN_AT_ONCE];
    private final boolean countsAlong;
    private State state = State.OPEN;
    private long closingSince;
    /// The socket takes nothing more for now; it will say when it does.
    private boolean isBlocked;

    private enum State {
        OPEN,
        // Our close is on its way, the client's is awaited.
        CLOSING,
        // Both closes are there: the socket goes when the last byte is written.
        ENDING
    }

    /// - `countsAlong`: its frames carry the sequence of their event
    StreamClient(StreamConnection channel, EventStream home, Outbox outbox, boolean countsAlong) {
        this.channel = channel;
        this.home = home;
        this.outbox = outbox;
        this.countsAlong = countsAlong;
    }

    void begin() {
        channel.setCloseListener(_ -> home.left(this));
        channel.getSourceChannel().setReadListener(_ -> read());
        channel.getSinkChannel().setWriteListener(_ -> writable());
        channel.getSourceChannel().resumeReads();
    }

    private void read() {
        ByteBuffer scratch = home.scratch();
        try {
            for (int i = 0; i < READS_AT_ONCE; i++) {
                int count = channel.getSourceChannel().read(scratch.clear());
                if (count == 0) {
                    return;
                }
                if (count < 0 || (state != State.ENDING && !reader.take(scratch.flip()))) {
                    drop();
                    return;
                }
            }
        } catch (IOException _) {
            drop();
        }
    }

    @Override
    public void onPing(byte[] payload) {
        if (state == State.OPEN) {
            outbox.answerPing(WireFrames.pong(payload));
            flush();
        }
    }

    @Override
    public void onClose(byte[] payload) {
        if (state == State.OPEN) {
            int code = payload.length == 0 ? 0 : ((payload[0] & 0xFF) << 8) | (payload[1] & 0xFF);
            boolean isLegal = payload.length == 0 || CloseCode.isSendable(code);
            outbox.clear();
            outbox.offerLast(isLegal
                    ? WireFrames.close(payload)
                    : WireFrames.close(CloseCode.PROTOCOL_ERROR, "this close code is never sent"));
        }
        state = State.ENDING;
        closingSince = home.nanos();
        flush();
    }

    /// Queues a frame. False when the client is too far behind for it: then it is to be closed, rather than served with a
    /// gap.
    boolean send(Frame frame) {
        if (state != State.OPEN) {
            return true;
        }
        ByteBuffer bytes = frame.bytes(countsAlong);
        if (frame.isStaleness()) {
            outbox.seal();
        }
        if (frame.latestOf() == null) {
            return outbox.offer(bytes);
        }
        outbox.offerLatest(frame.latestOf(), bytes);
        return true;
    }

    /// Ends the connection in order, with the next [#flush]: what waits goes out first.
    void close(int code, String reason) {
        if (state == State.OPEN) {
            outbox.offerLast(WireFrames.close(code, reason));
            state = State.CLOSING;
            closingSince = home.nanos();
        }
    }

    /// Ends the connection with what is half written, with the next [#flush].
    void closeNow(int code, String reason) {
        if (state == State.OPEN) {
            outbox.clear();
            close(code, reason);
        }
    }

    private void writable() {
        isBlocked = false;
        flush();
    }

    /// Writes what the socket takes.
    void flush() {
        if (isBlocked || (outbox.isEmpty() && state != State.ENDING)) {
            return;
        }
        ConduitStreamSinkChannel sink = channel.getSinkChannel();
        try {
            while (!outbox.isEmpty()) {
                int count = outbox.peek(batch);
                long written = sink.write(batch, 0, count);
                outbox.written();
                if (written == 0) {
                    isBlocked = true;
                    sink.resumeWrites();
                    return;
                }
            }
            Arrays.fill(batch, null);
            sink.suspendWrites();
            if (state == State.ENDING && sink.flush()) {
                drop();
            }
        } catch (IOException _) {
            drop();
        }
    }

    /// Drops a client whose echo does not come. Now and then.
    void expire() {
        if (state != State.OPEN && home.nanos() - closingSince > ECHO_NANOS) {
            drop();
        }
    }

    int waiting() {
        return outbox.counted();
    }

    void drop() {
        IoUtils.safeClose(channel);
    }
}
