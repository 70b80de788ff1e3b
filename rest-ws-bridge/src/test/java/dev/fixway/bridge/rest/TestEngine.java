package dev.fixway.bridge.rest;

import dev.fixway.engine.domain.AccountId;
import dev.fixway.engine.domain.Answer;
import dev.fixway.engine.domain.ClOrdId;
import dev.fixway.engine.domain.Command;
import dev.fixway.engine.domain.Edge;
import dev.fixway.engine.domain.FillId;
import dev.fixway.engine.domain.KillState;
import dev.fixway.engine.domain.Liquidity;
import dev.fixway.engine.domain.Order;
import dev.fixway.engine.domain.OrderEvent;
import dev.fixway.engine.domain.OrderId;
import dev.fixway.engine.domain.OrderIntent;
import dev.fixway.engine.domain.OrderRef;
import dev.fixway.engine.domain.Party;
import dev.fixway.engine.domain.Price;
import dev.fixway.engine.domain.ProviderId;
import dev.fixway.engine.domain.Qty;
import dev.fixway.engine.domain.RejectReason;
import dev.fixway.engine.domain.Request;
import dev.fixway.engine.domain.Terms;
import dev.fixway.engine.ledger.EventCodec;
import dev.fixway.engine.ledger.LedgerEvent;
import dev.fixway.engine.ledger.LedgerField;
import dev.fixway.engine.ledger.LedgerReader;
import dev.fixway.engine.ledger.LedgerTrade;
import dev.fixway.engine.ledger.OrderFilter;
import dev.fixway.engine.ledger.SessionMark;
import dev.fixway.engine.ledger.StandingTrades;
import dev.fixway.engine.ledger.TradeFilter;
import dev.fixway.engine.order.EngineStatus;
import dev.fixway.engine.order.OrderDesk;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// A small engine and its ledger: one thread decides, orders work at once and rest until a test moves them.
///
/// Its clock stands at noon of a day and moves by a second with each order.
final class TestEngine implements OrderDesk, LedgerReader, AutoCloseable {
    static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");
    static final ProviderId MOCK = new ProviderId("mock");

    private final ExecutorService thread = Executors.newSingleThreadExecutor(r -> new Thread(r, "orders"));
    private final Map<OrderId, Order> orders = new LinkedHashMap<>();
    private final List<LedgerEvent> events = new ArrayList<>();
    final List<Command> commands = new CopyOnWriteArrayList<>();
    volatile Admission admission = Admission.TAKEN;
    volatile Function<Command, @Nullable Answer> decision = _ -> null;
    final Semaphore lookups = new Semaphore(1);
    final AtomicInteger lookupsUnderWay = new AtomicInteger();
    volatile boolean isMute;
    volatile @Nullable RuntimeException ledgerFailure;
    volatile EngineStatus status = status(EngineStatus.State.RUNNING, "", EngineStatus.ProviderState.READY);

    static EngineStatus status(EngineStatus.State state, String reason, EngineStatus.ProviderState provider) {
        return new EngineStatus(state, reason, Map.of(MOCK, provider), 3, 1, Duration.ofMillis(2_500), 10, 20,
                KillState.off());
    }

    @Override
    public Admission offer(Command command) {
        commands.add(command);
        if (admission == Admission.TAKEN && !isMute) {
            thread.execute(() -> command.reply().send(decide(command)));
        }
        return admission;
    }

    private synchronized Answer decide(Command command) {
        Answer chosen = decision.apply(command);
        if (chosen != null) {
            return chosen;
        }
        return switch (command) {
            case Command.EnterOrder enter -> new Answer.Known(enter(enter.intent()));
            case Command.CancelOrder cancel -> cancel(cancel.order(), cancel.party());
            case Command.CancelAll all -> cancelAll(all);
            case Command.AmendOrder amend -> amend(amend);
            case Command.FindOrder find -> {
                Order order = open(find.order());
                yield order == null ? new Answer.NotOpen() : new Answer.Known(order);
            }
            case Command.ListOpen _ ->
                new Answer.Listed(orders.values().stream().filter(o -> !o.isTerminal()).toList());
            case Command.FindClose _, Command.ClosePosition _ ->
                throw new AssertionError("closes need the real engine: " + command);
            case Command.ReplaceOrder _, Command.AskStatus _, Command.AskMassStatus _, Command.TellOpen _, Command.Survey _, Command.ResolveOrder _, Command.SwitchKill _ ->
                throw new AssertionError("not of REST: " + command);
        };
    }

    /// Enters an order that works at the venue.
    synchronized Order enter(OrderIntent intent) {
        Order received = receive(intent);
        apply(received.orderId(), new OrderEvent.Routed(received.nextRouteId(), received.terms()));
        return apply(received.orderId(), new OrderEvent.Acknowledged(received.orderId().route(1), null, null));
    }

    /// Enters an order that is only recorded.
    synchronized Order receive(OrderIntent intent) {
        OrderId orderId = OrderId.of("TEST", orders.size() + 1);
        OrderEvent.Received event = new OrderEvent.Received(orderId, intent);
        Order order = Order.create(event, now());
        return record(event, order, now());
    }

    private Instant now() {
        return NOON.plusSeconds(orders.size());
    }

    synchronized Order reject(OrderId orderId, RejectReason reason, String text) {
        return apply(orderId, new OrderEvent.Rejected(reason, text));
    }

    synchronized Order fill(OrderId orderId, String qty, String px) {
        Order order = order(orderId);
        FillId fillId = new FillId("f" + (order.executions().known().size() + 1));
        return apply(orderId, new OrderEvent.Filled(orderId.route(1), fillId, Qty.of(qty), Price.of(px),
                Liquidity.ADDED));
    }

