package dev.fixway.engine.order;

import dev.fixway.engine.domain.ProviderId;
import dev.fixway.engine.provider.Capabilities;
import dev.fixway.engine.provider.LookUp;
import dev.fixway.engine.provider.MarketDesk;
import dev.fixway.engine.provider.Outcome;
import dev.fixway.engine.provider.Provider;
import dev.fixway.engine.provider.ProviderCall;
import dev.fixway.engine.provider.ProviderListener;
import dev.fixway.engine.provider.VenueAnswer;
import dev.fixway.engine.provider.VenueOrder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One engine's connection.
final class VenueLine implements Provider {
    private final ScriptedVenue venue;
    volatile boolean isCut;
    /// How much of what the venue has told was told on this line last.
    volatile int heard;
    volatile @Nullable ProviderListener listener;

    VenueLine(ScriptedVenue venue) {
        this.venue = venue;
    }

    @Override
    public ProviderId id() {
        return ScriptedVenue.ID;
    }

    @Override
    public String platform() {
        return "scripted";
    }

    @Override
    public Capabilities capabilities() {
        return venue.capabilities;
    }

    @Override
    public MarketDesk market() {
        return venue.prices;
    }

    @Override
    public void start(ProviderListener engine, @Nullable String cursor) {
        listener = engine;
        venue.resume(this, cursor);
    }

    @Override
    public void startCalls(List<Runnable> calls) {
        venue.log.started(calls);
        Provider.super.startCalls(calls);
    }

    @Override
    public Outcome submit(ProviderCall.Submit call) {
        return venue.make(this, call);
    }

    @Override
    public Outcome replace(ProviderCall.Replace call) {
        return venue.make(this, call);
    }

    @Override
    public Outcome cancel(ProviderCall.Cancel call) {
        return venue.make(this, call);
    }

    @Override
    public VenueAnswer lookUp(LookUp about) {
        VenueAnswer answer = venue.lookUp(this, about);
        venue.lookUpReplies.pass();
        return answer;
    }

    @Override
    public List<VenueOrder> openOrders() {
        return venue.openOrders(this);
    }

    @Override
    public void close() {
        isCut = true;
    }
}
