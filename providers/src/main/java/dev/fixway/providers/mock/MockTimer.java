package dev.fixway.providers.mock;

import java.time.Duration;

/// Runs tasks later, one at a time.
interface MockTimer extends AutoCloseable {
    /// Runs a task after a delay; nothing happens any more once the timer is closed.
    void after(Duration delay, Runnable task);

    /// Interrupts the task in hand, drops the others, and waits a moment for the thread to end.
    @Override
    void close();
}
