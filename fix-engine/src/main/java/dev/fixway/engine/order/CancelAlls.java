package dev.fixway.engine.order;

import dev.fixway.engine.domain.Answer;
import dev.fixway.engine.domain.Command;
import dev.fixway.engine.domain.Life;
import dev.fixway.engine.domain.Order;
import dev.fixway.engine.domain.OrderId;
import dev.fixway.engine.domain.OrderRef;
import dev.fixway.engine.domain.Reply;
import java.util.ArrayList;
import java.util.List;

/// `DELETE /v1/orders`: one cancel for each open order, answered when the last has settled. Owned by the `orders`
/// thread.
final class CancelAlls {
    private final EngineState state;
    private final Requests requests;

    CancelAlls(EngineState state, Requests requests) {
        this.state = state;
        this.requests = requests;
    }

    /// Counts the answers of the single cancels; they all come on the `orders` thread.
    private static final class Tally {
        private final Reply reply;
        private final List<OrderId> failed = new ArrayList<>();
        private int open;
        private int canceled;

        Tally(Reply reply, int open) {
            this.reply = reply;
            this.open = open;
        }

        void settle(OrderId orderId, Answer answer) {
            if (answer instanceof Answer.Known(Order order) && order.life().end() == Life.End.CANCELED) {
                canceled++;
            } else {
                failed.add(orderId);
            }
            if (--open == 0) {
                reply.send(new Answer.AllCanceled(canceled, failed));
            }
        }
    }

    void decide(Turn turn, Command.CancelAll command) {
        List<OrderId> matching = matching(command);
        if (matching.isEmpty()) {
            turn.after(() -> command.reply().send(new Answer.AllCanceled(0, List.of())));
            return;
        }
        Tally tally = new Tally(command.reply(), matching.size());
        for (OrderId orderId : matching) {
            var cancel = new Command.CancelOrder(OrderRef.byId(orderId.value()), null, command.party(), null,
                    command.arrival(),
                    answer -> tally.settle(orderId, answer));
            requests.decide(turn, cancel, new Item.Asked(cancel, new Knowledge(turn.now())));
        }
    }

    private List<OrderId> matching(Command.CancelAll command) {
        List<OrderId> matching = new ArrayList<>();
        for (Live live : state.book.all()) {
            Order order = live.order();
            boolean mine = order.intent().party().account().equals(command.party().account());
            boolean meant = command.symbol() == null || command.symbol().equals(order.intent().symbol());
            if (mine && meant && !order.phase().isFinal()) {
                matching.add(order.orderId());
            }
        }
        return matching;
    }
}
