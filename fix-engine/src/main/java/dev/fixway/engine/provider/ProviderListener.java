package dev.fixway.engine.provider;

/// Hears what an adapter has to tell; may wait for room, never loses anything. Any thread.
public interface ProviderListener {
    /// In the venue's order per route.
    void onEvent(ProviderEvent event);

    /// The connection is up and streams flow: the engine reconciles and then takes orders.
    void onConnected();

    /// Streams broke; events may be missing until the next [#onConnected].
    void onLost(String cause);
}
