package dev.fixway.engine.provider;

import dev.fixway.engine.domain.FillId;
import dev.fixway.engine.domain.Liquidity;
import dev.fixway.engine.domain.Price;
import dev.fixway.engine.domain.Qty;
import dev.fixway.engine.domain.RejectReason;
import dev.fixway.engine.domain.RouteId;
import dev.fixway.engine.domain.Terms;
import dev.fixway.engine.domain.VenueOrderId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What a venue says about one of our routes, on its stream, in an answer or when asked.
///
/// The same event may come several times; the engine tells it once. `at` is the venue's time.
public sealed interface ProviderEvent {
    RouteId routeId();

    Instant at();

    /// The same event on another route.
    default ProviderEvent on(RouteId other) {
        return switch (this) {
            case Acknowledged e -> new Acknowledged(other, e.venueOrderId, e.orderQty, e.at);
            case Filled e -> new Filled(other, e.fillId, e.lastQty, e.lastPx, e.liquidity, e.at);
            case FillBusted e -> new FillBusted(other, e.fillId, e.at);
            case FillCorrected e -> new FillCorrected(other, e.fillId, e.lastQty, e.lastPx, e.at);
            case Canceled e -> new Canceled(other, e.restatementReason, e.text, e.at);
            case Rejected e -> new Rejected(other, e.reason, e.text, e.at);
            case Expired e -> new Expired(other, e.text, e.at);
            case Replaced e -> new Replaced(other, e.venueOrderId, e.terms, e.at);
            case RequestRefused e -> new RequestRefused(other, e.reason, e.text, e.at);
            case Restated e -> new Restated(other, e.terms, e.restatementReason, e.text, e.at);
            case DoneForDay e -> new DoneForDay(other, e.at);
            case Suspended e -> new Suspended(other, e.text, e.at);
            case Stopped e -> new Stopped(other, e.at);
            case Resumed e -> new Resumed(other, e.at);
            case Triggered e -> new Triggered(other, e.at);
        };
    }

    /// Works at the venue. `orderQty`: the quantity that it computed for an amount order; may come later, in an event
    /// of its own. Until then fills do not fill such an order.
    record Acknowledged(RouteId routeId, @Nullable VenueOrderId venueOrderId, @Nullable Qty orderQty, Instant at)
            implements
                ProviderEvent {}

    /// One execution; `fillId` is unique within the route and the same in every repeat.
    record Filled(RouteId routeId, FillId fillId, Qty lastQty, Price lastPx, @Nullable Liquidity liquidity,
            Instant at)
            implements
                ProviderEvent {}

    record FillBusted(RouteId routeId, FillId fillId, Instant at) implements ProviderEvent {}

    record FillCorrected(RouteId routeId, FillId fillId, Qty lastQty, Price lastPx,
            Instant at) implements ProviderEvent {}

    /// What remained trades no more, by our request or the venue's own will.
    ///
    /// - `restatementReason`: ExecRestatementReason(378) where the venue says why it did so by itself
    record Canceled(RouteId routeId, @Nullable Integer restatementReason, String text,
            Instant at) implements ProviderEvent {
        public Canceled(RouteId routeId, String text, Instant at) {
            this(routeId, null, text, at);
        }
    }

    record Rejected(RouteId routeId, RejectReason reason, String text, Instant at) implements ProviderEvent {}

    record Expired(RouteId routeId, String text, Instant at) implements ProviderEvent {}

    /// The terms are now these, by our request; `routeId` is the route that carries them.
    record Replaced(RouteId routeId, @Nullable VenueOrderId venueOrderId, Terms terms,
            Instant at) implements ProviderEvent {}

    /// A cancel or replace that was taken is refused after all.
    record RequestRefused(RouteId routeId, RejectReason reason, String text, Instant at) implements ProviderEvent {}

    /// The venue changed the terms by itself; with the terms as they are: an order that was suspended, stopped
    /// or done for the day works again, or (reason 1) a new day begins for it.
    record Restated(RouteId routeId, Terms terms, int restatementReason, String text,
            Instant at) implements ProviderEvent {}

    record DoneForDay(RouteId routeId, Instant at) implements ProviderEvent {}

    record Suspended(RouteId routeId, String text, Instant at) implements ProviderEvent {}

    record Stopped(RouteId routeId, Instant at) implements ProviderEvent {}

    /// An order that was suspended, stopped or done for the day works again; of one that works it says nothing.
    record Resumed(RouteId routeId, Instant at) implements ProviderEvent {}

    /// A stop has been triggered.
    record Triggered(RouteId routeId, Instant at) implements ProviderEvent {}
}
