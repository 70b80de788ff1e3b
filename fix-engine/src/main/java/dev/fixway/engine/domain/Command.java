package dev.fixway.engine.domain;

import org.jspecify.annotations.Nullable;

/// What an edge asks of the engine; immutable, put on the inbox.
///
/// A `refusal` is what the edge found wrong; such a command is recorded and refused.
public sealed interface Command {
    Party party();

    Arrival arrival();

    Reply reply();

    /// NewOrderSingle(D), `POST /v1/orders`.
    record EnterOrder(OrderIntent intent, @Nullable Refusal refusal, Arrival arrival, Reply reply) implements Command {
        @Override
        public Party party() {
            return intent.party();
        }
    }

    /// OrderCancelRequest(F), `DELETE /v1/orders/{id}`. `clOrdId` is null where the engine makes one (REST).
    record CancelOrder(OrderRef order, @Nullable ClOrdId clOrdId, Party party, @Nullable Refusal refusal,
            Arrival arrival,
            Reply reply) implements Command {}

    /// OrderCancelReplaceRequest(G).
    record ReplaceOrder(OrderRef order, @Nullable ClOrdId clOrdId, Terms newTerms, Party party,
            @Nullable Refusal refusal,
            Arrival arrival, Reply reply) implements Command {}

    /// `PATCH /v1/orders/{id}`: changes some of an order's terms; refused while another change is under way, which
    /// would take the terms that are not named away from under it.
    record AmendOrder(OrderRef order, TermsChange change, Party party, Arrival arrival, Reply reply)
            implements
                Command {}

    /// `DELETE /v1/positions…`, before the venue is asked what there is to close: was this asked before?
    ///
    /// - `positionId`: null for every position
    record FindClose(ProviderId provider, @Nullable String positionId, String requestHash, Party party,
            Arrival arrival, Reply reply)
            implements
                Command {}

    /// Closes a position by an order.
    ///
    /// - `intent`: the closing order, for as much as the client wants closed at most
    /// - `held`: how much the position was when it was read
    /// - `asOf`: from the [Answer.OfClose.Free] that came before it was read
    /// - `cancelsExits`: whether the exits that the venue keeps for the position are cancelled first
    record ClosePosition(OrderIntent intent, PositionClose close, Qty held, long asOf, boolean cancelsExits,
            Arrival arrival, Reply reply) implements Command {
        public ClosePosition(OrderIntent intent, PositionClose close, Qty held, long asOf, Arrival arrival,
                Reply reply) {
            this(intent, close, held, asOf, true, arrival, reply);
        }

        @Override
        public Party party() {
            return intent.party();
        }
    }

    /// `DELETE /v1/orders`: every open order of the account, of one symbol where given.
    record CancelAll(@Nullable Symbol symbol, Party party, Arrival arrival, Reply reply) implements Command {}

    /// OrderStatusRequest(H): answered by 150=I. `about` says what the unknown order would have been.
    ///
    /// - `ordStatusReqId`: 790, which the answer repeats
    record AskStatus(OrderRef order, OrderIntent about, @Nullable String ordStatusReqId, @Nullable Refusal refusal,
            Arrival arrival, Reply reply)
            implements
                Command {
        @Override
        public Party party() {
            return about.party();
        }
    }

    /// OrderMassStatusRequest(AF): answered by 150=I for each open order.
    record AskMassStatus(MassStatusQuestion question, Party party, Arrival arrival, Reply reply) implements Command {}

    /// A session's numbers have begun again: a 150=I for each open order that it entered, though nobody asked.
    record TellOpen(Party party, Arrival arrival, Reply reply) implements Command {}

    /// `GET /v1/orders/{id}` as far as open orders go.
    record FindOrder(OrderRef order, Party party, Arrival arrival, Reply reply) implements Command {}

    /// `GET /v1/orders` as far as open orders go.
    record ListOpen(Party party, Arrival arrival, Reply reply) implements Command {}

    /// `GET /v1/ops/orders`: every order in memory, of every account; for operators.
    record Survey(Party party, Arrival arrival, Reply reply) implements Command {}

    /// A person says what the venue says about an order in doubt.
    ///
    /// - `text`: who says so and why, kept with the event
    record ResolveOrder(OrderId orderId, Resolution resolution, String text, Party party, Arrival arrival, Reply reply)
            implements
                Command {}

    /// `/v1/ops/kill`: blocks new orders and cancels the open ones, of every account; or takes orders again; or only
    /// asks.
    ///
    /// - `text`: why, kept with the event
    record SwitchKill(Act act, String text, Party party, Arrival arrival, Reply reply) implements Command {

        /// The same with another one to answer.
        public SwitchKill answered(Reply other) {
            return new SwitchKill(act, text, party, arrival, other);
        }

        /// What is asked for.
        public enum Act {
            SWITCH_ON,
            RELEASE,
            SHOW
        }
    }
}
