package dev.fixway.engine.provider;

import org.jspecify.annotations.Nullable;

/// Hears what an adapter has to tell; may wait for room, never loses anything. Any thread.
public interface ProviderListener {
    /// In the venue's order per route; of a stream that has no positions.
    default void onEvent(ProviderEvent event) {
        onEvent(event, null);
    }

    /// In the venue's order per route.
    ///
    /// - `cursor`: the adapter's own text for the stream's position after this event; kept in the ledger when everything
    /// up to it is decided, and given back at the next start. Null when the stream has no positions
    void onEvent(ProviderEvent event, @Nullable String cursor);

    /// An order on our account that does not carry a route id, as it is now, with its whole history. May come again with
    /// every change: it is adopted once and told on from what is new.
    ///
    /// - `cursor`: as above
    void onForeign(VenueOrder order, @Nullable String cursor);

    /// The connection is up and streams flow: the engine reconciles and then takes orders.
    void onConnected();

    /// Streams broke; events may be missing until the next [#onConnected].
    void onLost(String cause);
}
