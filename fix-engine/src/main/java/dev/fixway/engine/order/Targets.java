package dev.fixway.engine.order;

import dev.fixway.engine.domain.ClOrdId;
import dev.fixway.engine.domain.Order;
import dev.fixway.engine.domain.OrderId;
import dev.fixway.engine.domain.OrderRef;
import dev.fixway.engine.domain.Party;
import dev.fixway.engine.domain.Refusal;
import dev.fixway.engine.domain.RejectReason;
import dev.fixway.engine.domain.Request;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Finds the order that a party means; orders of other accounts do not exist. Owned by the `orders` thread.
final class Targets {
    private static final String NONE = "NONE";
    private final EngineState state;
    private final ClientIds clientIds;

    Targets(EngineState state, ClientIds clientIds) {
        this.state = state;
        this.clientIds = clientIds;
    }

    /// What was found.
    sealed interface Target {
        /// The order; `objection` says what of the reference does not agree with it.
        record Here(Live live, @Nullable Refusal objection) implements Target {}

        /// The ledger must be read for this order.
        record Unread(OrderId orderId) implements Target {}

        /// The ledger must be read for this client id.
        record UnreadId(ClOrdId clOrdId) implements Target {}

        record Unknown() implements Target {}

        /// The ledger could not be read.
        record Unreadable(String failure) implements Target {}
    }

    Target find(Party party, OrderRef ref, Knowledge known, Instant now) {
        if (ref.orderId() != null) {
            return byOrderId(party, ref, ref.orderId(), known);
        }
        return ref.clOrdId() == null ? new Target.Unknown() : byClOrdId(party, ref, ref.clOrdId(), known, now);
    }

    private Target byOrderId(Party party, OrderRef ref, String text, Knowledge known) {
        if (!OrderId.isOrderId(text)) {
            return new Target.Unknown();
        }
        OrderId orderId = new OrderId(text);
        Live live = state.book.find(orderId);
        if (live == null || state.parking.isAwaited(orderId)) {
            Knowledge.Loaded loaded = known.of(orderId);
            if (loaded == null) {
                return new Target.Unread(orderId);
            }
            if (!loaded.failure().isEmpty()) {
                return new Target.Unreadable(loaded.failure());
            }
            live = loaded.order() == null ? null : state.book.take(loaded.order());
        }
        if (live == null || !live.order().intent().party().account().equals(party.account())) {
            return new Target.Unknown();
        }
        ClOrdId clOrdId = ref.clOrdId();
        if (clOrdId != null && !clOrdId.value().equals(NONE) && !isCurrent(live.order(), party, clOrdId)) {
            return new Target.Here(live,
                    new Refusal(RejectReason.UNKNOWN_ORDER, "OrigClOrdID(41) is not the current id of OrderID(37)"));
        }
        return new Target.Here(live, disagreement(live.order(), ref));
    }

    private static boolean isCurrent(Order order, Party party, ClOrdId clOrdId) {
        ClOrdId current = order.chain().current();
        if (clOrdId.equals(current)) {
            return true;
        }
        boolean showsOrderId = current == null || !current.isOfFix();
        if (showsOrderId && clOrdId.value().equals(order.orderId().value())) {
            return true;
        }
        Request open = order.chain().find(clOrdId);
        return open != null && open.party().equals(party);
    }

    private Target byClOrdId(Party party, OrderRef ref, ClOrdId clOrdId, Knowledge known, Instant now) {
        Live live = state.book.find(party.name(), clOrdId);
        if (live == null && clientIds.mayBeKnown(party, clOrdId, now)) {
            Knowledge.Loaded loaded = known.of(clOrdId);
            if (loaded == null) {
                return new Target.UnreadId(clOrdId);
            }
            if (!loaded.failure().isEmpty()) {
                return new Target.Unreadable(loaded.failure());
            }
            if (loaded.order() == null) {
                return new Target.Unknown();
            }
            // Read once more in the order's own queue: by now something else may have happened to it.
            String orderId = loaded.order().orderId().value();
            return byOrderId(party, new OrderRef(orderId, null, ref.symbol(), ref.side()), orderId, known);
        }
        if (live == null || !live.order().intent().party().account().equals(party.account())) {
            return new Target.Unknown();
        }
        return new Target.Here(live, disagreement(live.order(), ref));
    }

    private static @Nullable Refusal disagreement(Order order, OrderRef ref) {
        if (ref.symbol() != null && !ref.symbol().equals(order.intent().symbol())) {
            return new Refusal(RejectReason.OTHER, "Symbol(55) differs from the order's");
        }
        if (ref.side() != null && ref.side() != order.intent().side()) {
            return new Refusal(RejectReason.OTHER, "Side(54) differs from the order's");
        }
        return null;
    }
}
