package dev.fixway.providers.alpaca;

import dev.fixway.engine.domain.Life;
import dev.fixway.engine.domain.Qty;
import dev.fixway.engine.domain.RestatementReason;
import dev.fixway.engine.domain.RouteId;
import dev.fixway.engine.domain.Terms;
import dev.fixway.engine.provider.ProviderEvent;
import dev.fixway.engine.provider.ProviderListener;
import dev.fixway.engine.provider.VenueOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Tells what is new about orders, each piece once and in its order. Called with the book's lock held.
///
/// The cursor is the venue's time of the latest thing that was told, and which fills it has taken back or changed.
final class AlpacaTeller {
    private final AlpacaBook book;
    private final ProviderListener listener;
    private final Runnable onFill;
    private @Nullable Instant latest;

    /// - `onFill`: runs for each fill that is told; returns at once
    AlpacaTeller(AlpacaBook book, ProviderListener listener, @Nullable Instant cursor, Runnable onFill) {
        this.book = book;
        this.listener = listener;
        this.onFill = onFill;
        this.latest = cursor;
    }

    /// The time up to which all was told; null before the first.
    @Nullable
    Instant latest() {
        return latest;
    }

    boolean isOurs(AlpacaOrder order) {
        return listener.isOurs(order.ids().clientId());
    }

    /// Tells everything of an order that was not told yet.
    ///
    /// - `goesOn`: whether an order that was replaced goes on in another one of ours
    /// - `isWhole`: whether all its fills are known; else its end is not told yet
    /// - `isRecovered`: whether it was missed first
    void tell(AlpacaEntry entry, boolean goesOn, boolean isWhole, boolean isRecovered) {
        AlpacaOrder order = entry.order();
        if (!isOurs(order)) {
            tellForeign(entry, goesOn);
            return;
        }
        RouteId routeId = RouteId.of(order.ids().clientId());
        if (hasBegun(order)) {
            begin(entry, isRecovered);
        }
        if (entry.isBegun && entry.parent != null && !entry.isReleased && !book.isHeld(entry)) {
            entry.isReleased = true;
            tell(AlpacaCodec.acknowledged(order, routeId), isRecovered);
        }
        for (AlpacaFill fill : entry.takeUntold()) {
            begin(entry, isRecovered);
            measure(entry, routeId, isRecovered);
            tell(fill.event(routeId), isRecovered);
        }
        if (entry.isBegun) {
            measure(entry, routeId, isRecovered);
            resize(entry, routeId, isRecovered);
        }
        stands(entry, isRecovered);
        ProviderEvent end = AlpacaCodec.end(order, routeId, goesOn);
        if (end != null && isWhole && !entry.isEnded) {
            tell(end, isRecovered);
        }
        entry.isEnded |= isWhole && (end != null || order.isOver());
    }

    /// Tells how the venue holds an order of ours when that has changed, or was never told: it may have been held
    /// before the start.
    void stands(AlpacaEntry entry, boolean isRecovered) {
        AlpacaOrder order = entry.order();
        Life.Working now = order.working();
        if (now == null || now == entry.working) {
            return;
        }
        Instant at = order.times().changed();
        if (!at.isBefore(entry.workingSince)) {
            entry.working = now;
            entry.workingSince = at;
            tell(AlpacaCodec.working(now, RouteId.of(order.ids().clientId()), at), isRecovered);
        }
    }

    /// An order is there as soon as the venue has it; one that takes another's place is, when it works in that place.
    static boolean hasBegun(AlpacaOrder order) {
        return switch (order.status()) {
            case "pending_new", "accepted", "held", "accepted_for_bidding", "pending_review", "rejected" ->
                order.ids().replaces() == null;
            case "canceled", "expired" -> order.ids().replaces() == null;
            default -> true;
        };
    }

