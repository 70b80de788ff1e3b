package dev.fixway.engine.provider;

import dev.fixway.engine.domain.ProviderId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A real adapter of which a test changes one thing.
public abstract class ForwardingProvider implements Provider {
    private final Provider provider;

    protected ForwardingProvider(Provider provider) {
        this.provider = provider;
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
    public MarketDesk market() {
        return provider.market();
    }

    @Override
    public void start(ProviderListener listener, @Nullable String cursor) {
        provider.start(listener, cursor);
    }

    @Override
    public Outcome submit(ProviderCall.Submit call) {
        return provider.submit(call);
    }

    @Override
    public Outcome replace(ProviderCall.Replace call) {
        return provider.replace(call);
    }

    @Override
    public Outcome cancel(ProviderCall.Cancel call) {
        return provider.cancel(call);
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
