package dev.fixway.engine.provider;

import dev.fixway.engine.domain.Symbol;
import java.util.List;
import java.util.Set;

/// What a venue tells beside orders: account, positions, prices.
///
/// The questions block, on a virtual thread of whoever asks, and never longer than the adapter's own deadline. Each
/// throws [VenueRefusal] when the venue answered that it will not, [ProviderException] when it could not be asked or
/// read. What an adapter does not offer is refused by name. Without [#quote] no market order can be valued: where the
/// limits hold it is refused.
public interface MarketDesk {
    /// What the venue is, in the words of the Trading API.
    VenueProfile profile();

    default AccountFigures account() {
        throw VenueRefusal.unsupported("get_account");
    }

    /// Every open position, in no order.
    default List<VenuePosition> positions() {
        throw VenueRefusal.unsupported("get_positions");
    }

    default Quote quote(Symbol symbol) {
        throw VenueRefusal.unsupported("get_quote");
    }

    /// The latest bars within the query, oldest first, at most `query.limit()`.
    default List<Bar> bars(BarQuery query) {
        throw VenueRefusal.unsupported("get_bars");
    }

    /// Streams from [Provider#start] on, until [Provider#close]. Called once, before the start.
    ///
    /// - `wanted`: what is wanted for each instrument; empty leaves the choice to the adapter
    default void stream(Set<MarketSubscription> wanted, MarketListener listener) {
        // Nothing comes.
    }

    /// Of a venue that offers nothing beside orders: every question is refused by name, nothing is streamed.
    ///
    /// - `capabilities`: what its orders can do
    static MarketDesk none(Capabilities capabilities) {
        return new NoMarketDesk(VenueProfile.of(capabilities));
    }
}
