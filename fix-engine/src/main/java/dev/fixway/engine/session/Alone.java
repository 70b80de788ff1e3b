package dev.fixway.engine.session;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/// One thread at a time; a thread that is in may come in again.
final class Alone {
    private final ReentrantLock lock = new ReentrantLock();

    void run(Runnable work) {
        lock.lock();
        try {
            work.run();
        } finally {
            lock.unlock();
        }
    }

    /// The same for something that comes to an answer.
    boolean ask(BooleanSupplier work) {
        lock.lock();
        try {
            return work.getAsBoolean();
        } finally {
            lock.unlock();
        }
    }
}
