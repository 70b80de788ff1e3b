package dev.fixway.bridge.stream;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.xnio.IoUtils;
import org.xnio.StreamConnection;
import org.xnio.conduits.ConduitStreamSinkChannel;
import org.xnio.conduits.ConduitStreamSourceChannel;

/// One client: what it sends is read at once and without effect, what it gets waits in its own [Outbox].
/// Owned by the I/O thread.
final class StreamClient implements FrameReader.Listener, Joining {
    /// How long a close that was sent waits for its echo.
    static final long ECHO_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final int READS_AT_ONCE = 4;
    private static final int WRITTEN_AT_ONCE = 64;

    private final EventStream home;
    private final Outbox outbox;
    private final FrameReader reader = new FrameReader(this);
    private final ByteBuffer[] batch = new ByteBuffer[WRITTEN_AT_ONCE];
    private final boolean countsAlong;
    private @Nullable StreamConnection channel;
    private volatile boolean isGone;
    private final List<Kept> kept = new ArrayList<>();
    private State state = State.OPEN;
    private Course course;
    /// It has read the events up to this sequence in history.
    private long historyEnd;
    private @Nullable CompletableFuture<Void> historyRead;
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

    private enum Course {
        LIVE,
        // It is told history and hears nothing else.
        HISTORY,
        // It is told the last of history; what it hears is kept for after that.
        KEEPING
    }

    private record Kept(long sequence, Frame frame) {}

    /// - `countsAlong`: it begins in the past, and its frames carry the sequence of their event
    StreamClient(EventStream home, Outbox outbox, boolean countsAlong) {
        this.home = home;
        this.outbox = outbox;
        this.countsAlong = countsAlong;
        this.course = countsAlong ? Course.HISTORY : Course.LIVE;
    }

    @Override
    public void begin(StreamConnection opened) {
        channel = opened;
        opened.setCloseListener(_ -> gone());
        opened.getSourceChannel().setReadListener(this::read);
        opened.getSinkChannel().setWriteListener(_ -> writable());
        opened.getSourceChannel().resumeReads();
        flush();
    }

    private void read(ConduitStreamSourceChannel source) {
        ByteBuffer scratch = home.scratch();
        try {
            for (int i = 0; i < READS_AT_ONCE; i++) {
                int count = source.read(scratch.clear());
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

    /// Tells what happens now. False when the client is too far behind for it: then it is to be closed, rather than
    /// served with a gap.
    ///
    /// - `sequence`: of the event of the ledger; 0 for what is none, which is not told again after history
    boolean tell(long sequence, Frame frame) {
        if (sequence > 0 && sequence <= historyEnd) {
            // History is read from the ledger, which has an event before it is told.
            return true;
        }
        if (course == Course.LIVE || state != State.OPEN) {
            return send(frame);
        }
        if (course == Course.KEEPING && sequence > 0) {
            kept.add(new Kept(sequence, frame));
        }
        return home.mayKeep(kept.size());
    }

    /// Queues a frame; false when there is no room for it.
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

    /// Tells a piece of history.
    ///
    /// - `read`: completed when the socket has taken it all, or takes nothing any more
    void tellHistory(List<Frame> frames, CompletableFuture<Void> read) {
        historyRead = read;
        frames.forEach(frame -> outbox.offerLast(frame.bytes(countsAlong)));
        flush();
        if (state != State.OPEN) {
            historyIsRead();
        }
    }

    private void historyIsRead() {
        CompletableFuture<Void> read = historyRead;
        historyRead = null;
        if (read != null) {
            read.complete(null);
        }
    }

    /// From now on what happens is kept for after history.
    void keepLive() {
        course = Course.KEEPING;
    }

    /// History is told up to this sequence; what was kept follows. False as in [#tell].
    boolean goLive(long last) {
        course = Course.LIVE;
        historyEnd = last;
        boolean isServed = true;
        for (Kept one : kept) {
            isServed &= tell(one.sequence, one.frame);
        }
        kept.clear();
        return isServed;
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
        StreamConnection opened = channel;
        if (opened == null || isBlocked || (outbox.isEmpty() && state != State.ENDING)) {
            return;
        }
        ConduitStreamSinkChannel sink = opened.getSinkChannel();
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
            historyIsRead();
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
        gone();
    }

    @Override
    public void gone() {
        isGone = true;
        home.left(this);
        historyIsRead();
    }

    /// Whether nobody is there any more. Any thread.
    boolean isGone() {
        return isGone;
    }
}
