package dev.fixway.gateway;

import dev.fixway.engine.provider.ForwardingProvider;
import dev.fixway.engine.provider.LookUp;
import dev.fixway.engine.provider.Outcome;
import dev.fixway.engine.provider.Provider;
import dev.fixway.engine.provider.ProviderCall;
import dev.fixway.engine.provider.ProviderListener;
import dev.fixway.engine.provider.VenueAnswer;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// The mock behind a line that loses every answer to a submit, and a venue that cannot look up: only a person can tell.
final class DeafProvider extends ForwardingProvider {
    private final AtomicReference<@Nullable ProviderListener> hears;

    /// - `hears`: set to the engine's listener
    DeafProvider(Provider provider, AtomicReference<@Nullable ProviderListener> hears) {
        super(provider);
        this.hears = hears;
    }

    @Override
    public void start(ProviderListener listener, @Nullable String cursor) {
        hears.set(listener);
        super.start(listener, cursor);
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
}
