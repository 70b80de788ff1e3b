package dev.fixway.engine.provider;

import dev.fixway.engine.domain.ProviderId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An adapter to one venue account.
///
/// `submit`, `replace` and `cancel` block until there is an [Outcome], at most the engine's call time-out, and are
/// never called twice for the same intention by anybody: a lost answer is `Unknown`, not a reason to send again.
public interface Provider extends AutoCloseable {
    ProviderId id();

    /// How clients and metrics name the venue and its environment, such as `alpaca-paper`.
    String platform();

    Capabilities capabilities();

    /// Account, positions and prices.
    MarketDesk market();

    /// Connects and starts to tell; returns at once. Called once.
    ///
    /// - `cursor`: everything up to this position of the stream is in the ledger, what came after is told again; null
    /// at the first start
    void start(ProviderListener listener, @Nullable String cursor);

    /// Starts calls of `submit`, `replace` and `cancel` that were decided together, and returns at once.
    ///
    /// Each runs in a virtual thread, because it waits for a venue. A venue within the process that answers at once may
    /// take them all on a thread of its own. What waits there when the provider is closed need not be called any more:
    /// the engine has ended before.
    default void startCalls(List<Runnable> calls) {
        calls.forEach(Thread::startVirtualThread);
    }

    Outcome submit(ProviderCall.Submit call);

    Outcome replace(ProviderCall.Replace call);

    /// Also before [#start], as [#openOrders]: a person cancels without a gateway ([EmergencyDesk]).
    Outcome cancel(ProviderCall.Cancel call);

    /// What the venue knows of a route, by the client id that we sent, or by the venue's own id where that is known;
    /// settles doubt and reconciles.
    ///
    /// Throws [ProviderException] when the venue cannot be asked now.
    VenueAnswer lookUp(LookUp about);

    /// Every order that is open at the venue, ours or not (see [VenueOrder]). Orders of ours that are missing in it are
    /// looked up one by one, orders placed elsewhere are adopted.
    ///
    /// Throws [ProviderException] when it cannot be asked now.
    List<VenueOrder> openOrders();

    /// Ends streams and calls; open orders at the venue stay. A call that comes later is refused as not sent: another
    /// adapter to the same account may be reconciling already. May be called twice.
    @Override
    void close();
}
