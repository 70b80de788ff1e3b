package dev.fixway.engine.provider;

import dev.fixway.engine.domain.RouteId;
import org.jspecify.annotations.Nullable;

/// Hears what an adapter has to tell; may wait for room, never loses anything. Any thread.
public interface ProviderListener {
    /// In the venue's order per route; of a stream that has no positions.
    default void onEvent(ProviderEvent event) {
        onEvent(event, null);
    }

    /// In the venue's order per route. An adapter whose stream has positions tells one event after the other, in the
    /// order of the stream.
    ///
    /// - `cursor`: the adapter's own text for the stream's position after this event; kept in the ledger when
    /// everything up to it is decided, and given back at the next start. Null when the stream has no positions
    void onEvent(ProviderEvent event, @Nullable String cursor);

    /// The same for what was missed and read at the venue afterwards, in its order per route: reported as recovered.
    default void onRecovered(ProviderEvent event, @Nullable String cursor) {
        onEvent(event, cursor);
    }

    /// An order on our account that does not carry a client id of ours ([#isOurs]), as it is now, with its whole
    /// history. Comes with everything that happens to such an order, in place of [#onEvent]: it is adopted once and
    /// told on from what is new. From then on it is cancelled and looked up by its venue order id, under a route id
    /// that the venue does not know.
    ///
    /// - `order`: its events carry [VenueOrder#FOREIGN]
    /// - `cursor`: as above
    void onForeign(VenueOrder order, @Nullable String cursor);

    /// Whether this client id at the venue is a route id that this gateway gave: the order is told by [#onEvent], else
    /// by [#onForeign].
    default boolean isOurs(String clientId) {
        return RouteId.isRouteId(clientId);
    }

    /// The connection is up and streams flow: the engine reconciles and then takes orders.
    void onConnected();

    /// Streams broke; events may be missing until the next [#onConnected].
    void onLost(String cause);

    /// Another attempt to connect begins; not told of the first one.
    default void onAttempt() {
        // For counting only.
    }

    /// The venue has told something that none of our events says, such as a bust of a fill that it never told: a person
    /// is told, and the ledger keeps it.
    ///
    /// - `routeId`: whose order it is about; null for an order of others, or none
    default void onTrouble(@Nullable RouteId routeId, String text) {
        // Only a person can do something about it.
    }

    /// Once in an outage: the venue could not be had for `RECONNECT_MAX_DURATION_SECS`, or it refuses us. A person is
    /// told; attempts go on, and the next [#onConnected] ends it.
    ///
    /// - `isRefused`: by its own words, such as of wrong keys
    default void onAway(String cause, boolean isRefused) {
        // Said to be lost already, or never connected: there is nothing else to do.
    }
}
