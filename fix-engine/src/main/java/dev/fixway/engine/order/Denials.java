package dev.fixway.engine.order;

import dev.fixway.engine.domain.Answer;
import dev.fixway.engine.domain.Arrival;
import dev.fixway.engine.domain.ClOrdId;
import dev.fixway.engine.domain.Command;
import dev.fixway.engine.domain.OrdStatus;
import dev.fixway.engine.domain.Order;
import dev.fixway.engine.domain.OrderIntent;
import dev.fixway.engine.domain.Party;
import dev.fixway.engine.domain.Refusal;
import dev.fixway.engine.domain.RejectReason;
import dev.fixway.engine.domain.Report;
import dev.fixway.engine.domain.Reports;
import dev.fixway.engine.ledger.EventCodec;
import dev.fixway.engine.ledger.EventType;
import dev.fixway.engine.ledger.LedgerEvent;
import dev.fixway.engine.ledger.LedgerField;
import dev.fixway.engine.risk.Decision;
import org.jspecify.annotations.Nullable;

/// Refusals that have no order of their own: recorded, then told. Owned by the `orders` thread.
final class Denials {
    private final EngineState state;
    private final ClientIds clientIds;

    Denials(EngineState state, ClientIds clientIds) {
        this.state = state;
        this.clientIds = clientIds;
    }

    /// 150=8 with 37=NONE, 422 on REST; uses up the ClOrdID(11).
    void order(Turn turn, Command.EnterOrder command, Refusal why) {
        order(turn, command, why, null);
    }

    /// The same, by a rule of the controls.
    void order(Turn turn, Command.EnterOrder command, Decision.Refused why) {
        order(turn, command, why.refusal(), why);
    }

    private void order(Turn turn, Command.EnterOrder command, Refusal why, @Nullable Decision decision) {
        OrderIntent intent = command.intent();
        Report report = Reports.denied(state.ids.exec("DEN"), intent, why.reason(), why.text(), turn.now());
        recordOrder(turn, command, report, decision);
        if (intent.clOrdId() != null) {
            clientIds.add(intent.party(), intent.clOrdId(), turn.now());
        }
        turn.after(() -> command.reply().send(new Answer.Refused(why.reason(), why.text())));
    }

    /// 150=8, 103=6 with the OrdStatus of the original; null when the id was used by something that is no order.
    void duplicate(Turn turn, Command.EnterOrder command, @Nullable Order original) {
        OrderIntent intent = command.intent();
        var execId = state.ids.exec("DEN");
        String text = "ClOrdID(11) was used before";
        Report report = original == null
                ? Reports.denied(execId, intent, RejectReason.DUPLICATE_CL_ORD_ID, text, turn.now())
                : Reports.duplicate(execId, intent, original, turn.now());
        recordOrder(turn, command, report, null);
        turn.after(() -> command.reply().send(new Answer.Refused(RejectReason.DUPLICATE_CL_ORD_ID, text)));
    }

    private static void recordOrder(Turn turn, Command.EnterOrder command, Report report,
            @Nullable Decision decision) {
        LedgerEvent.Builder row = LedgerEvent.of(EventType.ORDER_DENIED);
        EventCodec.putIntent(row, command.intent());
        Turn.describe(row, Cause.of(command.party(), command.arrival()).checked(decision));
        turn.add(row, report, turn.denialRecipients(command.party()));
    }

    /// A 9 for a request that changes no order: its order is not known, or its id was used before.
    ///
    /// - `order`: what it would change; null when the party knows no such order (37=NONE, 39=8)
    void request(Turn turn, AskedRequest asked, @Nullable ClOrdId origClOrdId, Refusal why, @Nullable Order order) {
        Party party = asked.party();
        LedgerEvent.Builder row = LedgerEvent.of(EventType.REQUEST_DENIED);
        EventCodec.putRequester(row, party);
        EventCodec.putWished(row, asked.newTerms());
        Turn.describe(row, Cause.of(party, asked.arrival()));
        Report report = new Report.CancelReject(order == null ? null : order.orderId(), asked.id(), origClOrdId,
                order == null ? OrdStatus.REJECTED : order.ordStatus(), asked.kind(), why.reason(), why.text());
        turn.add(row, report, Turn.fixNames(party));
        clientIds.add(party, asked.id(), turn.now());
    }

    /// No room, or the ledger could not be read for it: an order is refused for good, everything else may be asked
    /// again.
    void busy(Turn turn, Command command, String text) {
        Arrival arrival = command.arrival();
        if (arrival.fix() == null) {
            turn.after(() -> command.reply().send(new Answer.Busy()));
        } else if (command instanceof Command.EnterOrder entry && !mayBeKnown(turn, entry)) {
            order(turn, entry, new Refusal(RejectReason.BUSY, text));
        } else {
            message(turn, command, arrival.fix(), text);
        }
    }

    /// A repeat of an order that lives must not be told that it was rejected.
    private boolean mayBeKnown(Turn turn, Command.EnterOrder command) {
        ClOrdId clOrdId = command.intent().clOrdId();
        return clOrdId != null && (state.book.find(command.party().name(), clOrdId) != null
                || clientIds.mayBeKnown(command.party(), clOrdId, turn.now()));
    }

    private void message(Turn turn, Command command, Arrival.FixOrigin origin, String text) {
        LedgerEvent.Builder row = LedgerEvent.of(EventType.MESSAGE_DENIED);
        ClOrdId clOrdId = clOrdId(command);
        row.set(LedgerField.CL_ORD_ID, clOrdId);
        if (command instanceof Command.ReplaceOrder replace) {
            EventCodec.putWished(row, replace.newTerms());
        }
        Turn.describe(row, Cause.of(command.party(), command.arrival()));
        String refId = command instanceof Command.AskMassStatus ask
                ? ask.question().massStatusReqId()
                : clOrdId == null ? null : clOrdId.value();
        Report report = new Report.BusinessReject(origin.msgSeqNum(), command.arrival().msgType(), refId,
                Report.BusinessReject.APPLICATION_NOT_AVAILABLE, text);
        turn.add(row, report, Turn.fixNames(command.party()));
        boolean usesUp = command instanceof Command.CancelOrder || command instanceof Command.ReplaceOrder;
        if (clOrdId != null && usesUp) {
            clientIds.add(command.party(), clOrdId, turn.now());
        }
    }

    private static @Nullable ClOrdId clOrdId(Command command) {
        return switch (command) {
            case Command.EnterOrder entry -> entry.intent().clOrdId();
            case Command.CancelOrder cancel -> cancel.clOrdId();
            case Command.ReplaceOrder replace -> replace.clOrdId();
            case Command.AskStatus ask -> ask.about().clOrdId();
            case Command.AskMassStatus _, Command.AmendOrder _, Command.FindClose _, Command.ClosePosition _ -> null;
            case Command.CancelAll _, Command.FindOrder _, Command.ListOpen _, Command.TellOpen _ -> null;
            case Command.Survey _, Command.ResolveOrder _, Command.SwitchKill _ -> null;
        };
    }
}
