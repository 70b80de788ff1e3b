package dev.fixway.engine.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Drives one order with events and collects what is told, in the notation of [ReportText].
///
/// Times rise by a second with every event; fills are at 10 unless said.
public final class OrderScript {
    public static final AccountId ACCOUNT = new AccountId("MAIN");
    public static final Party CLIENT = new Party(Edge.FIX, "FIX.4.4:FIXWAY->CLIENT1", ACCOUNT);
    public static final Party API_KEY = new Party(Edge.REST, "strategy-7", ACCOUNT);
    private static final Instant START = Instant.parse("2026-03-02T09:30:00.000000001Z");
    private static final OrderId ORDER_ID = OrderId.of("T3ST", 4711);

    private final List<Step> steps = new ArrayList<>();
    private final List<Report> reports = new ArrayList<>();
    private Instant now = START;
    private Order order;
    private int fillCount;

    /// An event, the order after it and what was told.
    public record Step(OrderEvent event, Order after, Instant at, @Nullable Report report) {}

    private OrderScript(OrderEvent first) {
        order = Order.create(first, now);
        record(first, Reports.ofFirst(order));
    }

    /// `D(clOrdId) orderQty`, a day order at limit 10.
    public static OrderScript order(String clOrdId, String orderQty) {
        return order(clOrdId, orderQty, TimeInForce.DAY);
    }

    public static OrderScript order(String clOrdId, String orderQty, TimeInForce timeInForce) {
        return received(new ClOrdId(clOrdId), limit(orderQty, timeInForce));
    }

    /// `D(clOrdId) 152=cashOrderQty`, a market order by amount.
    public static OrderScript amountOrder(String clOrdId, String cashOrderQty) {
        return received(new ClOrdId(clOrdId),
                new Terms(OrdType.MARKET, Qty.ZERO, Qty.of(cashOrderQty), null, null, TimeInForce.DAY));
    }

    private static OrderScript received(ClOrdId clOrdId, Terms terms) {
        return new OrderScript(new OrderEvent.Received(ORDER_ID, intent(clOrdId, terms)));
    }

    /// An order without ClOrdID(11) that was found at the venue.
    public static OrderScript adopted(String orderQty) {
        return new OrderScript(new OrderEvent.Adopted(ORDER_ID, intent(null, limit(orderQty, TimeInForce.DAY)),
                ORDER_ID.route(1), new VenueOrderId("V1")));
    }

    static OrderIntent intent(@Nullable ClOrdId clOrdId, Terms terms) {
        return new OrderIntent(CLIENT, clOrdId, new Symbol("AAPL"), Side.BUY, terms, Handling.PLAIN,
                new ProviderId("mock"));
    }

    static Terms limit(String orderQty, TimeInForce timeInForce) {
        return Terms.of(OrdType.LIMIT, Qty.of(orderQty), Price.of("10"), null, timeInForce);
    }

    /// One more event; what it tells is collected.
    public OrderScript happens(OrderEvent event) {
        now = now.plus(Duration.ofSeconds(1));
        return happens(event, now);
    }

    @SuppressWarnings("ReferenceEquality") // The same instance means that nothing changed.
    private OrderScript happens(OrderEvent event, Instant at) {
        Order before = order;
        order = before.apply(event, at);
        if (order != before) {
            record(event, Reports.of(before, event, order));
        }
        return this;
    }

    private void record(OrderEvent event, @Nullable Report report) {
        steps.add(new Step(event, order, now, report));
        if (report != null) {
            reports.add(report);
        }
    }

    /// Routed to the venue, no answer yet.
    public OrderScript sent() {
        return happens(new OrderEvent.Routed(order.nextRouteId(), order.terms()));
    }

    public OrderScript acknowledged() {
        return happens(new OrderEvent.Acknowledged(route(), new VenueOrderId("V1"), null));
    }

    /// The venue has computed the quantity of an amount order.
    public OrderScript acknowledged(String orderQty) {
        return happens(new OrderEvent.Acknowledged(route(), new VenueOrderId("V1"), Qty.of(orderQty)));
    }

    /// Routed and acknowledged.
    public OrderScript working() {
        return sent().acknowledged();
    }

    public OrderScript rejected(RejectReason reason, String text) {
        return happens(new OrderEvent.Rejected(reason, text));
    }

    public OrderScript fills(String lastQty) {
        return fills(lastQty, "10");
    }

    public OrderScript fills(String lastQty, String lastPx) {
        fillCount++;
        return happens(fill(fillCount, lastQty, lastPx));
    }

    /// A fill from before everything else that has happened since the order came.
    public OrderScript fillsLate(String lastQty) {
        fillCount++;
        return happens(fill(fillCount, lastQty, "10"), START);
    }

    /// The venue tells its last fill once more.
    public OrderScript repeatsFill(String lastQty) {
        return happens(fill(fillCount, lastQty, "10"));
    }

    private OrderEvent.Filled fill(int number, String lastQty, String lastPx) {
        return new OrderEvent.Filled(route(), new FillId("fill-" + number), Qty.of(lastQty), Price.of(lastPx),
                Liquidity.ADDED);
    }

    /// The fill that report `number` told last is taken back.
    public OrderScript busts(int number) {
        return happens(new OrderEvent.Busted(ORDER_ID.execId(number)));
    }

    public OrderScript corrects(int number, String lastQty, String lastPx) {
        return happens(new OrderEvent.Corrected(ORDER_ID.execId(number), Qty.of(lastQty), Price.of(lastPx)));
    }

