package dev.fixway.engine.order;

import dev.fixway.engine.domain.ClOrdId;
import dev.fixway.engine.domain.Order;
import dev.fixway.engine.domain.OrderId;
import dev.fixway.engine.domain.Refusal;
import dev.fixway.engine.domain.Reply;
import dev.fixway.engine.domain.RouteId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// An order in memory with what hangs on it for now: its call, who waits, why a request was refused. Owned by the
/// `orders` thread.
final class Live {
    private Order order;
    private @Nullable Order committed;
    private @Nullable Call call;
    // Most orders have one key and nothing else: what there is none of takes no room.
    private List<Waiter> waiters = List.of();
    private Map<ClOrdId, Refusal> refusals = Map.of();
    private Book.@Nullable IdKey key;
    private List<Book.IdKey> moreKeys = List.of();
    private @Nullable Instant doubtSince;
    private int doubtRound;
    private int doubts;
    private boolean isReminded;

    Live(Order order) {
        this.order = order;
    }

    /// A provider call under way; `request` is null for a submit and for a cancel that nobody asked for.
    record Call(long number, RouteId routeId, @Nullable ClOrdId request, boolean isSubmit,
            CallDeadlines.Deadline deadline) {}

    /// Somebody who waits for an answer; `request` is null for a submit.
    static final class Waiter {
        final @Nullable ClOrdId request;
        final Reply reply;
        @Nullable
        Future<?> alarm;
        /// Whether the group that it waits on is in.
        boolean isCommitted;

        Waiter(@Nullable ClOrdId request, Reply reply) {
            this.request = request;
            this.reply = reply;
        }
    }

    OrderId orderId() {
        return order.orderId();
    }

    Order order() {
        return order;
    }

    void become(Order changed) {
        order = changed;
    }

    /// The order as the ledger has it; null while its first group is in hand.
    @Nullable
    Order committed() {
        return committed;
    }

    /// The group that it was looked at in is in.
    void commit() {
        committed = order;
        if (!waiters.isEmpty()) {
            waiters.forEach(waiter -> waiter.isCommitted = true);
        }
    }

    @Nullable
    Call call() {
        return call;
    }

    void begin(Call begun) {
        call = begun;
    }

    /// Ends the call with this number; null when it is over already.
    @Nullable
    Call end(long number) {
        Call ended = call;
        if (ended == null || ended.number() != number) {
            return null;
        }
        ended.deadline().callOff();
        call = null;
        return ended;
    }

    List<Waiter> waiters() {
        return waiters;
    }

    void add(Waiter waiter) {
        if (waiters.isEmpty()) {
            waiters = new ArrayList<>(1);
        }
        waiters.add(waiter);
    }

    /// Whether it was still waiting.
    boolean remove(Waiter waiter) {
        return !waiters.isEmpty() && waiters.remove(waiter);
    }

    /// Does this with each client id that finds it.
    void forEachKey(Consumer<Book.IdKey> action) {
        if (key != null) {
            action.accept(key);
        }
        moreKeys.forEach(action);
    }

    void add(Book.IdKey added) {
        if (key == null) {
            key = added;
            return;
        }
        if (moreKeys.isEmpty()) {
            moreKeys = new ArrayList<>(1);
        }
        moreKeys.add(added);
    }

    /// Whether it was found by this one.
    boolean remove(Book.IdKey removed) {
        if (removed.equals(key)) {
            key = null;
            return true;
        }
        return !moreKeys.isEmpty() && moreKeys.remove(removed);
    }

    void refused(ClOrdId request, Refusal refusal) {
        if (refusals.isEmpty()) {
            refusals = new HashMap<>();
        }
        refusals.put(request, refusal);
    }

    void forgetRefusal(ClOrdId request) {
        if (!refusals.isEmpty()) {
            refusals.remove(request);
        }
    }

    @Nullable
    Refusal refusal(ClOrdId request) {
        return refusals.get(request);
    }

    /// When doubt about it began; null without doubt.
    @Nullable
    Instant doubtSince() {
        return doubtSince;
    }

    void doubt(@Nullable Instant since) {
        doubtSince = since;
        doubtRound = 0;
    }

    /// Counts doubts since the last answer that could be trusted.
    int nextDoubt() {
        return doubts++;
    }

    /// A call was answered.
    void answered() {
        doubts = 0;
    }

    /// Begins to wait for the time to ask again, from a round on; false when that is under way.
    boolean remind(int fromRound) {
        boolean isNew = !isReminded;
        isReminded = true;
        doubtRound = Math.max(doubtRound, fromRound);
        return isNew;
    }

    void reminded() {
        isReminded = false;
    }

    /// Counts the times that the venue was asked.
    int nextDoubtRound() {
        return doubtRound++;
    }

    /// Whether nothing more is expected of it, so that memory can let it go.
    boolean isOver() {
        return order.isOver() && call == null && waiters.isEmpty();
    }
}
