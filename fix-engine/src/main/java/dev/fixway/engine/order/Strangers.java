package dev.fixway.engine.order;

import dev.fixway.engine.domain.AccountId;
import dev.fixway.engine.domain.ClOrdId;
import dev.fixway.engine.domain.Edge;
import dev.fixway.engine.domain.Handling;
import dev.fixway.engine.domain.OrderEvent;
import dev.fixway.engine.domain.OrderId;
import dev.fixway.engine.domain.OrderIntent;
import dev.fixway.engine.domain.Party;
import dev.fixway.engine.domain.Route;
import dev.fixway.engine.domain.RouteId;
import dev.fixway.engine.domain.VenueOrderId;
import dev.fixway.engine.ledger.EventType;
import dev.fixway.engine.ledger.LedgerEvent;
import dev.fixway.engine.ledger.LedgerField;
import dev.fixway.engine.provider.ProviderEvent;
import dev.fixway.engine.provider.VenueOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Orders on a venue's account that we did not place: adopted once, then kept like ours. Their party is the provider,
/// their ClOrdID(11) the venue's id, so that the ledger finds them again by it. An exit that the venue keeps for an
/// order of ours belongs to the account of that one. Owned by the `orders` thread.
final class Strangers {
    private static final Logger LOG = LoggerFactory.getLogger(Strangers.class);
    private static final int ID_LENGTH_MAX = 64;
    private final EngineState state;
    private final VenueEvents venueEvents;
    /// Exits that wait for their entry to be read: what is told of them meanwhile waits behind.
    private final Map<Book.IdKey, OrderId> waiting = new HashMap<>();

    Strangers(EngineState state, VenueEvents venueEvents) {
        this.state = state;
        this.venueEvents = venueEvents;
    }

    /// What has become of such an order; parked until the ledger has said whether it was adopted before.
    Verdict told(Turn turn, Item.Foreign item) {
        String party = item.provider().value();
        ClOrdId clOrdId = idOf(item.order().venueOrderId());
        Live live = state.book.find(party, clOrdId);
        Book.IdKey key = new Book.IdKey(party, clOrdId);
        OrderId awaited = waiting.get(key);
        if (awaited != null && state.parking.isAwaited(awaited)) {
            state.parking.await(turn, awaited, item);
            return Verdict.PARKED;
        }
        waiting.remove(key);
        if (live == null) {
            Knowledge.Loaded loaded = item.known().of(clOrdId);
            if (loaded == null) {
                state.parking.await(turn, party, clOrdId, item);
                return Verdict.PARKED;
            }
            OrderId known = adopted(loaded, party);
            if (known != null) {
                // It is over and out of memory: read in its own queue, by now something else may have happened to it.
                state.parking.await(turn, known, item);
                return Verdict.PARKED;
            }
            RouteId parent = item.order().parent();
            Live entry = parent == null ? null : state.book.find(parent.orderId());
            if (parent != null && entry == null) {
                waiting.put(key, parent.orderId());
                state.parking.await(turn, parent.orderId(), item);
                return Verdict.PARKED;
            }
            apply(turn, adopt(turn, item, clOrdId, entry), item.order());
            return Verdict.DECIDED;
        }
        if (state.parking.isAwaited(live.orderId())) {
            state.parking.await(turn, live.orderId(), item);
            return Verdict.PARKED;
        }
        state.book.touch(live);
        apply(turn, live, item.order());
        return Verdict.DECIDED;
    }

    /// The order that these events began as one placed elsewhere; a client may have used the same id for an order of
    /// its own.
    private static @Nullable OrderId adopted(Knowledge.Loaded loaded, String party) {
        for (LedgerEvent row : loaded.rows()) {
            if (row.type() == EventType.ORDER_ADOPTED && party.equals(row.get(LedgerField.ACTOR_ID))) {
                return new OrderId(row.text(LedgerField.ORDER_ID));
            }
        }
        return null;
    }

    /// - `entry`: the order whose exit it is; null for none
    private Live adopt(Turn turn, Item.Foreign item, ClOrdId clOrdId, @Nullable Live entry) {
        VenueOrder order = item.order();
        OrderId orderId = state.ids.next();
        AccountId account = entry == null ? AccountId.MAIN : entry.order().intent().party().account();
        OrderId parent = entry == null ? null : entry.orderId();
        OrderIntent intent = new OrderIntent(new Party(Edge.PROVIDER, item.provider().value(), account), clOrdId,
                order.symbol(), order.side(), order.terms(), Handling.PLAIN, item.provider(), parent);
        LOG.info("order adopted orderId={} parent={} provider={} venueOrderId={} clientId={}", orderId, parent,
                item.provider(), order.venueOrderId(), order.clientId());
        return turn.create(new OrderEvent.Adopted(orderId, intent, orderId.route(1), order.venueOrderId()),
                Cause.live(intent.party(), order.createdAt()));
    }

    private void apply(Turn turn, Live live, VenueOrder order) {
        RouteId routeId = live.orderId().route(1);
        Party venue = live.order().intent().party();
        for (ProviderEvent event : order.history()) {
            changedBefore(event, turn, live, order);
            venueEvents.apply(turn, live, event.on(routeId), Cause.live(venue, event.at()));
        }
        changed(turn, live, order);
        Calls.endByEvidence(live);
    }

    /// Lets an order that was adopted end with its last terms: nobody can say them of one that is over. A replace that
    /// is open decides that by itself.
    static void changedBefore(ProviderEvent event, Turn turn, Live live, VenueOrder order) {
        boolean isEnd = event instanceof ProviderEvent.Canceled || event instanceof ProviderEvent.Expired
                || event instanceof ProviderEvent.Rejected;
        boolean isAsked = live.order().chain().first(request -> !request.isCancel()) != null;
        if (isEnd && !isAsked && live.order().intent().party().edge() == Edge.PROVIDER) {
            changed(turn, live, order);
        }
    }

    /// The venue, or who placed it, may have changed its terms.
    private static void changed(Turn turn, Live live, VenueOrder order) {
        RouteId routeId = live.orderId().route(1);
        Route current = live.order().currentRoute();
        boolean isCurrent = current != null && current.routeId().equals(routeId);
        if (isCurrent && !live.order().phase().isFinal()) {
            VenueEvents.replaced(turn, live, routeId, order.venueOrderId(), order.terms(),
                    Cause.live(live.order().intent().party(), turn.now()));
        }
    }

    /// The venue's id, or a name made of it where it is longer than a ClOrdID(11).
    static ClOrdId idOf(VenueOrderId venueOrderId) {
        String id = venueOrderId.value();
        return new ClOrdId(id.length() <= ID_LENGTH_MAX
                ? id
                : UUID.nameUUIDFromBytes(id.getBytes(StandardCharsets.UTF_8)).toString());
    }
}
