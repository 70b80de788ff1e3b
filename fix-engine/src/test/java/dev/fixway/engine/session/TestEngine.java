package dev.fixway.engine.session;

import dev.fixway.engine.domain.AccountId;
import dev.fixway.engine.domain.Arrival;
import dev.fixway.engine.domain.ClOrdId;
import dev.fixway.engine.domain.Command;
import dev.fixway.engine.domain.ExecId;
import dev.fixway.engine.domain.FillId;
import dev.fixway.engine.domain.KillState;
import dev.fixway.engine.domain.OrdStatus;
import dev.fixway.engine.domain.OrdType;
import dev.fixway.engine.domain.Order;
import dev.fixway.engine.domain.OrderEvent;
import dev.fixway.engine.domain.OrderId;
import dev.fixway.engine.domain.Party;
import dev.fixway.engine.domain.Price;
import dev.fixway.engine.domain.RejectReason;
import dev.fixway.engine.domain.Reply;
import dev.fixway.engine.domain.Report;
import dev.fixway.engine.domain.Reports;
import dev.fixway.engine.domain.Request;
import dev.fixway.engine.domain.RequestKind;
import dev.fixway.engine.ledger.EventCodec;
import dev.fixway.engine.ledger.EventType;
import dev.fixway.engine.ledger.LedgerEvent;
import dev.fixway.engine.ledger.LedgerField;
import dev.fixway.engine.ledger.ReportCodec;
import dev.fixway.engine.ledger.SessionMark;
import dev.fixway.engine.order.EngineStatus;
import dev.fixway.engine.order.OrderDesk;
import dev.fixway.engine.order.ReportRouting;
import dev.fixway.engine.order.SessionEvent;
import dev.fixway.engine.order.Sessions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// An engine that decides at once and keeps its ledger in memory: enough for the FIX edge to stand on.
///
/// Market orders fill at 10, others rest; a cancel cancels, a replace replaces. One thread, as in the real engine.
final class TestEngine implements OrderDesk, AutoCloseable {
    private static final AccountId MAIN = new AccountId("MAIN");
    final TestRows rows = new TestRows();
    final List<LedgerEvent> ledger = rows.events;
    final List<SessionMark> marks = rows.marks;
    final List<Command> commands = new CopyOnWriteArrayList<>();
    private final Map<String, SessionMark> lastMarks = new HashMap<>();
    private final Map<OrderId, Order> orders = new LinkedHashMap<>();
    private final ReportRouting routing;
    private final ExecutorService thread = Executors
            .newSingleThreadExecutor(Thread.ofPlatform().daemon().name("orders").factory());
    private volatile Sessions sessions = Sessions.NONE;
    private volatile Admission admission = Admission.TAKEN;
    private volatile boolean takesDenials = true;
    private volatile boolean decides = true;
    private volatile boolean withholding;
    private int count;
    private boolean failed;

    TestEngine(ReportRouting routing) {
        this.routing = routing;
    }

    void connect(Sessions port) {
        sessions = port;
    }

    /// What the next offers are told.
    void admits(Admission answer, boolean deny) {
        admission = answer;
        takesDenials = deny;
    }

    /// Off: commands are taken and never decided, as if the process died with them.
    void decides(boolean on) {
        decides = on;
    }

    /// On: groups are committed without marks, as if they were slow to come.
    void withholdsMarks(boolean on) {
        withholding = on;
        nudge();
    }

    /// What a ledger that cannot be written does.
    void fails() {
        run(() -> {
            failed = true;
            sessions.closeAll("the ledger cannot be written");
            return true;
        });
    }

    /// The ledger can be written again.
    void recovers() {
        run(() -> {
            failed = false;
            commit(List.of());
            return true;
        });
    }

    int orderCount() {
        return run(orders::size);
    }

    /// The ledger's marks, newest per session.
    Collection<SessionMark> recovered() {
        return run(() -> List.copyOf(lastMarks.values()));
    }

