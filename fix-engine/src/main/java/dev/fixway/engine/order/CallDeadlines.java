package dev.fixway.engine.order;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/// When calls of one provider are late. All have the same time, so they fall due in the order in which they began, and
/// nearly all end before: one reminder waits for the oldest that has not. Owned by the `orders` thread.
final class CallDeadlines {
    private final Duration time;
    private final Timers timers;
    private final Item reminder;
    private final LinkedHashSet<Deadline> waiting = new LinkedHashSet<>();
    private boolean isReminded;

    /// - `reminder`: put on the inbox when [#due] should be asked
    CallDeadlines(Duration time, Timers timers, Item reminder) {
        this.time = time;
        this.timers = timers;
        this.reminder = reminder;
    }

    /// That of one call.
    final class Deadline {
        private final Item.CallLate late;
        private final long nanos;

        private Deadline(Item.CallLate late, long nanos) {
            this.late = late;
            this.nanos = nanos;
        }

        /// The call has ended.
        void callOff() {
            waiting.remove(this);
        }
    }

    /// A call begins.
    ///
    /// - `late`: what is to be decided when it does not end in time
    Deadline begin(Item.CallLate late) {
        Deadline begun = new Deadline(late, System.nanoTime() + time.toNanos());
        waiting.add(begun);
        if (!isReminded) {
            remind(time);
        }
        return begun;
    }

    /// What is to be decided of calls that are late by now, each once.
    List<Item> due() {
        isReminded = false;
        List<Item> due = new ArrayList<>();
        long now = System.nanoTime();
        while (!waiting.isEmpty()) {
            Deadline oldest = waiting.getFirst();
            if (oldest.nanos - now > 0) {
                remind(Duration.ofNanos(oldest.nanos - now));
                break;
            }
            waiting.removeFirst();
            due.add(oldest.late);
        }
        return due;
    }

    private void remind(Duration delay) {
        isReminded = true;
        timers.later(delay, reminder);
    }
}
