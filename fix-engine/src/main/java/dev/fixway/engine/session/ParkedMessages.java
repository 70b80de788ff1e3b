package dev.fixway.engine.session;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import quickfix.Message;
import quickfix.MessageQueue;

/// Messages of a client that came before others that are missing; bounded in number and size.
///
/// The lowest numbers are kept, because they are wanted first. What is dropped shows as a gap again later, and is asked
/// for then.
final class ParkedMessages implements MessageQueue {
    private static final long CHARS_MAX = 16L << 20;
    private final ReentrantLock lock = new ReentrantLock();
    private final TreeMap<Integer, Message> waiting = new TreeMap<>();
    private final int countMax;
    private long chars;

    ParkedMessages(int countMax) {
        this.countMax = countMax;
    }

    /// Whether messages wait behind one with this number.
    boolean behind(int number) {
        lock.lock();
        try {
            return !waiting.isEmpty() && waiting.lastKey() > number;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void enqueue(int sequence, Message message) {
        lock.lock();
        try {
            chars += size(message) - size(waiting.put(sequence, message));
            while (waiting.size() > countMax || (chars > CHARS_MAX && waiting.size() > 1)) {
                Map.Entry<Integer, Message> last = waiting.pollLastEntry();
                chars -= size(last == null ? null : last.getValue());
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public @Nullable Message dequeue(int sequence) {
        lock.lock();
        try {
            Message message = waiting.remove(sequence);
            chars -= size(message);
            return message;
        } finally {
            lock.unlock();
        }
    }

    /// In one step: the number may be as high as the client likes.
    @Override
    public void dequeueMessagesUpTo(int sequence) {
        lock.lock();
        try {
            Map<Integer, Message> passed = waiting.headMap(sequence);
            passed.values().forEach(message -> chars -= size(message));
            passed.clear();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void clear() {
        lock.lock();
        try {
            waiting.clear();
            chars = 0;
        } finally {
            lock.unlock();
        }
    }

    private static long size(@Nullable Message message) {
        String text = message == null ? null : message.toRawString();
        return text == null ? 0 : text.length();
    }
}