    /// Runs on the `orders` thread.
    <T> T run(java.util.concurrent.Callable<T> task) {
        try {
            return thread.submit(task).get(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public Admission offer(Command command) {
        if (admission == Admission.TAKEN) {
            thread.execute(() -> decide(command));
        }
        return admission;
    }

    @Override
    public boolean deny(Command command) {
        if (takesDenials) {
            thread.execute(() -> denied(command));
        }
        return takesDenials;
    }

    @Override
    public void nudge() {
        thread.execute(() -> commit(List.of()));
    }

    @Override
    public EngineStatus status() {
        return new EngineStatus(EngineStatus.State.RUNNING, "", Map.of(), orders.size(), 0, Duration.ZERO, 0,
                ledger.size(), KillState.off());
    }

    private void decide(Command command) {
        commands.add(command);
        if (!decides) {
            return;
        }
        List<LedgerEvent.Builder> rows = new ArrayList<>();
        switch (command) {
            case Command.EnterOrder enter -> enter(enter, rows);
            case Command.CancelOrder cancel -> cancel(cancel, rows);
            case Command.ReplaceOrder replace -> replace(replace, rows);
            case Command.AskStatus _, Command.TellOpen _ -> {
            }
            case Command.AmendOrder _, Command.FindClose _, Command.ClosePosition _, Command.CancelAll _ ->
                throw new AssertionError("not from FIX: " + command);
            case Command.AskMassStatus _ -> throw new AssertionError("mass status needs the real engine: " + command);
            case Command.FindOrder _, Command.ListOpen _, Command.Survey _, Command.ResolveOrder _, Command.SwitchKill _ ->
                throw new AssertionError("not from FIX: " + command);
        }
        Arrival.FixOrigin origin = command.arrival().fix();
        if (origin != null) {
            sessions.decided(origin);
        }
        commit(rows);
        if (command instanceof Command.AskStatus ask) {
            answer(ask);
        }
        if (command instanceof Command.TellOpen(Party party, Arrival _, Reply _)) {
            orders.values()
                    .stream()
                    .filter(o -> !o.isTerminal() && o.intent().party().equals(party))
                    .forEach(o -> sessions.answer(party.name(),
                            Reports.status(new ExecId("STA-" + ++count), o, o.chain().current(), now())));
        }
    }

    private void answer(Command.AskStatus ask) {
        ExecId execId = new ExecId("STA-" + ++count);
        ClOrdId asked = java.util.Objects.requireNonNull(ask.order().clOrdId());
        Order order = orders.values().stream().filter(o -> asked.equals(o.intent().clOrdId())).findFirst().orElse(null);
        Report.Execution answer = order == null
                ? Reports.unknownStatus(execId, asked, ask.about(), now())
                : Reports.status(execId, order, asked, now());
        sessions.answer(ask.party().name(), answer.to(ask.ordStatusReqId()));
    }

    private void enter(Command.EnterOrder enter, List<LedgerEvent.Builder> rows) {
        if (enter.refusal() != null) {
            Report denied = Reports.denied(new ExecId("DEN-" + ++count), enter.intent(), enter.refusal().reason(),
                    enter.refusal().text(), now());
            rows.add(told(LedgerEvent.of(EventType.ORDER_DENIED), denied, enter.party(), null));
            return;
        }
        Order known = orders.values()
                .stream()
                .filter(o -> enter.intent().clOrdId() != null
                        && enter.intent().clOrdId().equals(o.intent().clOrdId()))
                .findFirst()
                .orElse(null);
        if (known != null && enter.arrival().isRepeat()) {
            sessions.answer(enter.party().name(), Reports.status(new ExecId("STA-" + ++count), known, null, now()));
            return;
        }
        OrderEvent received = new OrderEvent.Received(OrderId.of("TEST", ++count), enter.intent());
        Order order = Order.create(received, now());
        rows.add(told(EventCodec.write(received, order), Reports.ofFirst(order), enter.party(), null));
        order = next(order, new OrderEvent.Routed(order.nextRouteId(), order.terms()), rows, null);
        var routeId = order.routes().getFirst().routeId();
        order = next(order, new OrderEvent.Acknowledged(routeId, null, null), rows, null);
        if (order.terms().ordType() == OrdType.MARKET) {
            order = next(order, new OrderEvent.Filled(routeId, new FillId("F" + count), order.terms().orderQty(),
                    Price.of("10"), null), rows, null);
        }
        orders.put(order.orderId(), order);
    }

    private void cancel(Command.CancelOrder cancel, List<LedgerEvent.Builder> rows) {
        Order order = find(cancel.order().clOrdId());
        ClOrdId clOrdId = java.util.Objects.requireNonNull(cancel.clOrdId());
        if (order == null || cancel.refusal() != null) {
            refuse(cancel.party(), clOrdId, cancel.order().clOrdId(), RequestKind.CANCEL, rows);
            return;
        }
        Request request = Request.cancel(clOrdId, cancel.party(), order.chain().current());
        Order asked = next(order, new OrderEvent.CancelRequested(request), rows, cancel.party());
        Order canceled = next(asked, new OrderEvent.Canceled(clOrdId, null, ""), rows, cancel.party());
        orders.put(order.orderId(), canceled);
    }

    private void replace(Command.ReplaceOrder replace, List<LedgerEvent.Builder> rows) {
        Order order = find(replace.order().clOrdId());
        ClOrdId clOrdId = java.util.Objects.requireNonNull(replace.clOrdId());
        if (order == null || replace.refusal() != null) {
            refuse(replace.party(), clOrdId, replace.order().clOrdId(), RequestKind.REPLACE, rows);
            return;
        }
        Request request = Request.replace(clOrdId, replace.party(), order.chain().current(), replace.newTerms());
        var routeId = order.routes().getFirst().routeId();
        Order asked = next(order, new OrderEvent.ReplaceRequested(request), rows, replace.party());
        Order replaced = next(asked, new OrderEvent.Replaced(clOrdId, routeId, null, replace.newTerms()), rows,
                replace.party());
        orders.put(order.orderId(), replaced);
    }

    private void refuse(Party party, ClOrdId clOrdId, @Nullable ClOrdId orig, RequestKind kind,
            List<LedgerEvent.Builder> rows) {
        Report report = new Report.CancelReject(null, clOrdId, orig, OrdStatus.REJECTED, kind,
                RejectReason.UNKNOWN_ORDER,
                "unknown order");
        LedgerEvent.Builder row = LedgerEvent.of(EventType.REQUEST_DENIED);
        ReportCodec.put(row, report);
        ReportCodec.putRecipients(row, List.of(party.name()));
        rows.add(row);
    }

    private void denied(Command command) {
        Arrival.FixOrigin origin = java.util.Objects.requireNonNull(command.arrival().fix());
        Report report = command instanceof Command.EnterOrder enter
                ? Reports.denied(new ExecId("DEN-" + ++count), enter.intent(), RejectReason.BUSY, "busy", now())
                : new Report.BusinessReject(origin.msgSeqNum(), command.arrival().msgType(), null, 4, "busy");
        sessions.decided(origin);
        commit(List.of(told(LedgerEvent.of(EventType.MESSAGE_DENIED), report, command.party(), null)));
    }

    private @Nullable Order find(@Nullable ClOrdId clOrdId) {
        return orders.values()
                .stream()
                .filter(o -> !o.isTerminal() && java.util.Objects.equals(clOrdId, o.chain().current()))
                .findFirst()
                .orElse(null);
    }

    private Order next(Order order, OrderEvent event, List<LedgerEvent.Builder> rows, @Nullable Party requester) {
        Order after = order.apply(event, now());
        Report report = Reports.of(order, event, after);
        LedgerEvent.Builder row = EventCodec.write(event, after);
        rows.add(report == null ? row : told(row, report, order.intent().party(), requester));
        return after;
    }

    private LedgerEvent.Builder told(LedgerEvent.Builder row, Report report, Party entering,
            @Nullable Party requester) {
        Set<String> recipients = new LinkedHashSet<>();
        if (requester != null && requester.isFix()) {
            recipients.add(requester.name());
        }
        if (entering.isFix()) {
            recipients.add(entering.name());
        }
        recipients.addAll(routing.watchers().getOrDefault(entering.account(), List.of()));
        recipients.addAll(routing.dropCopies());
        ReportCodec.put(row, report);
        row.set(LedgerField.SESSION_ID, entering.isFix() ? entering.name() : null);
        ReportCodec.putRecipients(row, List.copyOf(recipients));
        return row;
    }

    /// Cancels an order for somebody at another edge.
    void cancelFromRest(int number) {
        run(() -> {
            List<LedgerEvent.Builder> rows = new ArrayList<>();
            Order order = java.util.Objects.requireNonNull(orders.get(OrderId.of("TEST", number)));
            Party rest = new Party(dev.fixway.engine.domain.Edge.REST, "key", MAIN);
            Request request = Request.cancel(new ClOrdId(order.orderId() + "-c1"), rest, order.chain().current());
            Order asked = next(order, new OrderEvent.CancelRequested(request), rows, rest);
            orders.put(order.orderId(), next(asked, new OrderEvent.Canceled(request.clOrdId(), null, ""), rows, rest));
            commit(rows);
            return order;
        });
    }

    private void commit(List<LedgerEvent.Builder> builders) {
        if (failed) {
            return;
        }
        List<LedgerEvent> rows = new ArrayList<>();
        long seq = ledger.size();
        for (SessionEvent event : sessions.takeEvents()) {
            rows.add(LedgerEvent.of(event.type())
                    .set(LedgerField.SESSION_ID, event.session())
                    .set(LedgerField.RECORDED_AT, now())
                    .at(++seq));
        }
        for (LedgerEvent.Builder builder : builders) {
            rows.add(builder.set(LedgerField.RECORDED_AT, now()).at(++seq));
        }
        List<SessionMark> changed = withholding ? List.of() : sessions.changedMarks();
        ledger.addAll(rows);
        marks.addAll(changed);
        changed.forEach(mark -> lastMarks.put(mark.session(), mark));
        sessions.committed(changed);
        for (LedgerEvent row : rows) {
            Report report = ReportCodec.read(row);
            if (report != null) {
                ReportCodec.recipients(row).forEach(session -> sessions.deliver(session, row, report));
            }
        }
        sessions.told();
    }

    private static Instant now() {
        return Instant.now();
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
