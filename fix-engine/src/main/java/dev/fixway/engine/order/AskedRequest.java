package dev.fixway.engine.order;

import dev.fixway.engine.domain.Arrival;
import dev.fixway.engine.domain.ClOrdId;
import dev.fixway.engine.domain.Command;
import dev.fixway.engine.domain.Order;
import dev.fixway.engine.domain.OrderRef;
import dev.fixway.engine.domain.Party;
import dev.fixway.engine.domain.Refusal;
import dev.fixway.engine.domain.Report;
import dev.fixway.engine.domain.Request;
import dev.fixway.engine.domain.RequestKind;
import dev.fixway.engine.domain.Terms;
import dev.fixway.engine.domain.TermsChange;
import dev.fixway.engine.ledger.EventCodec;
import dev.fixway.engine.ledger.EventType;
import dev.fixway.engine.ledger.LedgerEvent;
import dev.fixway.engine.ledger.LedgerField;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A cancel or replace that somebody asks for.
///
/// - `clOrdId`: null where the edge has no ids of requests
/// - `newTerms`, `change`: what a replace asks for, one of them
/// - `refusal`: why the edge found it wanting
record AskedRequest(Command command, RequestKind kind, OrderRef order, @Nullable ClOrdId clOrdId,
        @Nullable Terms newTerms, @Nullable TermsChange change, @Nullable Refusal refusal) {

    /// The terms that are asked for; null for a cancel.
    @Nullable
    Terms wished(Order before) {
        return change == null ? newTerms : change.on(before.terms());
    }

    Party party() {
        return command.party();
    }

    Arrival arrival() {
        return command.arrival();
    }

    /// Whether it names this order, by one of the ids that the order remembers, and may see it.
    boolean names(Order other) {
        if (!other.intent().party().account().equals(party().account())) {
            return false;
        }
        ClOrdId named = order.clOrdId();
        if (order.orderId() != null || named == null) {
            return other.orderId().value().equals(order.orderId());
        }
        boolean isEntered = other.intent().party().equals(party()) && named.equals(other.intent().clOrdId());
        return isEntered || other.chain().has(party(), named);
    }

    /// The id of a request that repeats; only one with an id does.
    ClOrdId id() {
        return Objects.requireNonNull(clOrdId, "only requests with an id repeat");
    }

    /// Whether the request that had its id was this very one.
    boolean isSameAs(@Nullable Request first) {
        return first != null && first.kind() == kind && first.party().equals(party())
                && asksForTheSame(first.newTerms());
    }

    private boolean asksForTheSame(@Nullable Terms first) {
        return newTerms == null || first == null || newTerms.sameAs(first);
    }

    /// Whether the request that this event refused was this very one.
    boolean isRefusedBy(LedgerEvent row) {
        boolean isKind = row.type() == EventType.MESSAGE_DENIED
                ? arrival().msgType().equals(row.get(LedgerField.REF_MSG_TYPE))
                : kind.name().equals(row.get(LedgerField.RESPONSE_TO));
        return isKind && asksForTheSame(EventCodec.readWished(row));
    }

    /// Whether it comes again after this refusal, which was about no order.
    boolean isResentAfter(@Nullable Report refusal) {
        if (refusal == null || !arrival().isRepeat()) {
            return false;
        }
        return !(refusal instanceof Report.CancelReject reject)
                || Objects.equals(reject.origClOrdId(), order.clOrdId());
    }
}
