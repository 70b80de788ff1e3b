package dev.fixway.engine.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.fixway.engine.domain.ClOrdId;
import dev.fixway.engine.domain.ExecId;
import dev.fixway.engine.domain.Order;
import dev.fixway.engine.domain.OrderEvent;
import dev.fixway.engine.domain.OrderScript;
import dev.fixway.engine.domain.Qty;
import dev.fixway.engine.domain.RejectReason;
import dev.fixway.engine.domain.Report;
import dev.fixway.engine.domain.ReportText;
import dev.fixway.engine.domain.Reports;
import dev.fixway.engine.domain.Request;
import dev.fixway.engine.domain.RestatementReason;
import dev.fixway.engine.domain.RouteId;
import dev.fixway.engine.domain.TimeInForce;
import dev.fixway.engine.domain.VenueOrderId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Orders and reports that come back from the ledger: P7, P8 and what the walks leave out.
class RecordedOrderTest {
    private static final Instant AT = Instant.parse("2026-03-02T16:00:00.123456789Z");

    static Stream<OrderScript> lives() {
        return Stream.of(
                OrderScript.order("X", "100", TimeInForce.GTC)
                        .working()
                        .fills("20")
                        .doneForDay()
                        .splits("2")
                        .fills("160", "5"),
                OrderScript.order("X", "100").working().fills("30").splits("0.1").busts(3),
                OrderScript.adopted("100").fills("40").cancel("Y").canceled("Y"),
                OrderScript.adopted("100").canceled("forgotten"),
                OrderScript.amountOrder("X", "1000.00").sent().acknowledged("97.10").replace("Y", "90").replaced("Y"),
                OrderScript.order("X", "100").sent().inDoubt(null).resolved(null, true).acknowledged("99"),
                OrderScript.order("X", "100").working().cancel("Y").inDoubt("Y").resolved("Y", false).expired(),
                OrderScript.order("X", "100")
                        .working()
                        .replace("Y", "120")
                        .replaceSentAnew("Y")
                        .replaced("Y")
                        .fills("50"),
                OrderScript.order("X", "100").sent().rejected(RejectReason.UNKNOWN_SYMBOL, "").fills("1").busts(3),
                OrderScript.order("X", "100").working().stopped().suspended().refusesReplace("Y", RejectReason.OTHER));
    }

    @ParameterizedTest
    @MethodSource("lives")
    void comesBackFromItsRows(OrderScript script) {
        List<LedgerEvent> rows = Rows.stored(script);

        assertThat(EventCodec.fold(rows)).isEqualTo(script.order());
        assertThat(rows.stream().map(ReportCodec::read))
                .containsExactlyElementsOf(script.steps().stream().map(OrderScript.Step::report).toList());
    }

    @Test
    void p7GoesOnAfterARestart() {
        OrderScript script = OrderScript.order("X", "100").working().fills("20").cancel("Y");
        Order reloaded = Objects.requireNonNull(EventCodec.fold(Rows.stored(script)));

        OrderEvent canceled = new OrderEvent.Canceled(new ClOrdId("Y"), null, "");
        Order after = reloaded.apply(canceled, AT);
        Report report = Objects.requireNonNull(Reports.of(reloaded, canceled, after));

        assertThat(ReportText.of(report)).isEqualTo("8(Y,X) 4/4 100/20/0 @10");
        assertThat(after.lastExecId()).isEqualTo(reloaded.orderId().execId(5));
        assertThat(after).isEqualTo(script.order().apply(canceled, AT));
    }

    @Test
    void p7KnowsARepeatedFillAfterARestart() {
        OrderScript script = OrderScript.order("X", "100").working().fills("20").busts(3);
        Order reloaded = Objects.requireNonNull(EventCodec.fold(Rows.stored(script)));
        OrderEvent fill = script.steps().get(script.steps().size() - 2).event();

        assertThat(fill).isInstanceOf(OrderEvent.Filled.class);
        assertThat(reloaded.apply(fill, AT)).isSameAs(reloaded);
    }

    @Test
    void p8TellsALateReaderTheSameWordForWord() {
        OrderScript script = OrderScript.order("X", "100").working().fills("20");
        LedgerEvent row = Rows.stored(script).getLast();

        Report.Execution told = (Report.Execution) Objects.requireNonNull(ReportCodec.read(row));

        assertThat(told).isEqualTo(ReportCodec.read(row)).isEqualTo(script.steps().getLast().report());
        assertThat(told.head().execId()).isEqualTo(script.order().orderId().execId(3));
        assertThat(told.head().transactTime()).isEqualTo(script.steps().getLast().at());
    }

    @Test
    void passesOverRowsThatAreNoOrderEvents() {
        OrderScript script = OrderScript.order("X", "100").working();
        List<LedgerEvent> rows = new ArrayList<>(Rows.stored(script));
        rows.add(1, LedgerEvent.of(EventType.REQUEST_DENIED).at(99));
        rows.add(LedgerEvent.of(EventType.GATEWAY_STOPPED).at(100));

        assertThat(EventCodec.fold(rows)).isEqualTo(script.order());
        assertThat(EventCodec.fold(List.of())).isNull();
    }

