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
import org.jspecify.annotations.Nullable;

/// Ends the process when the venue has taken a call and its answer has not come back.
final class HaltingProvider implements Provider {
    private final Provider provider;
    private final Runnable called;

    HaltingProvider(Provider provider, Runnable called) {
        this.provider = provider;
        this.called = called;
    }

    private Outcome after(Outcome outcome) {
        called.run();
        return outcome;
    }

    @Override
    public Outcome submit(ProviderCall.Submit call) {
        return after(provider.submit(call));
    }

    @Override
    public Outcome replace(ProviderCall.Replace call) {
        return after(provider.replace(call));
    }

    @Override
    public Outcome cancel(ProviderCall.Cancel call) {
        return after(provider.cancel(call));
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
        provider.start(listener, cursor);
    }

    @Override
    public VenueAnswer lookUp(LookUp about) {
        return provider.lookUp(about);
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
