package dev.fixway.providers.wire;

import dev.fixway.engine.provider.ProviderListener;
import java.time.Duration;

/// Hears the stream on which a venue tells of orders: the engine is told how its connection is.
public abstract class OrderStreamListener implements StreamListener {
    private final ProviderListener engine;

    protected OrderStreamListener(ProviderListener engine) {
        this.engine = engine;
    }

    protected ProviderListener engine() {
        return engine;
    }

    @Override
    public final void onConnected(Duration gap) {
        engine.onConnected();
    }

    @Override
    public final void onLost(String cause) {
        engine.onLost(cause);
    }

    @Override
    public final void onAttempt() {
        engine.onAttempt();
    }

    @Override
    public final void onAway(String cause, boolean isRefused) {
        engine.onAway(cause, isRefused);
    }
}
