package dev.fixway.bridge.rest;

import dev.fixway.engine.ledger.EventType;
import dev.fixway.engine.order.CommittedFeed;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/// A feed that a test can stop between ledger and listener: an event is in, and nobody has heard of it.
final class HeldFeed implements CommittedFeed {
    private final CommittedFeed listener;
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);
    private volatile @Nullable EventType heldAt;

    HeldFeed(CommittedFeed listener) {
        this.listener = listener;
    }

    /// The first event of this type is held until [#release].
    void holdAt(EventType type) {
        heldAt = type;
    }

    void awaitHeld() throws InterruptedException {
        reached.await();
    }

    void release() {
        released.countDown();
    }

    @Override
    public boolean isHeard() {
        return listener.isHeard();
    }

    @Override
    public void committed(List<Committed> group) {
        if (group.stream().anyMatch(event -> event.row().type() == heldAt)) {
            reached.countDown();
            try {
                released.await();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
        listener.committed(group);
    }

    @Override
    public void passed(long seq) {
        listener.passed(seq);
    }
}
