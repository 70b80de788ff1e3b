package dev.fixway.gateway;

import dev.fixway.engine.order.Gate;
import dev.fixway.engine.provider.ForwardingProvider;
import dev.fixway.engine.provider.Outcome;
import dev.fixway.engine.provider.Provider;
import dev.fixway.engine.provider.ProviderCall;
import dev.fixway.engine.provider.ProviderEvent;
import dev.fixway.engine.provider.ProviderListener;
import dev.fixway.engine.provider.VenueOrder;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/// The mock with a door before its calls and one before what it tells, and a record of the calls.
///
/// What is held is only late, never changed: the mock's answer is its own.
final class HeldProvider extends ForwardingProvider {
    private final Doors doors;

    /// - `calls`: passed by calls on their way to the venue
    /// - `events`: passed by what the venue tells unasked
    /// - `made`: every call that was begun, with its route: `Submit X-1`
    record Doors(Gate calls, Gate events, List<String> made) {
        Doors() {
            this(new Gate(), new Gate(), new CopyOnWriteArrayList<>());
        }
    }

    HeldProvider(Provider provider, Doors doors) {
        super(provider);
        this.doors = doors;
    }

    private void pass(ProviderCall call) {
        doors.made().add(call.getClass().getSimpleName() + ' ' + call.routeId());
        doors.calls().pass();
    }

    @Override
    public Outcome submit(ProviderCall.Submit call) {
        pass(call);
        return super.submit(call);
    }

    @Override
    public Outcome replace(ProviderCall.Replace call) {
        pass(call);
        return super.replace(call);
    }

    @Override
    public Outcome cancel(ProviderCall.Cancel call) {
        pass(call);
        return super.cancel(call);
    }

    @Override
    public void start(ProviderListener listener, @Nullable String cursor) {
        super.start(new ProviderListener() {
            @Override
            public void onEvent(ProviderEvent event, @Nullable String cursor) {
                doors.events().pass();
                listener.onEvent(event, cursor);
            }

            @Override
            public void onForeign(VenueOrder order, @Nullable String cursor) {
                listener.onForeign(order, cursor);
            }

            @Override
            public boolean isOurs(String clientId) {
                return listener.isOurs(clientId);
            }

            @Override
            public void onConnected() {
                listener.onConnected();
            }

            @Override
            public void onLost(String cause) {
                listener.onLost(cause);
            }
        }, cursor);
    }
}