    /// `F(clOrdId)`.
    public OrderScript cancel(String clOrdId) {
        return happens(new OrderEvent.CancelRequested(cancelOf(clOrdId)));
    }

    private Request cancelOf(String clOrdId) {
        return Request.cancel(new ClOrdId(clOrdId), CLIENT, order.chain().current());
    }

    public OrderScript canceled(String request) {
        return canceled(request, "");
    }

    public OrderScript canceled(String request, String text) {
        return happens(new OrderEvent.Canceled(new ClOrdId(request), null, text));
    }

    /// Cancelled although nobody asked.
    public OrderScript canceledUnasked(@Nullable Integer restatementReason, String text) {
        return happens(new OrderEvent.Canceled(null, restatementReason, text));
    }

    /// `G(clOrdId) orderQty`.
    public OrderScript replace(String clOrdId, String orderQty) {
        return happens(new OrderEvent.ReplaceRequested(replaceOf(clOrdId, orderQty)));
    }

    private Request replaceOf(String clOrdId, String orderQty) {
        return Request.replace(new ClOrdId(clOrdId), CLIENT, order.chain().current(),
                order.terms().withOrderQty(Qty.of(orderQty)));
    }

    /// The replace goes to the venue as a new venue order.
    public OrderScript replaceSentAnew(String request) {
        return happens(new OrderEvent.ReplaceRouted(new ClOrdId(request), order.nextRouteId()));
    }

    /// The venue has taken the wished terms, on the current route.
    public OrderScript replaced(String request) {
        Request open = Objects.requireNonNull(order.chain().find(new ClOrdId(request)), "an open request");
        return happens(new OrderEvent.Replaced(open.clOrdId(), route(), new VenueOrderId("V-" + request),
                Objects.requireNonNull(open.newTerms(), "a replace")));
    }

    public OrderScript refusesCancel(String clOrdId, RejectReason reason) {
        Request open = order.chain().find(new ClOrdId(clOrdId));
        return happens(new OrderEvent.RequestRefused(open != null ? open : cancelOf(clOrdId), reason, ""));
    }

    public OrderScript refusesReplace(String clOrdId, RejectReason reason) {
        Request open = order.chain().find(new ClOrdId(clOrdId));
        return happens(new OrderEvent.RequestRefused(open != null ? open : replaceOf(clOrdId, "1"), reason, ""));
    }

    public OrderScript restated(int restatementReason) {
        return happens(new OrderEvent.Restated(order.terms(), restatementReason, null, ""));
    }

    public OrderScript restatedTo(String orderQty, int restatementReason) {
        return happens(
                new OrderEvent.Restated(order.terms().withOrderQty(Qty.of(orderQty)), restatementReason, null, ""));
    }

    /// Splits shares `factor` to 1; the quantity grows with it.
    public OrderScript splits(String factor) {
        BigDecimal by = new BigDecimal(factor);
        Terms terms = order.terms().withOrderQty(new Qty(order.terms().orderQty().value().multiply(by)));
        return happens(new OrderEvent.Restated(terms, RestatementReason.CORPORATE_ACTION, by, ""));
    }

    public OrderScript doneForDay() {
        return happens(new OrderEvent.DoneForDay());
    }

    public OrderScript suspended() {
        return happens(new OrderEvent.Suspended(""));
    }

    public OrderScript stopped() {
        return happens(new OrderEvent.Stopped());
    }

    public OrderScript expired() {
        return happens(new OrderEvent.Expired(""));
    }

    public OrderScript inDoubt(@Nullable String request) {
        return happens(
                new OrderEvent.RouteInDoubt(route(), request == null ? null : new ClOrdId(request), "timed out"));
    }

    public OrderScript resolved(@Nullable String request, boolean found) {
        return happens(new OrderEvent.RouteResolved(route(), request == null ? null : new ClOrdId(request), found, ""));
    }

    /// `H(clOrdId)`.
    public OrderScript status(String clOrdId) {
        ExecId execId = new ExecId("STA-" + reports.size());
        return told(Reports.status(execId, order, new ClOrdId(clOrdId), now));
    }

    /// `D(clOrdId) orderQty` once more, refused as a repeat.
    public OrderScript duplicate(String clOrdId, String orderQty) {
        ExecId execId = new ExecId("DEN-" + reports.size());
        OrderIntent repeat = intent(new ClOrdId(clOrdId), limit(orderQty, TimeInForce.DAY));
        return told(Reports.duplicate(execId, repeat, order, now));
    }

    private OrderScript told(Report report) {
        reports.add(report);
        return this;
    }

    private RouteId route() {
        return Objects.requireNonNull(order.currentRoute(), "a route").routeId();
    }

    public Order order() {
        return order;
    }

    public List<Step> steps() {
        return List.copyOf(steps);
    }

    /// Asserts everything that was told so far, and that the ExecIDs(17) of the order rise without a gap.
    public OrderScript tells(String... expected) {
        assertThat(reports.stream().map(ReportText::of)).containsExactly(expected);
        List<String> execIds = execIds();
        assertThat(execIds).doesNotHaveDuplicates();
        assertThat(execIds.stream().filter(id -> id.startsWith(ORDER_ID + ".")))
                .containsExactlyElementsOf(numbered(order.reportCount()).toList());
        return this;
    }

    private List<String> execIds() {
        return reports.stream()
                .filter(Report.Execution.class::isInstance)
                .map(Report.Execution.class::cast)
                .map(r -> r.head().execId().value())
                .toList();
    }

    private static Stream<String> numbered(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(n -> ORDER_ID + "." + n);
    }
}
