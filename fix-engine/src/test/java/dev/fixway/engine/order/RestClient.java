package dev.fixway.engine.order;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fixway.engine.domain.AccountId;
import dev.fixway.engine.domain.Answer;
import dev.fixway.engine.domain.Arrival;
import dev.fixway.engine.domain.ClOrdId;
import dev.fixway.engine.domain.Command;
import dev.fixway.engine.domain.Edge;
import dev.fixway.engine.domain.Handling;
import dev.fixway.engine.domain.OrderId;
import dev.fixway.engine.domain.OrderIntent;
import dev.fixway.engine.domain.OrderRef;
import dev.fixway.engine.domain.Party;
import dev.fixway.engine.domain.PositionClose;
import dev.fixway.engine.domain.Qty;
import dev.fixway.engine.domain.Reply;
import dev.fixway.engine.domain.Resolution;
import dev.fixway.engine.domain.Side;
import dev.fixway.engine.domain.Terms;
import dev.fixway.engine.domain.TermsChange;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/// A REST client as the engine sees it.
final class RestClient {
    private final EngineRig rig;
    private final Party party;

    RestClient(EngineRig rig, Party party) {
        this.rig = rig;
        this.party = party;
    }

    /// What a request was answered with; each must be answered once.
    static final class Asked {
        private final List<Answer> answers = new CopyOnWriteArrayList<>();
        private final List<String> deeds;
        /// Whether the answer reaches its client.
        volatile boolean isDelivered = true;

        Asked(List<String> deeds) {
            this.deeds = deeds;
        }

        Reply reply() {
            return new Reply() {
                @Override
                public void send(Answer answer) {
                    answers.add(answer);
                    deeds.add("answer " + text(answer));
                }

                @Override
                public boolean isDelivered() {
                    return isDelivered && isAnswered();
                }
            };
        }

        @Override
        public String toString() {
            return answers.toString();
        }

        boolean isAnswered() {
            return !answers.isEmpty();
        }

        Answer answer() {
            EngineRig.soon().until(this::isAnswered);
            assertThat(answers).hasSize(1);
            return answers.getFirst();
        }

        /// The answer in short.
        String text() {
            return text(answer());
        }

        private static String text(Answer answer) {
            return switch (answer) {
                case Answer.Known(var order) -> "known " + order.ordStatus();
                case Answer.Repeated(var order) -> "repeated " + order.ordStatus();
                case Answer.Refused(var reason, _) -> "refused " + reason;
                case Answer.RequestRefused(var order, var reason, _) ->
                    "request refused " + reason + " " + order.ordStatus();
                case Answer.OfClose.Free(_, var before) -> "free, before " + before.size();
                case Answer.OfClose.ReadAgain _ -> "read again";
                case Answer.OfClose.BeingClosed _ -> "being closed";
                case Answer.NotOpen _ -> "not open";
                case Answer.Listed(var orders) -> "listed " + orders.size();
                case Answer.Surveyed(var orders) -> "surveyed " + orders.size();
                case Answer.AllCanceled(int count, var failed) -> "all canceled " + count + " failed " + failed.size();
                case Answer.Kill(var state, int open) -> "kill " + (state.isOn() ? "on" : "off") + " open " + open;
                case Answer.Busy _ -> "busy";
                case Answer.Unavailable _ -> "unavailable";
            };
        }
    }

    private Arrival arrival(String msgType) {
        return new Arrival(rig.clock.instant(), "127.0.0.1", msgType, "{}", null);
    }

    Asked post(@Nullable String clOrdId, String orderQty) {
        return post(clOrdId, FixClient.limit(orderQty));
    }

    Asked post(@Nullable String clOrdId, Terms terms) {
        return post(clOrdId, terms, Handling.PLAIN);
    }

    Asked post(@Nullable String clOrdId, Terms terms, Handling handling) {
        Asked asked = new Asked(rig.deeds);
        send(new Command.EnterOrder(new OrderIntent(party, clOrdId == null ? null : new ClOrdId(clOrdId),
                FixClient.SYMBOL, Side.BUY, terms, handling, ScriptedVenue.ID), null,
                arrival("POST /v1/orders"), asked.reply()));
        return asked;
    }

