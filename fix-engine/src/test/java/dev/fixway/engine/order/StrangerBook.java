package dev.fixway.engine.order;

import dev.fixway.engine.domain.FillId;
import dev.fixway.engine.domain.Price;
import dev.fixway.engine.domain.Qty;
import dev.fixway.engine.domain.RejectReason;
import dev.fixway.engine.domain.RouteId;
import dev.fixway.engine.domain.Side;
import dev.fixway.engine.domain.Terms;
import dev.fixway.engine.domain.VenueOrderId;
import dev.fixway.engine.provider.ProviderEvent;
import dev.fixway.engine.provider.VenueAnswer;
import dev.fixway.engine.provider.VenueOrder;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Orders that somebody else has placed on the account of a [ScriptedVenue]; guarded by the venue.
final class StrangerBook {
    private final Object lock;
    private final InstantSource clock;
    private final Consumer<VenueOrder> say;
    private final Map<VenueOrderId, Stranger> orders = new LinkedHashMap<>();
    private int fills;

    StrangerBook(Object lock, InstantSource clock, Consumer<VenueOrder> say) {
        this.lock = lock;
        this.clock = clock;
        this.say = say;
    }

    /// One order.
    static final class Stranger {
        final VenueOrderId venueOrderId;
        final List<ProviderEvent> history = new ArrayList<>();
        private final Instant createdAt;
        private @Nullable RouteId parent;
        Terms terms;
        Qty cumQty = Qty.ZERO;
        boolean ended;

        Stranger(VenueOrderId venueOrderId, Terms terms, Instant createdAt) {
            this.venueOrderId = venueOrderId;
            this.terms = terms;
            this.createdAt = createdAt;
        }

        VenueOrder seen() {
            return new VenueOrder("web", venueOrderId, FixClient.SYMBOL, parent == null ? Side.BUY : Side.SELL, terms,
                    createdAt, history, parent);
        }
    }

    VenueOrderId place(String venueOrderId, Terms terms) {
        synchronized (lock) {
            Stranger order = new Stranger(new VenueOrderId(venueOrderId), terms, clock.instant());
            orders.put(order.venueOrderId, order);
            order.history.add(new ProviderEvent.Acknowledged(VenueOrder.FOREIGN, order.venueOrderId, null,
                    clock.instant()));
            say.accept(order.seen());
            return order.venueOrderId;
        }
    }

    /// Keeps an exit of a route, held back until [#release].
    VenueOrderId keep(String venueOrderId, Terms terms, RouteId parent) {
        synchronized (lock) {
            Stranger order = new Stranger(new VenueOrderId(venueOrderId), terms, clock.instant());
            order.parent = parent;
            orders.put(order.venueOrderId, order);
            say.accept(order.seen());
            return order.venueOrderId;
        }
    }

    void release(VenueOrderId id) {
        synchronized (lock) {
            of(id).history.add(new ProviderEvent.Acknowledged(VenueOrder.FOREIGN, id, null, clock.instant()));
            repeat(id);
        }
    }

    void reject(VenueOrderId id) {
        synchronized (lock) {
            of(id).ended = true;
            of(id).history.add(new ProviderEvent.Rejected(VenueOrder.FOREIGN, RejectReason.VENUE_REFUSED, "no",
                    clock.instant()));
            repeat(id);
        }
    }

    void fill(VenueOrderId id, String lastQty) {
        synchronized (lock) {
            Stranger order = of(id);
            order.cumQty = order.cumQty.plus(Qty.of(lastQty));
            order.ended |= order.cumQty.compareTo(order.terms.orderQty()) >= 0;
            order.history.add(new ProviderEvent.Filled(VenueOrder.FOREIGN, new FillId("stranger-" + ++fills),
                    Qty.of(lastQty), Price.of("10"), null, clock.instant()));
            say.accept(order.seen());
        }
    }

    void cancel(VenueOrderId id) {
        synchronized (lock) {
            cancel(VenueOrder.FOREIGN, id);
            repeat(id);
        }
    }

    void replace(VenueOrderId id, Terms terms) {
        synchronized (lock) {
            of(id).terms = terms;
            repeat(id);
        }
    }

    /// The same without a word.
    void change(VenueOrderId id, Terms terms) {
        synchronized (lock) {
            of(id).terms = terms;
        }
    }

    /// Tells the order once more.
    void repeat(VenueOrderId id) {
        synchronized (lock) {
            say.accept(of(id).seen());
        }
    }

    Map<VenueOrderId, Stranger> all() {
        synchronized (lock) {
            return new LinkedHashMap<>(orders);
        }
    }

    boolean has(@Nullable VenueOrderId id) {
        return id != null && orders.containsKey(id);
    }

    /// What a cancel comes to, told on this route.
    ProviderEvent cancel(RouteId routeId, @Nullable VenueOrderId id) {
        Stranger order = of(Objects.requireNonNull(id, "a stranger's order is cancelled by its id"));
        if (order.ended) {
            return new ProviderEvent.RequestRefused(routeId, RejectReason.TOO_LATE, "not open", clock.instant());
        }
        order.ended = true;
        order.history.add(new ProviderEvent.Canceled(VenueOrder.FOREIGN, "", clock.instant()));
        return order.history.getLast().on(routeId);
    }

    List<VenueOrder> open() {
        List<VenueOrder> open = new ArrayList<>();
        orders.values().stream().filter(order -> !order.ended).forEach(order -> open.add(order.seen()));
        return open;
    }

    VenueAnswer lookUp(@Nullable VenueOrderId id) {
        return has(id)
                ? new VenueAnswer.Found(of(Objects.requireNonNull(id)).seen())
                : new VenueAnswer.NotFound();
    }

    private Stranger of(VenueOrderId id) {
        return Objects.requireNonNull(orders.get(id), "somebody placed " + id);
    }
}