    synchronized Order apply(OrderId orderId, OrderEvent event) {
        Instant at = now().plusNanos(500_000_000);
        return record(event, order(orderId).apply(event, at), at);
    }

    synchronized Order order(OrderId orderId) {
        Order order = orders.get(orderId);
        if (order == null) {
            throw new AssertionError("no order " + orderId);
        }
        return order;
    }

    private Order record(OrderEvent event, Order after, Instant at) {
        LedgerEvent.Builder row = EventCodec.write(event, after).set(LedgerField.EVENT_TIME, at);
        if (event instanceof OrderEvent.Canceled canceled) {
            row.set(LedgerField.CL_ORD_ID, canceled.request());
        }
        if (event instanceof OrderEvent.Filled) {
            row.set(LedgerField.EXEC_ID, after.lastExecId());
        }
        events.add(row.at(events.size() + 1L));
        orders.put(after.orderId(), after);
        return after;
    }

    private @Nullable Order open(OrderRef ref) {
        return orders.values()
                .stream()
                .filter(o -> !o.isTerminal() && o.orderId().value().equals(ref.orderId()))
                .findFirst()
                .orElse(null);
    }

    private Answer cancel(OrderRef ref, Party party) {
        Order order = open(ref);
        if (order == null) {
            return new Answer.NotOpen();
        }
        ClOrdId request = new ClOrdId(order.orderId() + "-c1");
        apply(order.orderId(), new OrderEvent.CancelRequested(Request.cancel(request, party, order.chain().current())));
        return new Answer.Known(apply(order.orderId(), new OrderEvent.Canceled(request, null, "")));
    }

    private Answer amend(Command.AmendOrder amend) {
        Order order = open(amend.order());
        if (order == null) {
            return new Answer.NotOpen();
        }
        ClOrdId request = new ClOrdId(order.orderId() + "-r" + (order.reportCount() + 1));
        Terms terms = amend.change().on(order.terms());
        apply(order.orderId(),
                new OrderEvent.ReplaceRequested(Request.replace(request, amend.party(), null, terms)));
        return new Answer.Known(
                apply(order.orderId(), new OrderEvent.Replaced(request, order.orderId().route(1), null, terms)));
    }

    private Answer cancelAll(Command.CancelAll all) {
        int count = 0;
        for (Order order : List.copyOf(orders.values())) {
            if (!order.isTerminal() && (all.symbol() == null || all.symbol().equals(order.intent().symbol()))) {
                cancel(OrderRef.byId(order.orderId().value()), all.party());
                count++;
            }
        }
        return new Answer.AllCanceled(count, List.of());
    }

    @Override
    public boolean deny(Command command) {
        throw new AssertionError("the lane of FIX sessions");
    }

    @Override
    public void nudge() {
        throw new AssertionError("for FIX sessions");
    }

    @Override
    public EngineStatus status() {
        return status;
    }

    @Override
    public void read(long fromSeq, Predicate<LedgerEvent> visitor) {
        throw new AssertionError("not of REST");
    }

    @Override
    public List<SessionMark> marksSince(String session, long cursor) {
        throw new AssertionError("not of REST");
    }

    @Override
    public synchronized List<LedgerEvent> eventsOf(OrderId orderId) {
        failIfAsked();
        return events.stream().filter(e -> orderId.value().equals(e.get(LedgerField.ORDER_ID))).toList();
    }

    @Override
    public List<LedgerEvent> eventsByClOrdId(String party, ClOrdId clOrdId) {
        throw new AssertionError("not of REST");
    }

    @Override
    public List<OrderId> find(OrderFilter filter) {
        lookupsUnderWay.incrementAndGet();
        lookups.acquireUninterruptibly();
        lookups.release();
        failIfAsked();
        return found(filter);
    }

    @Override
    public synchronized List<LedgerTrade> trades(TradeFilter filter) {
        failIfAsked();
        StandingTrades trades = new StandingTrades();
        events.forEach(trades::apply);
        return trades.find(filter);
    }

    private synchronized List<OrderId> found(OrderFilter filter) {
        return orders.values()
                .stream()
                .filter(o -> matches(filter, o))
                .map(Order::orderId)
                .sorted(Comparator.<OrderId>naturalOrder().reversed())
                .limit(filter.limit())
                .toList();
    }

    private static boolean matches(OrderFilter filter, Order order) {
        Instant createdAt = order.life().createdAt();
        return order.intent().party().account().equals(filter.account())
                && (filter.symbol() == null || filter.symbol().equals(order.intent().symbol().value()))
                && (filter.statuses().isEmpty() || filter.statuses().contains(order.ordStatus()))
                && (filter.side() == null || filter.side() == order.intent().side())
                && (filter.clOrdId() == null || (order.intent().clOrdId() != null
                        && filter.clOrdId().equals(order.intent().clOrdId().value())))
                && (filter.since() == null || !createdAt.isBefore(filter.since()))
                && (filter.until() == null || createdAt.isBefore(filter.until()));
    }

    private void failIfAsked() {
        if (Thread.currentThread().isVirtual() && ledgerFailure != null) {
            throw ledgerFailure;
        }
        if (!Thread.currentThread().isVirtual()) {
            throw new AssertionError("the ledger is read on " + Thread.currentThread());
        }
    }

    static Party otherAccount() {
        return new Party(Edge.FIX, "FIX.4.4:FIXWAY->CLIENT2", new AccountId("CLIENT2"));
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
