package dev.fixway.engine.provider;

/// Nothing beside orders.
record NoMarketDesk(VenueProfile profile) implements MarketDesk {}
