package dev.fixway.engine.order;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// How far the stream of a provider is decided: the cursor below which nothing waits. Owned by the `orders` thread.
final class StreamPosition {
    private final Deque<Item.Streamed> undecided = new ArrayDeque<>();
    private final Set<Item.Streamed> decided = Collections.newSetFromMap(new IdentityHashMap<>());
    private @Nullable String cursor;
    private @Nullable String committed;

    StreamPosition(@Nullable String committed) {
        this.cursor = committed;
        this.committed = committed;
    }

    /// An item has come from the stream; items come in the stream's order.
    void arrived(Item.Streamed item) {
        undecided.add(item);
    }

    /// Nothing more is to be done for the item.
    void decided(Item.Streamed item) {
        decided.add(item);
        while (!undecided.isEmpty() && decided.remove(undecided.peek())) {
            String passed = undecided.remove().cursor();
            cursor = passed == null ? cursor : passed;
        }
    }

    /// The position that the next group carries; null when the ledger has it already.
    @Nullable
    String uncommitted() {
        return cursor == null || cursor.equals(committed) ? null : cursor;
    }

    void committed(String position) {
        committed = position;
    }

    /// The position that the ledger has; null before the first.
    @Nullable
    String committed() {
        return committed;
    }
}
