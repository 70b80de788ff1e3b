package dev.fixway.gateway;

import dev.fixway.engine.provider.ForwardingProvider;
import dev.fixway.engine.provider.Outcome;
import dev.fixway.engine.provider.Provider;
import dev.fixway.engine.provider.ProviderCall;

/// Ends the process when the venue has taken a call and its answer has not come back.
final class HaltingProvider extends ForwardingProvider {
    private final Runnable called;

    HaltingProvider(Provider provider, Runnable called) {
        super(provider);
        this.called = called;
    }

    private Outcome after(Outcome outcome) {
        called.run();
        return outcome;
    }

    @Override
    public Outcome submit(ProviderCall.Submit call) {
        return after(super.submit(call));
    }

    @Override
    public Outcome replace(ProviderCall.Replace call) {
        return after(super.replace(call));
    }

    @Override
    public Outcome cancel(ProviderCall.Cancel call) {
        return after(super.cancel(call));
    }
}
