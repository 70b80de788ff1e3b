package dev.fixway.bridge.rest;

import dev.fixway.engine.domain.OrdType;
import dev.fixway.engine.domain.ProviderId;
import dev.fixway.engine.domain.TimeInForce;
import dev.fixway.engine.provider.Capabilities;
import dev.fixway.engine.provider.Feature;
import dev.fixway.engine.provider.MarketDesk;
import dev.fixway.engine.provider.Provider;
import dev.fixway.engine.provider.ProviderListener;
import dev.fixway.engine.provider.VenueOrder;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What the venues of these tests share: they can everything, are connected at once and have nothing of their own.
abstract class ObligingVenue implements Provider {
    private final ProviderId id;
    private volatile @Nullable ProviderListener listener;

    /// - `id`: its platform's name too
    ObligingVenue(ProviderId id) {
        this.id = id;
    }

    @Override
    public ProviderId id() {
        return id;
    }

    @Override
    public String platform() {
        return id.value();
    }

    @Override
    public Capabilities capabilities() {
        return new Capabilities(EnumSet.allOf(OrdType.class), EnumSet.allOf(TimeInForce.class),
                EnumSet.allOf(Feature.class), Capabilities.Amends.IN_PLACE, Duration.ofHours(1), true);
    }

    @Override
    public MarketDesk market() {
        return MarketDesk.none(capabilities());
    }

    @Override
    public void start(ProviderListener newListener, @Nullable String cursor) {
        listener = newListener;
        newListener.onConnected();
    }

    ProviderListener listener() {
        return Objects.requireNonNull(listener, "a venue that was started");
    }

    @Override
    public List<VenueOrder> openOrders() {
        return List.of();
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