    /// An order whose client is told, before it can go out, that it will not.
    Asked withdrawn(String clOrdId, String orderQty) {
        Asked asked = new Asked(rig.deeds);
        Reply reply = asked.reply();
        send(new Command.EnterOrder(new OrderIntent(party, new ClOrdId(clOrdId), FixClient.SYMBOL, Side.BUY,
                FixClient.limit(orderQty), Handling.PLAIN, ScriptedVenue.ID), null, arrival("POST /v1/orders"),
                new Reply() {
                    @Override
                    public void send(Answer answer) {
                        reply.send(answer);
                    }

                    @Override
                    public boolean claim() {
                        return false;
                    }
                }));
        return asked;
    }

    Asked delete(OrderId orderId) {
        Asked asked = new Asked(rig.deeds);
        send(new Command.CancelOrder(OrderRef.byId(orderId.value()), null, party, null,
                arrival("DELETE /v1/orders/{id}"), asked.reply()));
        return asked;
    }

    Asked patch(OrderId orderId, String orderQty) {
        Asked asked = new Asked(rig.deeds);
        send(new Command.AmendOrder(OrderRef.byId(orderId.value()), new TermsChange(Qty.of(orderQty), null, null),
                party,
                arrival("PATCH /v1/orders/{id}"), asked.reply()));
        return asked;
    }

    /// Asks whether this close came before; null for one of every position.
    Asked findClose(@Nullable String positionId, String hash) {
        Asked asked = new Asked(rig.deeds);
        send(new Command.FindClose(ScriptedVenue.ID, positionId, hash, party, arrival("DELETE /v1/positions"),
                asked.reply()));
        return asked;
    }

    /// Sells `orderQty` of a position that was `held` as of a moment.
    Asked close(String positionId, String hash, String orderQty, String held, long asOf) {
        Asked asked = new Asked(rig.deeds);
        OrderIntent intent = new OrderIntent(party, null, FixClient.SYMBOL, Side.SELL, FixClient.limit(orderQty),
                new Handling(true, false, false, null, positionId, null, null), ScriptedVenue.ID);
        send(new Command.ClosePosition(intent, new PositionClose(ScriptedVenue.ID, positionId, hash), Qty.of(held),
                asOf,
                arrival("DELETE /v1/positions/{position_id}"), asked.reply()));
        return asked;
    }

    Asked deleteAll() {
        Asked asked = new Asked(rig.deeds);
        send(new Command.CancelAll(null, party, arrival("DELETE /v1/orders"), asked.reply()));
        return asked;
    }

    /// The kill switch, by hand.
    Asked kill(Command.SwitchKill.Act act) {
        Asked asked = new Asked(rig.deeds);
        send(new Command.SwitchKill(act, "test run", new Party(Edge.OPERATOR, "jane", new AccountId("-")),
                arrival("POST /v1/ops/kill"), asked.reply()));
        return asked;
    }

    /// A person says what the venue says.
    Asked resolve(OrderId orderId, Resolution resolution) {
        Asked asked = new Asked(rig.deeds);
        send(new Command.ResolveOrder(orderId, resolution, "by hand",
                new Party(Edge.OPERATOR, "operator", new AccountId("-")), arrival("POST /v1/ops/orders"),
                asked.reply()));
        return asked;
    }

    /// Open orders; waits for the answer, so that everything before it is decided.
    Answer list() {
        Asked asked = new Asked(new CopyOnWriteArrayList<>());
        send(new Command.ListOpen(party, arrival("GET /v1/orders"), asked.reply()));
        return asked.answer();
    }

    private void send(Command command) {
        OrderDesk.Admission admission = rig.engine.offer(command);
        if (admission == OrderDesk.Admission.BUSY) {
            command.reply().send(new Answer.Busy());
        } else if (admission == OrderDesk.Admission.UNAVAILABLE) {
            command.reply().send(new Answer.Unavailable("not running"));
        }
    }
}
