package dev.fixway.engine.provider;

import java.time.Instant;

/// Hears prices, positions and account figures as a venue streams them. Any thread; returns at once and keeps only the
/// latest of what nobody has taken yet.
public interface MarketListener {
    void onQuote(Quote quote);

    void onBar(Bar bar);

    /// A position as it is now; with quantity zero it is closed.
    void onPosition(VenuePosition position);

    void onAccount(AccountFigures figures, AccountNews news);

    /// Prices flow, for the first time or again.
    void onPricesUp();

    /// Prices have stopped: what was last heard is stale from this moment on.
    void onPricesLost(Instant since);

    /// Why account figures are told.
    enum AccountNews {
        BALANCE_UPDATED,
        MARGIN_WARNING,
        MARGIN_CALL
    }
}
