package dev.fixway.engine.order;

import dev.fixway.engine.domain.ClOrdId;
import dev.fixway.engine.domain.KillState;
import dev.fixway.engine.domain.Order;
import dev.fixway.engine.domain.OrderId;
import dev.fixway.engine.domain.ProviderId;
import dev.fixway.engine.domain.RejectReason;
import dev.fixway.engine.ledger.EventCodec;
import dev.fixway.engine.ledger.EventType;
import dev.fixway.engine.ledger.Group;
import dev.fixway.engine.ledger.Ledger;
import dev.fixway.engine.ledger.LedgerEvent;
import dev.fixway.engine.ledger.LedgerField;
import dev.fixway.engine.ledger.LedgerReader;
import dev.fixway.engine.ledger.ProviderMark;
import dev.fixway.engine.ledger.QueryLagException;
import dev.fixway.engine.ledger.SessionMark;
import dev.fixway.engine.ledger.Snapshot;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Builds the open state from the newest snapshot and the groups behind it: as much work as there are open orders and
/// events since the snapshot, whatever the history.
final class Recovery {
    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);
    private static final Set<String> OWN_EXEC_IDS = Set.of("DEN-", "REF-");
    /// Orders that have ended behind the snapshot are kept in case that more happens to them; the oldest of more than
    /// these are let go, so that a start without a snapshot does not need room for the whole history.
    private static final int ENDED_KEPT = 20_000;
    private final Map<OrderId, Order> orders = new LinkedHashMap<>();
    private final Deque<OrderId> ended = new ArrayDeque<>();
    private final int endedKept;
    private final Set<OrderId> missed = new LinkedHashSet<>();
    private final Map<String, SessionMark> sessionMarks = new HashMap<>();
    private final Map<ProviderId, ProviderMark> providerMarks = new HashMap<>();
    private final Map<OrderId, Close> closes = new LinkedHashMap<>();
    /// How many exits of an entry are not over.
    private final Map<OrderId, Integer> openExits = new HashMap<>();
    private UsedIds usedIds = new UsedIds();
    private long lastNumber;
    private KillState kill = KillState.off();

    private Recovery(int endedKept) {
        this.endedKept = endedKept;
    }

    /// A close of a position as the first event of its order tells it.
    private record Close(String requestHash, Instant decidedAt) {}

    static RecoveredState of(Ledger ledger) {
        return of(ledger, ENDED_KEPT);
    }

    static RecoveredState of(Ledger ledger, int endedKept) {
        Recovery recovery = new Recovery(endedKept);
        Snapshot snapshot = ledger.latestSnapshot();
        RecoveredState state = snapshot == null ? null : StateReader.read(snapshot.state());
        long seq = 0;
        long group = 0;
        if (snapshot != null && state != null) {
            recovery.begin(state);
            seq = snapshot.seq();
            group = snapshot.group();
        }
        ledger.replay(seq, group, recovery::fold);
        return recovery.end(ledger);
    }

    private void begin(RecoveredState state) {
        state.openOrders().forEach(order -> keep(null, order));
        for (RecoveredClose close : state.closes()) {
            orders.put(close.order().orderId(), close.order());
            closes.put(close.order().orderId(), new Close(close.requestHash(), close.decidedAt()));
        }
        sessionMarks.putAll(state.sessionMarks());
        providerMarks.putAll(state.providerMarks());
        usedIds = state.usedIds();
        lastNumber = state.lastNumber();
        kill = state.kill();
    }

    private void fold(Group group) {
        group.events().forEach(this::fold);
        group.sessionMarks().forEach(mark -> sessionMarks.put(mark.session(), mark));
        group.providerMarks().forEach(mark -> providerMarks.put(mark.provider(), mark));
    }

    private void fold(LedgerEvent row) {
        rememberId(row);
        kill = KillSwitch.after(kill, row);
        rememberNumber(row);
        String id = row.get(LedgerField.ORDER_ID);
        if (id == null || EventCodec.read(row) == null) {
            return;
        }
        OrderId orderId = new OrderId(id);
        boolean begins = row.type() == EventType.ORDER_RECEIVED || row.type() == EventType.ORDER_ADOPTED;
        Order order = orders.get(orderId);
        if (order == null && !begins) {
            // An order that had ended, before the snapshot or long before: read whole at the end. A refused request
            // changes none, and reading takes a query side that is at the head.
            if (row.type() != EventType.CANCEL_REJECTED && row.type() != EventType.REPLACE_REJECTED) {
                missed.add(orderId);
            }
            return;
        }
        lastNumber = Math.max(lastNumber, orderId.number());
        rememberClose(orderId, row);
        Order after = EventCodec.fold(order, row);
        if (after != null) {
            keep(order, after);
            letGo(after);
        }
    }

    private void keep(@Nullable Order before, Order now) {
        orders.put(now.orderId(), now);
        OrderId parent = now.intent().parent();
        int more = (now.isOver() ? 0 : 1) - (before == null || before.isOver() ? 0 : 1);
        if (parent != null && more != 0) {
            openExits.merge(parent, more, (count, change) -> count + change == 0 ? null : count + change);
        }
    }

    /// One of the oldest that have ended for each that ends. Closes stay as long as they may be repeated, and exits as
    /// long as one beside them is open.
    private void letGo(Order now) {
        if (now.isOver()) {
            ended.add(now.orderId());
        }
        OrderId oldest = ended.size() > endedKept ? ended.poll() : null;
        Order order = oldest == null ? null : orders.get(oldest);
        if (order == null || !order.isOver()) {
            return;
        }
        if (closes.containsKey(order.orderId()) || openExits.containsKey(order.intent().parent())) {
            ended.add(order.orderId());
        } else {
            orders.remove(order.orderId());
        }
    }

    private void rememberClose(OrderId orderId, LedgerEvent row) {
        String hash = row.get(LedgerField.REQUEST_HASH);
        if (row.type() == EventType.ORDER_RECEIVED && hash != null) {
            Instant at = Instant.parse(row.text(LedgerField.RECORDED_AT));
            closes.entrySet().removeIf(old -> isForgotten(old.getKey(), old.getValue(), at));
            closes.put(orderId, new Close(hash, at));
        }
    }

    private boolean isForgotten(OrderId orderId, Close close, Instant now) {
        Order order = orders.get(orderId);
        return !now.isBefore(close.decidedAt.plus(Closes.REMEMBERED)) && (order == null || order.isTerminal());
    }

    /// Denials, states told behind a refusal and the kill switch have numbers of the same series.
    private void rememberNumber(LedgerEvent row) {
        String execId = row.get(LedgerField.EXEC_ID);
        if (execId != null && OWN_EXEC_IDS.stream().anyMatch(execId::startsWith)) {
            lastNumber = Math.max(lastNumber, OrderIds.numberOf(execId));
        } else if (kill instanceof KillState.On on) {
            lastNumber = Math.max(lastNumber, on.number());
        }
    }

    private void rememberId(LedgerEvent row) {
        String party = usesIdOf(row);
        String clOrdId = row.get(LedgerField.CL_ORD_ID);
        String recordedAt = row.get(LedgerField.RECORDED_AT);
        if (party != null && clOrdId != null && recordedAt != null) {
            usedIds.add(UsedIds.hash(party, new ClOrdId(clOrdId)), Instant.parse(recordedAt));
        }
    }

    /// The party whose id an event uses up; null when it uses none.
    private static @Nullable String usesIdOf(LedgerEvent row) {
        return switch (row.type()) {
            case ORDER_RECEIVED -> row.get(LedgerField.ACTOR_ID);
            // A plain repeat uses nothing up: the first use did.
            case ORDER_DENIED -> RejectReason.DUPLICATE_CL_ORD_ID.name().equals(row.get(LedgerField.REASON_CODE))
                    ? null
                    : row.get(LedgerField.ACTOR_ID);
            // Of a status request the id is an order's, not its own.
            case MESSAGE_DENIED -> Set.of("F", "G").contains(row.get(LedgerField.REF_MSG_TYPE))
                    ? row.get(LedgerField.ACTOR_ID)
                    : null;
            case CANCEL_REQUESTED, REPLACE_REQUESTED, CANCEL_REJECTED, REPLACE_REJECTED, REQUEST_DENIED ->
                row.get(LedgerField.REQUESTER);
            default -> null;
        };
    }

    private RecoveredState end(Ledger ledger) {
        for (OrderId orderId : missed) {
            Order order = EventCodec.fold(eventsOf(orderId, ledger.reader()));
            if (order != null) {
                orders.put(orderId, order);
            }
        }
        List<RecoveredClose> known = new ArrayList<>();
        closes.forEach((orderId, close) -> {
            Order order = orders.get(orderId);
            if (order != null) {
                known.add(new RecoveredClose(order, close.requestHash, close.decidedAt));
            }
        });
        List<Order> endedExits = endedExits();
        orders.values().removeIf(Order::isOver);
        LOG.info("state recovered openOrders={} usedIds={} headSeq={}", orders.size(), usedIds.size(),
                ledger.headSeq());
        return new RecoveredState(lastNumber, usedIds, sessionMarks, providerMarks, orders.values(), endedExits, known,
                kill);
    }

    /// After a burst and a kill the query side has much to do: it is waited for as long as it gets on.
    private static List<LedgerEvent> eventsOf(OrderId orderId, LedgerReader reader) {
        long lag = Long.MAX_VALUE;
        while (true) {
            try {
                return reader.eventsOf(orderId);
            } catch (QueryLagException e) {
                if (e.lag() >= lag) {
                    throw e;
                }
                lag = e.lag();
                LOG.info("the start waits for the query side lag={}", lag);
            }
        }
    }

    private List<Order> endedExits() {
        Set<OrderId> parents = new HashSet<>();
        List<Order> ended = new ArrayList<>();
        for (Order order : orders.values()) {
            OrderId parent = order.intent().parent();
            if (parent != null && order.isOver()) {
                ended.add(order);
            } else if (parent != null) {
                parents.add(parent);
            }
        }
        ended.removeIf(order -> !parents.contains(order.intent().parent()));
        return ended;
    }
}
