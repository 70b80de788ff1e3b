package dev.fixway.engine.provider;

import dev.fixway.engine.domain.Symbol;
import java.util.List;
import java.util.Set;

/// Nothing beside orders.
record NoMarketDesk(VenueProfile profile) implements MarketDesk {
    @Override
    public AccountFigures account() {
        throw VenueRefusal.unsupported("get_account");
    }

    @Override
    public List<VenuePosition> positions() {
        throw VenueRefusal.unsupported("get_positions");
    }

    @Override
    public Quote quote(Symbol symbol) {
        throw VenueRefusal.unsupported("get_quote");
    }

    @Override
    public List<Bar> bars(BarQuery query) {
        throw VenueRefusal.unsupported("get_bars");
    }

    @Override
    public void stream(Set<MarketSubscription> wanted, MarketListener listener) {
        // Nothing comes.
    }
}
