package dev.fixway.persistence.sql;

import dev.fixway.engine.ledger.LedgerException;
import dev.fixway.engine.ledger.QueryLagException;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// How far the follower is, and who waits for it. Any thread.
final class Progress {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();
    private final Condition wanted = lock.newCondition();
    private long applied;
    private int waiting;
    private boolean isOver;

    /// Tells how far the follower is.
    void reach(long seq) {
        lock.lock();
        try {
            applied = seq;
            moved.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// No further progress will be made.
    void end() {
        lock.lock();
        try {
            isOver = true;
            moved.signalAll();
            wanted.signalAll();
        } finally {
            lock.unlock();
        }
    }

    long applied() {
        lock.lock();
        try {
            return applied;
        } finally {
            lock.unlock();
        }
    }

    /// Returns when a sequence is applied; throws [QueryLagException] when it is not in time.
    void await(long seq, Duration most) {
        lock.lock();
        try {
            waiting++;
            wanted.signalAll();
            long left = most.toNanos();
            while (applied < seq) {
                if (left <= 0 || isOver) {
                    throw new QueryLagException(seq - applied);
                }
                left = moved.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LedgerException("a query was interrupted while it waited for sequence " + seq, e);
        } finally {
            waiting--;
            lock.unlock();
        }
    }

    /// Whether somebody waits.
    boolean isAwaited() {
        lock.lock();
        try {
            return waiting > 0;
        } finally {
            lock.unlock();
        }
    }

    /// Lets the follower rest, unless somebody waits; returns false when it is over.
    boolean rest(long nanos) {
        lock.lock();
        try {
            long left = nanos;
            while (waiting == 0 && !isOver && left > 0) {
                left = wanted.awaitNanos(left);
            }
            return !isOver;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    /// Lets the follower rest after a failure, whoever waits; returns false when it is over.
    boolean pause(Duration time) {
        lock.lock();
        try {
            long left = time.toNanos();
            while (!isOver && left > 0) {
                left = wanted.awaitNanos(left);
            }
            return !isOver;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }
}
