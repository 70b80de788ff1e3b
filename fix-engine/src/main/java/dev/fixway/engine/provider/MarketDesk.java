package dev.fixway.engine.provider;

import dev.fixway.engine.domain.Symbol;
import java.util.List;
import java.util.Set;

/// What a venue tells beside orders: account, positions, prices.
///
/// The questions block, on a virtual thread of whoever asks, and never longer than the adapter's own deadline. Each throws
/// [VenueRefusal] when the venue answered that it will not, [ProviderException] when it could not be asked or read.
public interface MarketDesk {
    /// What the venue is, in the words of the Trading API.
    VenueProfile profile();

    AccountFigures account();

    /// Every open position, in no order.
    List<VenuePosition> positions();

    Quote quote(Symbol symbol);

    /// The latest bars within the query, oldest first, at most `query.limit()`.
    List<Bar> bars(BarQuery query);

    /// Streams from [Provider#start] on, until [Provider#close]. Called once, before the start.
    ///
    /// - `wanted`: what is wanted for each instrument; empty leaves the choice to the adapter
    void stream(Set<MarketSubscription> wanted, MarketListener listener);

    /// Of a venue that offers nothing beside orders: every question is refused by name, nothing is streamed.
    ///
    /// - `capabilities`: what its orders can do
    static MarketDesk none(Capabilities capabilities) {
        return new NoMarketDesk(VenueProfile.of(capabilities));
    }
}
