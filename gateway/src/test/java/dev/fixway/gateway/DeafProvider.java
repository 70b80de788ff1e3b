package dev.fixway.gateway;

import dev.fixway.engine.domain.ProviderId;
import dev.fixway.engine.provider.Capabilities;
import dev.fixway.engine.provider.LookUp;
import dev.fixway.engine.provider.Outcome;
import dev.fixway.engine.provider.Provider;
import dev.fixway.engine.provider.ProviderCall;
import dev.fixway.engine.provider.ProviderListener;
import dev.fixway.engine.provider.VenueAnswer;
import dev.fixway.engine.provider.VenueOrder;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// The mock behind a line that loses every answer to a submit, and a venue that cannot look up: only a person can tell.
final class DeafProvider implements Provider {
    private final Provider provider;
    private final AtomicReference<@Nullable ProviderListener> hears;

    /// - `hears`: set to the engine's listener
    DeafProvider(Provider provider, AtomicReference<@Nullable ProviderListener> hears) {
        this.provider = provider;
        this.hears = hears;
    }

    @Override
    public ProviderId id() {
        return provider.id();
    }

    @Override
    public String platform() {
        return provider.platform();
    }

    @Override
    public Capabilities capabilities() {
        return provider.capabilities();
    }

    @Override
    public void start(ProviderListener listener, @Nullable String cursor) {
        hears.set(listener);
        provider.start(listener, cursor);
    }

    @Override
    public Outcome submit(ProviderCall.Submit call) {
        return new Outcome.Unknown(call.routeId(), "the answer was lost");
    }

    @Override
    public Outcome replace(ProviderCall.Replace call) {
        return new Outcome.Unknown(call.routeId(), "the answer was lost");
    }

    @Override
    public Outcome cancel(ProviderCall.Cancel call) {
        return new Outcome.Unknown(call.routeId(), "the answer was lost");
    }

    @Override
    public VenueAnswer lookUp(LookUp about) {
        return new VenueAnswer.CannotTell();
    }

    @Override
    public List<VenueOrder> openOrders() {
        return provider.openOrders();
    }

    @Override
    public void close() {
        provider.close();
    }
}
