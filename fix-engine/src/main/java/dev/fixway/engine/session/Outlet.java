package dev.fixway.engine.session;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.mina.core.buffer.IoBuffer;
import org.apache.mina.core.filterchain.IoFilter.NextFilter;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.core.write.DefaultWriteRequest;
import org.apache.mina.core.write.WriteRequest;
import org.apache.mina.transport.socket.nio.NioSession;
import org.jspecify.annotations.Nullable;

/// The way of bytes into one socket.
///
/// - While nothing waits, the thread that has the bytes writes them itself; the socket never blocks, and what it does
///   not take goes through MINA's queue, as does everything behind it
/// - Between [#hold] and [#release] a thread's messages are gathered and written at once; a message of another thread
///   writes them first, so their order stays
/// - Nothing leaves before the session's store has it
///
/// Any thread.
final class Outlet {
    /// Some sixty reports: a client that waits for them gets to work while the rest of the group is made.
    private static final int HELD_BYTES_MAX = 16 << 10;
    private static final byte[] NOTHING = {};
    private final IoSession io;
    private final Surroundings around;
    private final Alone alone = new Alone();
    /// Id of the thread; 0 for none.
    private long holder;
    private @Nullable NextFilter mina;
    private byte[] held = NOTHING;
    private int heldBytes;
    private int heldMessages;

    /// What is known of the connection.
    interface Surroundings {
        /// Messages that MINA has and the socket has not.
        int unwritten();

        /// So many more.
        void queued(int messages);

        /// Puts what the session has sent so far into its store; false when that fails.
        boolean writeStore();
    }

    /// Several messages as one for MINA.
    static final class Batch extends DefaultWriteRequest {
        private final int messages;

        private Batch(ByteBuffer bytes, int messages) {
            super(IoBuffer.wrap(bytes.slice()));
            this.messages = messages;
        }

        static int messagesOf(WriteRequest request) {
            return request instanceof Batch batch ? batch.messages : 1;
        }
    }

    Outlet(IoSession io, Surroundings around) {
        this.io = io;
        this.around = around;
    }

    /// What this thread writes from now on waits for [#release].
    void hold() {
        alone.run(() -> holder = holder == 0 ? Thread.currentThread().threadId() : holder);
    }

    /// Writes what was held; only by the thread that held it.
    void release() {
        alone.run(() -> {
            if (holder == Thread.currentThread().threadId()) {
                holder = 0;
                writeHeld();
            }
        });
    }

    void write(NextFilter next, WriteRequest request) {
        alone.run(() -> {
            mina = next;
            if (request.getMessage() instanceof IoBuffer message) {
                // Whoever waits for it waits for the hand-over: that it arrives is only known by the next Heartbeat(0).
                request.getFuture().setWritten();
                take(message.buf());
            } else {
                writeHeld();
                around.queued(1);
                next.filterWrite(io, request);
            }
        });
    }

    private void take(ByteBuffer bytes) {
        if (holder != Thread.currentThread().threadId()) {
            writeHeld();
            write(bytes, 1);
            return;
        }
        if (heldBytes + bytes.remaining() > HELD_BYTES_MAX) {
            writeHeld();
        }
        keep(bytes);
    }

    private void keep(ByteBuffer bytes) {
        int length = bytes.remaining();
        if (held.length < heldBytes + length) {
            held = Arrays.copyOf(held, Math.max(heldBytes + length, HELD_BYTES_MAX));
        }
        bytes.get(held, heldBytes, length);
        heldBytes += length;
        heldMessages++;
    }

    private void writeHeld() {
        if (heldMessages == 0) {
            return;
        }
        ByteBuffer bytes = ByteBuffer.wrap(held, 0, heldBytes);
        int messages = heldMessages;
        heldBytes = 0;
        heldMessages = 0;
        write(bytes, messages);
        if (bytes.hasRemaining() || held.length > HELD_BYTES_MAX) {
            // MINA has it now.
            held = NOTHING;
        }
    }

    private void write(ByteBuffer bytes, int messages) {
        if (!around.writeStore()) {
            io.closeNow();
            return;
        }
        if (around.unwritten() == 0 && io instanceof NioSession nio) {
            try {
                nio.getChannel().write(bytes);
            } catch (IOException e) {
                // MINA meets the same, and closes the connection.
            }
        }
        if (bytes.hasRemaining() && mina != null && !io.isClosing()) {
            around.queued(messages);
            mina.filterWrite(io, new Batch(bytes, messages));
        }
    }
}
