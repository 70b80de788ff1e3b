package dev.fixway.engine.order;

import dev.fixway.engine.domain.ClOrdId;
import dev.fixway.engine.domain.Command;
import dev.fixway.engine.domain.OrderId;
import dev.fixway.engine.domain.ProviderId;
import dev.fixway.engine.market.LastPrices;
import dev.fixway.engine.provider.Outcome;
import dev.fixway.engine.provider.ProviderEvent;
import dev.fixway.engine.provider.VenueAnswer;
import dev.fixway.engine.provider.VenueOrder;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What waits on the inbox for the `orders` thread.
sealed interface Item {

    /// A client asks. `known` is what was read from the ledger for it so far.
    record Asked(Command command, Knowledge known) implements Item {}

    /// What came on the stream of a provider.
    ///
    /// - `cursor`: the stream's position after it; null when the stream has none
    sealed interface Streamed extends Item {
        ProviderId provider();

        @Nullable
        String cursor();
    }

    /// A venue tells of a route of ours; `isRecovered` when it was missed first.
    record Told(ProviderId provider, ProviderEvent event, @Nullable String cursor, boolean isRecovered)
            implements
                Streamed {}

    /// A venue tells of an order that was placed elsewhere. `known` is what was read from the ledger for it so far.
    record Foreign(ProviderId provider, VenueOrder order, @Nullable String cursor, Knowledge known)
            implements
                Streamed {}

    /// The venue has an order of ours open that was not to be asked about.
    record OpenThere(ProviderId provider, OrderId orderId, VenueOrder order) implements Item {}

    /// A provider call has ended.
    record CallEnded(OrderId orderId, long call, boolean isSubmit, Outcome outcome) implements Item {}

    /// Provider calls may have taken too long.
    record CallsDue(ProviderId provider) implements Item {}

    /// A provider call has taken too long.
    record CallLate(OrderId orderId, long call) implements Item {}

    /// A client has waited long enough for its answer.
    record WaitOver(OrderId orderId, Live.Waiter waiter) implements Item {}

    /// The venue was asked for a route, not before `askedAt`; `failure` says why it could not be.
    record LookedUp(OrderId orderId, dev.fixway.engine.domain.RouteId routeId, @Nullable VenueAnswer answer,
            String failure, Instant askedAt)
            implements
                Item {}

    /// It is time to ask the venue again about an order in doubt.
    record AskAgain(OrderId orderId) implements Item {}

    /// A close that waits for exits to go has waited long enough; `isSent` when it was sent meanwhile.
    record CloseLate(OrderId orderId, boolean isSent) implements Item {}

    /// It is time to cancel once more what the kill switch left open.
    record KillAgain() implements Item {}

    /// It is time for the next orders of a session's OrderMassStatusRequest(AF).
    record MassStatusDue(String session) implements Item {}

    /// A provider connected or lost its streams.
    record Connection(ProviderId provider, boolean connected, String cause) implements Item {}

    /// A provider cannot be had for long, or its venue refuses us.
    record Away(ProviderId provider, String cause, boolean isRefused) implements Item {}

    /// A venue has told something that only a person can make sense of.
    ///
    /// - `routeId`: whose order it is about; null when it is none of ours
    record Trouble(ProviderId provider, dev.fixway.engine.domain.@Nullable RouteId routeId, String text)
            implements
                Item {}

    /// Every open order of the provider was looked up; `failure` is empty when all answers came.
    record Reconciled(ProviderId provider, long round, String failure) implements Item {}

    /// An order was read from the ledger.
    record OrderLoaded(OrderId orderId, Knowledge.Loaded loaded) implements Item {}

    /// An order could not be read: it is time to try again.
    record ReadAgain(OrderId orderId) implements Item {}

    /// The use of a client id could not be read: it is time to try again.
    record ReadIdAgain(String party, ClOrdId clOrdId) implements Item {}

    /// The use of a client id was read from the ledger.
    record IdLoaded(String party, ClOrdId clOrdId, Knowledge.Loaded loaded) implements Item {}

    /// A venue was asked for the price of a symbol; null when it told none.
    record Priced(Pricing.Of of, LastPrices.@Nullable LastPrice price) implements Item {}

    /// Who waits for a price has waited long enough.
    record PriceLate(Pricing.Of of, long line) implements Item {}

    /// Marks and session events want to be recorded; also the engine's own tick.
    record Nudge() implements Item {}

    /// The engine shall record that it stops, and stop.
    record Stop(String reason) implements Item {}
}
