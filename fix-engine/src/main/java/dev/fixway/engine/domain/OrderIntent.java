package dev.fixway.engine.domain;

import org.jspecify.annotations.Nullable;

/// What the client wants; never changes.
///
/// - `clOrdId`: absent on a REST order without `client_order_id`; the venue's id on an order placed elsewhere
/// - `provider`: where it goes; chosen before the intent is recorded
/// - `parent`: the order whose exit it is; null for most
public record OrderIntent(Party party, @Nullable ClOrdId clOrdId, Symbol symbol, Side side, Terms terms,
        Handling handling, ProviderId provider, @Nullable OrderId parent) {
    public OrderIntent(Party party, @Nullable ClOrdId clOrdId, Symbol symbol, Side side, Terms terms, Handling handling,
            ProviderId provider) {
        this(party, clOrdId, symbol, side, terms, handling, provider, null);
    }

    /// Whether it is an exit that a venue keeps for another order of ours.
    public boolean isExit() {
        return parent != null;
    }

    /// Whether it was placed elsewhere on the venue's account and found there: the party is the provider, the
    /// ClOrdID(11) the venue's own id. An exit is of that kind too, but ours.
    public boolean isExternal() {
        return party.edge() == Edge.PROVIDER && parent == null;
    }

    /// Whether a repeat of the same ClOrdID asks for the same thing.
    public boolean sameAs(OrderIntent other) {
        return symbol.equals(other.symbol) && side == other.side && terms.sameAs(other.terms);
    }
}
