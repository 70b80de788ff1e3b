package dev.fixway.engine.order;

import dev.fixway.engine.domain.Answer;
import dev.fixway.engine.domain.ClOrdId;
import dev.fixway.engine.domain.Order;
import dev.fixway.engine.domain.Refusal;
import dev.fixway.engine.domain.Reply;
import dev.fixway.engine.domain.Request;
import java.util.Iterator;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/// Clients that wait for an outcome: answered at the first of outcome committed, doubt committed, time-out.
/// Owned by the `orders` thread.
final class Waiting {
    private final EngineState state;

    Waiting(EngineState state) {
        this.state = state;
    }

    /// - `request`: the cancel or replace that is waited for; null for the order itself
    void add(Live live, @Nullable ClOrdId request, Reply reply) {
        if (reply.equals(Reply.NONE)) {
            return;
        }
        Live.Waiter waiter = new Live.Waiter(request, reply);
        waiter.alarm = state.timers.in(state.settings.restAnswerTimeout(), new Item.WaitOver(live.orderId(), waiter));
        live.add(waiter);
        state.book.touch(live);
    }

    /// Answers those whose outcome is in the group in hand.
    void settle(Turn turn, Live live) {
        for (Iterator<Live.Waiter> i = live.waiters().iterator(); i.hasNext();) {
            Live.Waiter waiter = i.next();
            if (isSettled(live.order(), waiter.request)) {
                i.remove();
                answer(turn, live, waiter);
            }
        }
    }

    /// Answers one whose time is up with the order as it is.
    void timeOut(Turn turn, Item.WaitOver over) {
        Live live = state.book.find(over.orderId());
        if (live != null && live.remove(over.waiter())) {
            state.book.touch(live);
            answer(turn, live, over.waiter());
        }
    }

    private void answer(Turn turn, Live live, Live.Waiter waiter) {
        state.settled.put(waiter, live);
        Future<?> alarm = waiter.alarm;
        if (alarm != null) {
            alarm.cancel(false);
        }
        Order order = live.order();
        Refusal refusal = waiter.request == null ? null : live.refusal(waiter.request);
        Answer answer = refusal == null
                ? new Answer.Known(order)
                : new Answer.RequestRefused(order, refusal.reason(), refusal.text());
        turn.after(() -> waiter.reply.send(answer));
    }

    private static boolean isSettled(Order order, @Nullable ClOrdId requestId) {
        if (requestId == null) {
            return order.life().acknowledged() || order.phase().isFinal() || !order.cumQty().isZero()
                    || order.isInDoubt();
        }
        Request request = order.chain().find(requestId);
        return request == null || request.call() == Request.Call.IN_DOUBT;
    }
}
