package dev.fixway.engine.order;

import dev.fixway.engine.domain.ClOrdId;
import dev.fixway.engine.domain.Order;
import dev.fixway.engine.domain.OrderId;
import dev.fixway.engine.ledger.EventCodec;
import dev.fixway.engine.ledger.EventType;
import dev.fixway.engine.ledger.LedgerEvent;
import dev.fixway.engine.ledger.LedgerException;
import dev.fixway.engine.ledger.LedgerField;
import dev.fixway.engine.ledger.LedgerReader;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Items that wait for an order to be read from the ledger: first in, first out per order and per client id.
/// Owned by the `orders` thread; reads run on virtual threads and come back through the inbox.
final class Parking {
    private final int max;
    private final Inbox inbox;
    private final LedgerReader reader;
    private final Map<Object, Deque<Item>> waiting = new HashMap<>();
    private int size;

    Parking(int max, Inbox inbox, LedgerReader reader) {
        this.max = max;
        this.inbox = inbox;
        this.reader = reader;
    }

    boolean isFull() {
        return size >= max;
    }

    /// Whether something about the order waits already, so that what follows must queue behind it.
    boolean isAwaited(OrderId orderId) {
        return waiting.containsKey(orderId);
    }

    /// Lets the item wait for the order; the first one starts the read, after the commit.
    void await(Turn turn, OrderId orderId, Item item) {
        if (queue(orderId, item)) {
            read(turn, orderId);
        }
    }

    /// Lets the item wait for the use of a client id.
    void await(Turn turn, String party, ClOrdId clOrdId, Item item) {
        if (queue(new Book.IdKey(party, clOrdId), item)) {
            read(turn, party, clOrdId);
        }
    }

    /// Lets items wait on, before all others: the order could not be read. [#readAgain] tries once more.
    void keep(OrderId orderId, List<Item> items) {
        keptFirst(orderId, items);
    }

    /// The same for items that wait for a client id.
    void keep(String party, ClOrdId clOrdId, List<Item> items) {
        keptFirst(new Book.IdKey(party, clOrdId), items);
    }

    private void keptFirst(Object key, List<Item> items) {
        size += items.size();
        Deque<Item> queue = new ArrayDeque<>(items);
        Deque<Item> behind = waiting.put(key, queue);
        if (behind != null) {
            queue.addAll(behind);
        }
    }

    void readAgain(Turn turn, OrderId orderId) {
        if (isAwaited(orderId)) {
            read(turn, orderId);
        }
    }

    void readAgain(Turn turn, String party, ClOrdId clOrdId) {
        if (waiting.containsKey(new Book.IdKey(party, clOrdId))) {
            read(turn, party, clOrdId);
        }
    }

    private void read(Turn turn, String party, ClOrdId clOrdId) {
        turn.read(() -> Thread
                .startVirtualThread(() -> inbox.put(new Item.IdLoaded(party, clOrdId, load(party, clOrdId)))));
    }

    private void read(Turn turn, OrderId orderId) {
        turn.read(() -> Thread.startVirtualThread(() -> inbox.put(new Item.OrderLoaded(orderId, load(orderId)))));
    }

    /// Takes out the commands that came before `time`; venue events wait as long as it takes.
    List<Item.Asked> releaseBefore(Instant time) {
        if (size == 0) {
            return List.of();
        }
        List<Item.Asked> old = new ArrayList<>();
        for (Deque<Item> queue : waiting.values()) {
            queue.removeIf(item -> item instanceof Item.Asked asked && asked.known().since().isBefore(time)
                    && old.add(asked));
        }
        size -= old.size();
        return old;
    }

    /// Everything that waits; nothing does any more.
    List<Item> releaseAll() {
        List<Item> all = new ArrayList<>();
        waiting.values().forEach(all::addAll);
        waiting.clear();
        size = 0;
        return all;
    }

    /// The items that waited for this order, oldest first.
    List<Item> release(OrderId orderId) {
        return released(orderId);
    }

    /// The items that waited for this client id, oldest first.
    List<Item> release(String party, ClOrdId clOrdId) {
        return released(new Book.IdKey(party, clOrdId));
    }

    private boolean queue(Object key, Item item) {
        size++;
        Deque<Item> queue = waiting.get(key);
        if (queue != null) {
            queue.add(item);
            return false;
        }
        waiting.put(key, new ArrayDeque<>(List.of(item)));
        return true;
    }

    private List<Item> released(Object key) {
        Deque<Item> queue = waiting.remove(key);
        if (queue == null) {
            return List.of();
        }
        size -= queue.size();
        return new ArrayList<>(queue);
    }

    private Knowledge.Loaded load(OrderId orderId) {
        try {
            Order order = EventCodec.fold(reader.eventsOf(orderId));
            return new Knowledge.Loaded(List.of(), order, "");
        } catch (LedgerException e) {
            return new Knowledge.Loaded(List.of(), null, String.valueOf(e.getMessage()));
        }
    }

    private Knowledge.Loaded load(String party, ClOrdId clOrdId) {
        try {
            List<LedgerEvent> rows = reader.eventsByClOrdId(party, clOrdId);
            Order order = null;
            for (LedgerEvent row : rows.reversed()) {
                String orderId = row.get(LedgerField.ORDER_ID);
                // A request that was denied names an order that its id does not belong to.
                if (orderId != null && row.type() != EventType.REQUEST_DENIED) {
                    order = EventCodec.fold(reader.eventsOf(new OrderId(orderId)));
                    break;
                }
            }
            return new Knowledge.Loaded(rows, order, "");
        } catch (LedgerException e) {
            return new Knowledge.Loaded(List.of(), null, String.valueOf(e.getMessage()));
        }
    }
}
