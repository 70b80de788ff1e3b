package dev.fixway.engine.order;

import dev.fixway.engine.domain.Answer;
import dev.fixway.engine.domain.ClOrdId;
import dev.fixway.engine.domain.Command;
import dev.fixway.engine.domain.Order;
import dev.fixway.engine.domain.OrderId;
import dev.fixway.engine.domain.Party;
import dev.fixway.engine.domain.Report;
import dev.fixway.engine.domain.Reports;
import dev.fixway.engine.domain.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// Answers questions; records nothing, but speaks only when everything that it tells is committed.
/// Owned by the `orders` thread.
final class Statuses {
    private final EngineState state;
    private final Targets targets;
    private final Denials denials;

    Statuses(EngineState state, Targets targets, Denials denials) {
        this.state = state;
        this.targets = targets;
        this.denials = denials;
    }

    /// OrderStatusRequest(H).
    Verdict decide(Turn turn, Command.AskStatus command, Item.Asked item) {
        Party party = command.party();
        switch (targets.find(party, command.order(), item.known(), turn.now())) {
            case Targets.Target.Here(Live live, _) -> {
                state.book.touch(live);
                // Made when the group is out: an answer must not be older than the reports before it.
                turn.after(() -> state.sessions.answer(party.name(), status(turn, live.order(), command)));
            }
            case Targets.Target.Unknown _ -> {
                ClOrdId asked = Objects.requireNonNullElse(command.about().clOrdId(), new ClOrdId("NONE"));
                answer(turn, party,
                        Reports.unknownStatus(state.ids.exec("STA"), asked, command.about(), turn.now())
                                .to(command.ordStatusReqId()));
            }
            case Targets.Target.Unread(OrderId orderId) -> {
                return park(turn, command, () -> state.parking.await(turn, orderId, item));
            }
            case Targets.Target.UnreadId(ClOrdId clOrdId) -> {
                return park(turn, command, () -> state.parking.await(turn, party.name(), clOrdId, item));
            }
            case Targets.Target.Unreadable(String failure) -> denials.busy(turn, command, failure);
        }
        return Verdict.DECIDED;
    }

    private Verdict park(Turn turn, Command command, Runnable wait) {
        if (state.parking.isFull()) {
            denials.busy(turn, command, "too many commands wait for the ledger");
            return Verdict.DECIDED;
        }
        wait.run();
        return Verdict.PARKED;
    }

    private Report status(Turn turn, Order order, Command.AskStatus command) {
        ClOrdId asked = command.about().clOrdId();
        Request request = asked == null ? null : order.chain().findAny(asked);
        boolean own = (asked != null && order.intent().party().equals(command.party())) || request != null;
        return Reports.status(state.ids.exec("STA"), order, own ? asked : null, turn.now())
                .to(command.ordStatusReqId());
    }

    private void answer(Turn turn, Party party, Report report) {
        turn.after(() -> state.sessions.answer(party.name(), report));
    }

    /// `GET /v1/orders/{id}` as far as orders in memory go.
    void find(Turn turn, Command.FindOrder command) {
        String text = command.order().orderId();
        Live live = text != null && OrderId.isOrderId(text) ? state.book.find(new OrderId(text)) : null;
        boolean visible = live != null && live.order().intent().party().account().equals(command.party().account());
        turn.after(() -> command.reply()
                .send(live != null && visible ? new Answer.Known(live.order()) : new Answer.NotOpen()));
    }

    /// `GET /v1/orders` as far as orders in memory go.
    void list(Turn turn, Command.ListOpen command) {
        turn.after(() -> {
            List<Order> orders = new ArrayList<>();
            for (Live live : state.book.all()) {
                if (live.order().intent().party().account().equals(command.party().account())) {
                    orders.add(live.order());
                }
            }
            command.reply().send(new Answer.Listed(orders));
        });
    }

    /// `GET /v1/ops/orders`.
    void survey(Turn turn, Command.Survey command) {
        turn.after(() -> {
            List<Answer.Surveyed.Standing> orders = new ArrayList<>();
            for (Live live : state.book.all()) {
                orders.add(new Answer.Surveyed.Standing(live.order(),
                        live.order().isInDoubt() ? live.doubtSince() : null));
            }
            command.reply().send(new Answer.Surveyed(orders));
        });
    }
}