    /// The report of an acknowledgement shows the venue's id of the newest route, which may be another one.
    @Test
    void keepsTheVenueOrderIdOfARouteThatIsNotTheCurrentOne() {
        OrderScript script = OrderScript.order("X", "100").sent().replace("Y", "90").replaceSentAnew("Y");
        RouteId first = script.order().routes().getFirst().routeId();
        script.happens(new OrderEvent.Acknowledged(first, new VenueOrderId("late"), null));

        Order reloaded = Objects.requireNonNull(EventCodec.fold(Rows.stored(script)));

        assertThat(reloaded).isEqualTo(script.order());
        assertThat(reloaded.routes()).extracting(r -> String.valueOf(r.venueOrderId())).containsExactly("late", "null");
    }

    @Test
    void boundsWhatAVenueSaysAboutADoubt() {
        OrderScript script = OrderScript.order("X", "100").sent();
        RouteId route = script.order().routes().getFirst().routeId();
        script.happens(new OrderEvent.RouteInDoubt(route, null, "a\u0001\uD83D" + "x".repeat(1_000)));

        LedgerEvent row = Rows.stored(script).getLast();

        assertThat(row.text(LedgerField.REASON_TEXT)).startsWith("a??x").hasSize(256);
        assertThat(row).isEqualTo(Rows.of(script.steps().getLast(), row.seq()));
    }

    @Test
    void namesAFillThatCompletesTheOrder() {
        assertThat(lastType(OrderScript.order("X", "100").working().fills("20"))).isEqualTo(EventType.PARTIAL_FILL);
        assertThat(lastType(OrderScript.order("X", "100").working().fills("100"))).isEqualTo(EventType.FILL);
        assertThat(lastType(OrderScript.order("X", "100").working().doneForDay().fills("20")))
                .isEqualTo(EventType.PARTIAL_FILL);
    }

    private static EventType lastType(OrderScript script) {
        return Rows.stored(script).getLast().type();
    }

    static Stream<Report> reportsWithoutOrder() {
        OrderScript script = OrderScript.order("X", "100").working().fills("20");
        Order order = script.order();
        Request cancel = Request.cancel(new ClOrdId("Y"), OrderScript.CLIENT, new ClOrdId("X"));
        return Stream.of(
                Reports.denied(new ExecId("DEN-1"), order.intent(), RejectReason.EXCEEDS_LIMIT, "too much", AT),
                Reports.duplicate(new ExecId("DEN-2"), order.intent(), order, AT),
                Reports.status(new ExecId("STA-1"), order, new ClOrdId("X"), AT),
                Reports.unknownStatus(new ExecId("STA-2"), new ClOrdId("Z"), order.intent(), AT),
                new Report.CancelReject(null, cancel.clOrdId(), null, order.ordStatus(), cancel.kind(),
                        RejectReason.BUSY, ""),
                new Report.CancelReject(order.orderId(), cancel.clOrdId(), cancel.origClOrdId(), order.ordStatus(),
                        cancel.kind(), RejectReason.TOO_LATE, "too late"),
                new Report.BusinessReject(7, "F", "Y", Report.BusinessReject.APPLICATION_NOT_AVAILABLE, "busy"),
                new Report.BusinessReject(7, "H", null, 3, ""));
    }

    @ParameterizedTest
    @MethodSource("reportsWithoutOrder")
    void bringsReportsWithoutAnOrderEventBack(Report report) {
        LedgerEvent.Builder row = LedgerEvent.of(EventType.REQUEST_DENIED);
        ReportCodec.put(row, report);

        assertThat(ReportCodec.read(CanonicalBytes.read(CanonicalBytes.of(row.at(1))))).isEqualTo(report);
    }

    @Test
    void keepsRecipients() {
        LedgerEvent.Builder row = LedgerEvent.of(EventType.ORDER_RECEIVED);
        assertThat(ReportCodec.recipients(row.at(1))).isEmpty();
        ReportCodec.putRecipients(row, List.of());
        assertThat(ReportCodec.recipients(row.at(1))).isEmpty();
        ReportCodec.putRecipients(row, List.of("FIX.4.4:FIXWAY->CLIENT1", "FIX.4.4:FIXWAY->DROPCOPY"));

        assertThat(ReportCodec.recipients(row.at(1))).containsExactly("FIX.4.4:FIXWAY->CLIENT1",
                "FIX.4.4:FIXWAY->DROPCOPY");
    }

    @Test
    void saysWhichFieldIsMissing() {
        LedgerEvent row = LedgerEvent.of(EventType.ROUTED).at(12);

        assertThatExceptionOfType(LedgerException.class).isThrownBy(() -> EventCodec.read(row))
                .withMessage("event 12 has no provider_client_id");
    }

    @Test
    void leavesNothingOfAnOrderThatIsReducedToZero() {
        OrderScript script = OrderScript.order("X", "100").working().restatedTo("0", RestatementReason.PARTIAL_DECLINE);

        assertThat(script.order().leavesQty()).isEqualByComparingTo(Qty.ZERO);
        assertThat(EventCodec.fold(Rows.stored(script))).isEqualTo(script.order());
    }
}
