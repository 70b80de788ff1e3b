package dev.fixway.engine.order;

import dev.fixway.engine.domain.Arrival;
import dev.fixway.engine.domain.ClOrdId;
import dev.fixway.engine.domain.Command;
import dev.fixway.engine.domain.Handling;
import dev.fixway.engine.domain.MassStatusQuestion;
import dev.fixway.engine.domain.OrdType;
import dev.fixway.engine.domain.OrderIntent;
import dev.fixway.engine.domain.OrderRef;
import dev.fixway.engine.domain.Party;
import dev.fixway.engine.domain.Price;
import dev.fixway.engine.domain.Qty;
import dev.fixway.engine.domain.Reply;
import dev.fixway.engine.domain.Side;
import dev.fixway.engine.domain.Symbol;
import dev.fixway.engine.domain.Terms;
import dev.fixway.engine.domain.TimeInForce;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// A FIX session as the engine sees it: commands with rising MsgSeqNums.
final class FixClient {
    static final Symbol SYMBOL = new Symbol("AAPL");
    private final EngineRig rig;
    private final Party party;
    private final AtomicInteger msgSeqNum = new AtomicInteger();

    /// How a message is sent: plainly, 43=Y with 122, or 97=Y.
    enum Sent {
        PLAIN,
        POSS_DUP,
        POSS_RESEND
    }

    FixClient(EngineRig rig, Party party) {
        this.rig = rig;
        this.party = party;
    }

    String session() {
        return party.name();
    }

    Party party() {
        return party;
    }

    static Terms limit(String orderQty) {
        return Terms.of(OrdType.LIMIT, Qty.of(orderQty), Price.of("10"), null, TimeInForce.DAY);
    }

    Arrival arrival(String msgType, Sent sent, @Nullable Instant origSendingTime) {
        return new Arrival(rig.clock.instant(), "127.0.0.1", msgType, "35=" + msgType,
                new Arrival.FixOrigin(party.name(), 1, msgSeqNum.incrementAndGet(), sent == Sent.POSS_DUP,
                        sent == Sent.POSS_RESEND, origSendingTime));
    }

    private Arrival arrival(String msgType, Sent sent) {
        return arrival(msgType, sent, sent == Sent.POSS_DUP ? rig.clock.instant() : null);
    }

    OrderDesk.Admission send(Command command) {
        return rig.engine.offer(command);
    }

    Command.EnterOrder enter(String clOrdId, Terms terms, Arrival arrival) {
        return new Command.EnterOrder(new OrderIntent(party, new ClOrdId(clOrdId), SYMBOL, Side.BUY, terms,
                Handling.PLAIN, ScriptedVenue.ID), null, arrival, Reply.NONE);
    }

    /// `D(clOrdId) orderQty`, a day order at limit 10.
    OrderDesk.Admission d(String clOrdId, String orderQty) {
        return d(clOrdId, orderQty, Sent.PLAIN);
    }

    OrderDesk.Admission d(String clOrdId, String orderQty, Sent sent) {
        return send(enter(clOrdId, limit(orderQty), arrival("D", sent)));
    }

    Command.CancelOrder cancel(String clOrdId, @Nullable String orderId, @Nullable String origClOrdId, Sent sent) {
        OrderRef ref = new OrderRef(orderId, origClOrdId == null ? null : new ClOrdId(origClOrdId), SYMBOL, Side.BUY);
        return new Command.CancelOrder(ref, new ClOrdId(clOrdId), party, null, arrival("F", sent), Reply.NONE);
    }

    /// `F(clOrdId,origClOrdId)`.
    OrderDesk.Admission f(String clOrdId, String origClOrdId) {
        return f(clOrdId, origClOrdId, Sent.PLAIN);
    }

    OrderDesk.Admission f(String clOrdId, String origClOrdId, Sent sent) {
        return send(cancel(clOrdId, null, origClOrdId, sent));
    }

    /// `F(clOrdId)` by OrderID(37), with a 41 where given.
    OrderDesk.Admission f37(String clOrdId, String orderId, @Nullable String origClOrdId) {
        return send(cancel(clOrdId, orderId, origClOrdId, Sent.PLAIN));
    }

    Command.ReplaceOrder replace(String clOrdId, String origClOrdId, String orderQty, Arrival arrival) {
        OrderRef ref = new OrderRef(null, new ClOrdId(origClOrdId), SYMBOL, Side.BUY);
        return new Command.ReplaceOrder(ref, new ClOrdId(clOrdId), limit(orderQty), party, null, arrival, Reply.NONE);
    }

    /// `G(clOrdId,origClOrdId) orderQty`.
    OrderDesk.Admission g(String clOrdId, String origClOrdId, String orderQty) {
        return g(clOrdId, origClOrdId, orderQty, Sent.PLAIN);
    }

    OrderDesk.Admission g(String clOrdId, String origClOrdId, String orderQty, Sent sent) {
        return send(replace(clOrdId, origClOrdId, orderQty, arrival("G", sent)));
    }

    /// `H(clOrdId)`.
    OrderDesk.Admission h(String clOrdId) {
        return send(ask(clOrdId));
    }

    /// `AF(massStatusReqId)` for all orders.
    OrderDesk.Admission af(String massStatusReqId) {
        return af(new MassStatusQuestion(massStatusReqId, null, null));
    }

    OrderDesk.Admission af(MassStatusQuestion question) {
        return send(new Command.AskMassStatus(question, party, arrival("AF", Sent.PLAIN), Reply.NONE));
    }

    /// As its session does when its numbers have begun again.
    OrderDesk.Admission tellOpen() {
        return send(new Command.TellOpen(party, Arrival.internal(rig.clock.instant()), Reply.NONE));
    }

    Command.AskStatus ask(String clOrdId) {
        OrderIntent about = new OrderIntent(party, new ClOrdId(clOrdId), SYMBOL, Side.BUY, limit("1"), Handling.PLAIN,
                ScriptedVenue.ID);
        OrderRef ref = new OrderRef(null, new ClOrdId(clOrdId), SYMBOL, Side.BUY);
        return new Command.AskStatus(ref, about, null, null, arrival("H", Sent.PLAIN), Reply.NONE);
    }
}
