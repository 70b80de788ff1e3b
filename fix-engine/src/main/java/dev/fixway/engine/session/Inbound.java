package dev.fixway.engine.session;

import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;

/// Which inbound messages of a session are decided, and whether any are taken now.
///
/// The thread that reads the session's socket and `orders` share it; each call holds the lock for a few instructions.
/// An epoch and its numbers change together, so that no mark ever pairs a new epoch with old numbers.
final class Inbound {
    private final ReentrantLock lock = new ReentrantLock();
    private final TreeSet<Integer> undecided = new TreeSet<>();
    private int epoch;
    private int nextTarget = 1;
    private int lastTaken;
    private volatile boolean shut;

    /// Where the session stands: every message below `next` is decided.
    record Position(int epoch, int next) {}

    /// Our own Logout(5) is about to leave: until [#open] nothing is taken but the client's.
    void shut() {
        shut = true;
    }

    boolean isShut() {
        return shut;
    }

    /// Somebody logs on.
    void open() {
        shut = false;
    }

    /// QuickFIX/J expects this number next: whatever lies below has gone through the application or needs nothing.
    void expects(int number) {
        lock.lock();
        try {
            nextTarget = number;
        } finally {
            lock.unlock();
        }
    }

    /// Numbers begin again, in the same epoch (set back) or a new one; what was undecided is asked for again.
    void restart(int newEpoch, int number) {
        lock.lock();
        try {
            epoch = newEpoch;
            nextTarget = number;
            lastTaken = 0;
            undecided.clear();
        } finally {
            lock.unlock();
        }
    }

    /// A command is about to be offered: it holds the position back from now on.
    void arrived(int number) {
        lock.lock();
        try {
            undecided.add(number);
            lastTaken = Math.max(lastTaken, number);
        } finally {
            lock.unlock();
        }
    }

    /// The offer failed; the message will be asked for again.
    void withdrawn(int number) {
        lock.lock();
        try {
            undecided.remove(number);
            lastTaken = number - 1;
        } finally {
            lock.unlock();
        }
    }

    void decided(int ofEpoch, int number) {
        lock.lock();
        try {
            if (ofEpoch == epoch) {
                undecided.remove(number);
            }
        } finally {
            lock.unlock();
        }
    }

    /// QuickFIX/J's number moves after the callback has returned; a command that is decided before that counts too.
    Position position() {
        lock.lock();
        try {
            int next = undecided.isEmpty() ? Math.max(nextTarget, lastTaken + 1) : undecided.first();
            return new Position(epoch, next);
        } finally {
            lock.unlock();
        }
    }
}
