package dev.fixway.bridge.stream;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What waits for one client's socket: everything in order, of prices only the latest. Owned by the I/O thread.
final class Outbox {
    static final int LATEST_MAX = 4_096;
    private final int framesMax;
    private final long bytesMax;
    private final Deque<Slot> slots = new ArrayDeque<>();
    private final Map<String, Slot> latest = new LinkedHashMap<>();
    private @Nullable Slot pong;
    private int counted;
    private long bytes;

    /// A place in the queue.
    private static final class Slot {
        private ByteBuffer bytes;
        private final @Nullable String latestOf;
        private final boolean isCounted;

        Slot(ByteBuffer bytes, @Nullable String latestOf, boolean isCounted) {
            this.bytes = bytes.duplicate();
            this.latestOf = latestOf;
            this.isCounted = isCounted;
        }
    }

    Outbox(int framesMax, long bytesMax) {
        this.framesMax = framesMax;
        this.bytesMax = bytesMax;
    }

    /// Queues a frame that must not be lost; false when there is no room for it.
    boolean offer(ByteBuffer frame) {
        if (counted >= framesMax || bytes + frame.remaining() > bytesMax) {
            return false;
        }
        counted++;
        bytes += frame.remaining();
        slots.add(new Slot(frame, null, true));
        return true;
    }

    /// Queues a frame in the place of an older one about the same, or at the end.
    void offerLatest(String latestOf, ByteBuffer frame) {
        Slot waiting = latest.get(latestOf);
        if (waiting == null) {
            Slot slot = new Slot(frame, latestOf, false);
            if (latest.size() == LATEST_MAX) {
                forgetOldest();
            }
            latest.put(latestOf, slot);
            slots.add(slot);
        } else {
            waiting.bytes = frame.duplicate();
        }
    }

    /// Who is so late gets less, and not older news.
    private void forgetOldest() {
        Slot oldest = latest.values().iterator().next();
        latest.remove(String.valueOf(oldest.latestOf));
        slots.remove(oldest);
    }

    /// What comes now must not get in front of what is queued already: nothing that waits is replaced any more.
    void seal() {
        latest.clear();
    }

    /// Answers the newest ping before everything that waits; an answer that has not begun is not needed any more.
    void answerPing(ByteBuffer frame) {
        if (pong != null) {
            pong.bytes = frame.duplicate();
            return;
        }
        Slot begun = slots.peek();
        boolean hasBegun = begun != null && begun.bytes.position() > 0;
        if (hasBegun) {
            slots.remove();
        }
        pong = new Slot(frame, null, false);
        slots.addFirst(pong);
        if (hasBegun) {
            slots.addFirst(begun);
        }
    }

    /// Queues the last frame, whatever the room.
    void offerLast(ByteBuffer frame) {
        slots.add(new Slot(frame, null, false));
    }

    /// Forgets everything but a frame that is half written.
    void clear() {
        Slot begun = slots.peek();
        slots.clear();
        latest.clear();
        pong = null;
        counted = 0;
        bytes = 0;
        if (begun != null && begun.bytes.position() > 0) {
            slots.add(new Slot(begun.bytes, null, false));
        }
    }

    boolean isEmpty() {
        return slots.isEmpty();
    }

    /// Frames that count towards the limit.
    int counted() {
        return counted;
    }

    /// Puts the first frames into an array; gives how many.
    int peek(ByteBuffer[] into) {
        int count = 0;
        Iterator<Slot> all = slots.iterator();
        while (count < into.length && all.hasNext()) {
            into[count++] = all.next().bytes;
        }
        return count;
    }

    /// Lets go of what is written, and of the right to replace what has begun.
    void written() {
        Slot first = slots.peek();
        while (first != null && !first.bytes.hasRemaining()) {
            slots.remove();
            letGo(first);
            if (first.isCounted) {
                counted--;
                bytes -= first.bytes.limit();
            }
            first = slots.peek();
        }
        if (first != null && first.bytes.position() > 0) {
            letGo(first);
        }
    }

    private void letGo(Slot slot) {
        if (slot == pong) {
            pong = null;
        }
        if (slot.latestOf != null) {
            latest.remove(slot.latestOf, slot);
        }
    }
}