    /// Tells that the order works, or has taken the place of the one before it.
    void begin(AlpacaEntry entry, boolean isRecovered) {
        if (entry.isBegun) {
            return;
        }
        entry.isBegun = true;
        AlpacaOrder order = entry.order();
        entry.seenQty = order.terms().orderQty();
        RouteId routeId = RouteId.of(order.ids().clientId());
        tell(order.ids().replaces() == null
                ? AlpacaCodec.acknowledged(order, routeId)
                : new ProviderEvent.Replaced(routeId, order.venueOrderId(), book.terms(order),
                        order.times().submitted()),
                isRecovered);
    }

    /// The quantity of an order by amount is known when it is filled: it must be told before its last fill.
    private void measure(AlpacaEntry entry, RouteId routeId, boolean isRecovered) {
        if (entry.order().measuredQty() != null && !entry.isMeasured) {
            entry.isMeasured = true;
            tell(AlpacaCodec.acknowledged(entry.order(), routeId), isRecovered);
        }
    }

    /// An exit that a client has moved is an order under our id: the venue shrinks it by what the other one fills, and
    /// says so by its quantity alone.
    private void resize(AlpacaEntry entry, RouteId routeId, boolean isRecovered) {
        AlpacaOrder order = entry.order();
        Qty now = order.terms().orderQty();
        Qty before = entry.seenQty;
        if (entry.parent == null || now.isZero()) {
            return;
        }
        entry.seenQty = now;
        if (before != null && before.compareTo(now) != 0) {
            Terms told = book.terms(order);
            Terms terms = told.withOrderQty(told.orderQty().minus(before).plus(now));
            book.wants(routeId, terms);
            tell(new ProviderEvent.Restated(routeId, terms, RestatementReason.OTHER, "changed at the venue",
                    order.times().changed()), isRecovered);
        }
    }

    private void tellForeign(AlpacaEntry entry, boolean goesOn) {
        VenueOrder now = foreign(entry, goesOn);
        boolean isOnItsWay = switch (entry.order().status()) {
            case "pending_new" -> entry.parent == null;
            case "pending_cancel", "pending_replace" -> true;
            default -> false;
        };
        if ((isOnItsWay && entry.fills().isEmpty()) || now.equals(entry.foreign)) {
            return;
        }
        entry.foreign = now;
        entry.isBegun = true;
        entry.isEnded = entry.order().isOver();
        if (!entry.takeUntold().isEmpty()) {
            onFill.run();
        }
        passed(entry.order().times().changed());
        listener.onForeign(now, cursor());
    }

    private VenueOrder foreign(AlpacaEntry entry, boolean goesOn) {
        return AlpacaCodec.order(entry.order(), VenueOrder.FOREIGN, entry,
                new AlpacaCodec.Standing(!book.isHeld(entry), goesOn));
    }

    /// Tells that a request about an order was refused: of one that is not ours behind all that happened to it.
    void tell(AlpacaEntry entry, ProviderEvent.RequestRefused refused, boolean isRecovered) {
        AlpacaOrder order = entry.order();
        if (isOurs(order)) {
            tell(refused, isRecovered);
            return;
        }
        VenueOrder now = foreign(entry, false);
        List<ProviderEvent> history = new ArrayList<>(now.history());
        history.add(refused);
        passed(refused.at());
        listener.onForeign(new VenueOrder(now.clientId(), now.venueOrderId(), now.symbol(), now.side(), now.terms(),
                now.createdAt(), history, now.parent()), cursor());
    }

    /// Tells one event.
    void tell(ProviderEvent event, boolean isRecovered) {
        passed(event.at());
        if (event instanceof ProviderEvent.Filled) {
            onFill.run();
        }
        if (isRecovered) {
            listener.onRecovered(event, cursor());
        } else {
            listener.onEvent(event, cursor());
        }
    }

    private void passed(Instant at) {
        Instant before = latest;
        latest = before == null || at.isAfter(before) ? at : before;
    }

    private @Nullable String cursor() {
        Instant now = latest;
        return now == null ? null : book.cursor(now);
    }
}
