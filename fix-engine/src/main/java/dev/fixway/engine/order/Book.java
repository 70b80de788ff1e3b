package dev.fixway.engine.order;

import dev.fixway.engine.domain.Chain;
import dev.fixway.engine.domain.ClOrdId;
import dev.fixway.engine.domain.Order;
import dev.fixway.engine.domain.OrderId;
import dev.fixway.engine.domain.Party;
import dev.fixway.engine.domain.Request;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The orders in memory: open ones, and ended ones for as long as a command in hand needs them. Owned by the `orders`
/// thread.
final class Book {
    private final Map<OrderId, Live> orders = new LinkedHashMap<>();
    private final Map<IdKey, Live> byClientId = new HashMap<>();
    private final Set<Live> touched = new LinkedHashSet<>();
    private final Set<Live> inDoubt = new LinkedHashSet<>();

    /// A client id in its party's space.
    record IdKey(String party, ClOrdId clOrdId) {}

    @Nullable
    Live find(OrderId orderId) {
        return orders.get(orderId);
    }

    /// By the id of the order or of one of its requests, in the space of a party.
    @Nullable
    Live find(String party, ClOrdId clOrdId) {
        return byClientId.get(new IdKey(party, clOrdId));
    }

    Collection<Live> all() {
        return orders.values();
    }

    /// Orders in doubt, as of the last group.
    Set<Live> inDoubt() {
        return inDoubt;
    }

    int size() {
        return orders.size();
    }

    /// Takes an order into memory; one that is there already stays.
    Live take(Order order) {
        Live known = orders.get(order.orderId());
        if (known != null) {
            return known;
        }
        Live live = new Live(order);
        orders.put(order.orderId(), live);
        String party = order.intent().party().name();
        ClOrdId entered = order.intent().clOrdId();
        ClOrdId current = order.chain().current();
        if (entered != null) {
            index(live, party, entered);
        }
        if (current != null && !current.equals(entered)) {
            index(live, party, current);
        }
        index(live, order.chain().settled());
        index(live, order.chain().open());
        touched.add(live);
        return live;
    }

    /// A new order has none: an iterator over nothing costs more than the question.
    private void index(Live live, Collection<Request> requests) {
        if (!requests.isEmpty()) {
            requests.forEach(r -> index(live, r));
        }
    }

    void index(Live live, Request request) {
        index(live, request.party().name(), request.clOrdId());
    }

    private void index(Live live, String party, ClOrdId clOrdId) {
        IdKey key = new IdKey(party, clOrdId);
        byClientId.put(key, live);
        live.add(key);
    }

    /// Lets go of the ids of requests that the order remembers no more, so that an order that is changed for days takes
    /// no more room than another.
    void forget(Live live, Order before) {
        if (before.chain().settled().isEmpty()) {
            return;
        }
        Chain chain = live.order().chain();
        for (Request request : before.chain().forgottenBy(chain)) {
            forget(live, request.party(), request.clOrdId());
        }
        ClOrdId current = before.chain().current();
        if (current != null && !current.equals(chain.current())) {
            forget(live, before.intent().party(), current);
        }
    }

    private void forget(Live live, Party party, ClOrdId clOrdId) {
        Order order = live.order();
        boolean isOfOrder = party.equals(order.intent().party())
                && (clOrdId.equals(order.intent().clOrdId()) || clOrdId.equals(order.chain().current()));
        if (!isOfOrder && !order.chain().has(party, clOrdId)) {
            IdKey key = new IdKey(party.name(), clOrdId);
            if (live.remove(key)) {
                byClientId.remove(key, live);
            }
            live.forgetRefusal(clOrdId);
        }
    }

    /// Remembers to look at the order when the group is done.
    void touch(Live live) {
        touched.add(live);
    }

    /// Orders that the group in hand has looked at.
    Set<Live> touched() {
        return touched;
    }

    /// Lets go of every order that is over. After the group.
    void sweep() {
        for (Live live : touched) {
            live.commit();
            if (live.order().isInDoubt()) {
                inDoubt.add(live);
            } else {
                inDoubt.remove(live);
            }
            if (live.isOver()) {
                orders.remove(live.orderId());
                live.forEachKey(key -> byClientId.remove(key, live));
            }
        }
        touched.clear();
    }
}
