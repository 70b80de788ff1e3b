package dev.fixway.engine.order;

import dev.fixway.engine.domain.Command;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The bounded queue in front of the `orders` thread, with its classes: new orders and replaces are turned away at 80
/// %, everything else from clients when it is full; what venues and timers say waits for room.
final class Inbox {
    private static final long CLOSED_CHECK_MILLIS = 200;
    private final BlockingQueue<Item> queue;
    private final int reserve;
    private volatile boolean isClosed;

    Inbox(int capacity) {
        this.queue = new LinkedBlockingQueue<>(capacity);
        this.reserve = capacity / 5;
    }

    /// False when there is no room for a command of its class. Any thread; never waits.
    boolean offer(Command command, Knowledge known) {
        boolean adds = command instanceof Command.EnterOrder || command instanceof Command.ReplaceOrder
                || command instanceof Command.AmendOrder || command instanceof Command.ClosePosition;
        if (adds && queue.remainingCapacity() <= reserve) {
            return false;
        }
        return queue.offer(new Item.Asked(command, known));
    }

    /// Waits for room, or until nobody will read any more. Any thread but the `orders` thread and callbacks of
    /// QuickFIX/J.
    void put(Item item) {
        boolean interrupted = false;
        while (!isClosed) {
            try {
                if (queue.offer(item, CLOSED_CHECK_MILLIS, TimeUnit.MILLISECONDS)) {
                    break;
                }
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /// Without waiting; false when there is no room. For reminders that come again.
    boolean offer(Item item) {
        return queue.offer(item);
    }

    /// The first item; null when none came in time.
    @Nullable
    Item poll(long timeoutMillis) throws InterruptedException {
        return queue.poll(timeoutMillis, TimeUnit.MILLISECONDS);
    }

    void drainTo(List<Item> batch, int max) {
        queue.drainTo(batch, max);
    }

    /// Nobody reads any more: who waits for room goes on.
    void close() {
        isClosed = true;
    }

    boolean isClosed() {
        return isClosed;
    }

    int size() {
        return queue.size();
    }
}
