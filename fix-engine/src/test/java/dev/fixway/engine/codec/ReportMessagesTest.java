package dev.fixway.engine.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fixway.engine.domain.AccountId;
import dev.fixway.engine.domain.ClOrdId;
import dev.fixway.engine.domain.ExecId;
import dev.fixway.engine.domain.ExecType;
import dev.fixway.engine.domain.FillId;
import dev.fixway.engine.domain.OrdStatus;
import dev.fixway.engine.domain.OrdType;
import dev.fixway.engine.domain.OrderId;
import dev.fixway.engine.domain.OrderState;
import dev.fixway.engine.domain.Price;
import dev.fixway.engine.domain.Qty;
import dev.fixway.engine.domain.RejectReason;
import dev.fixway.engine.domain.Report;
import dev.fixway.engine.domain.ReportHead;
import dev.fixway.engine.domain.RequestKind;
import dev.fixway.engine.domain.Side;
import dev.fixway.engine.domain.Symbol;
import dev.fixway.engine.domain.Terms;
import dev.fixway.engine.domain.TimeInForce;
import dev.fixway.engine.domain.Trade;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import quickfix.Message;

class ReportMessagesTest {
    private static final OrderId ORDER = OrderId.of("TEST", 1);
    private static final Recipient ENTERING = new Recipient("FIX.4.4:FIXWAY->CLIENT1", false);
    private static final Recipient DROP_COPY = new Recipient("FIX.4.4:FIXWAY->DROPCOPY", true);
    private static final Instant AT = Instant.parse("2026-01-02T03:04:05.678901234Z");

    private static Report.Execution report(ExecType execType, @Nullable String clOrdId, @Nullable String requester,
            @Nullable Trade trade) {
        Terms terms = Terms.of(OrdType.LIMIT, Qty.of("10.0"), Price.of("9.50"), null, TimeInForce.DAY);
        OrderState.Standing standing = new OrderState.Standing(OrdStatus.NEW, Qty.ZERO, Qty.of("10.0"),
                BigDecimal.ZERO);
        OrderState state = new OrderState(ORDER, new AccountId("MAIN"), new Symbol("Ä"), Side.BUY, terms, standing,
                null, null);
        ClOrdId id = clOrdId == null ? null : new ClOrdId(clOrdId);
        ReportHead head = new ReportHead(new ExecId(ORDER + ".2"), execType, id, new ClOrdId("OLD"),
                clOrdId == null ? null : new ClOrdId("CURRENT"), requester, ENTERING.session(), AT);
        return new Report.Execution(head, state, trade, null);
    }

    private static String pick(Message message, int... tags) {
        StringBuilder out = new StringBuilder();
        for (int tag : tags) {
            out.append(tag).append('=').append(Fields.textOr(message, tag, "")).append('|');
        }
        return out.toString();
    }

    @Test
    void requesterSeesItsIds() {
        Message message = ReportMessages.write(report(ExecType.REPLACED, "NEW", ENTERING.session(), null), ENTERING);

        assertThat(pick(message, 150, 11, 41, 378)).isEqualTo("150=5|11=NEW|41=OLD|378=|");
        assertThat(pick(message, 60, 38, 44)).isEqualTo("60=20260102-03:04:05.678901|38=10.0|44=9.50|");
    }

    @Test
    void othersSeeReplaceAsRestatement() {
        Message message = ReportMessages.write(report(ExecType.REPLACED, "NEW", "rest", null), ENTERING);

        assertThat(pick(message, 150, 11, 41, 378)).isEqualTo("150=D|11=CURRENT|41=|378=99|");
    }

    @Test
    void dropCopySeesEverybodysIds() {
        Message message = ReportMessages.write(report(ExecType.REPLACED, "NEW", "rest", null), DROP_COPY);

        assertThat(pick(message, 150, 11, 41, 797)).isEqualTo("150=5|11=NEW|41=OLD|797=Y|");
    }

    @Test
    void namesTheEnteringSessionToDropCopyAlone() throws Exception {
        Report.Execution report = report(ExecType.NEW, "A", null, null);

        assertThat(ReportMessages.write(report, DROP_COPY).getHeader().getString(115)).isEqualTo("CLIENT1");
        assertThat(ReportMessages.write(report, ENTERING).getHeader().isSetField(115)).isFalse();
    }

    @Test
    void idThatFixCannotCarryShowsAsOrderId() {
        assertThat(pick(ReportMessages.write(report(ExecType.NEW, "Bestellung-ü", null, null), ENTERING), 11, 55))
                .isEqualTo("11=" + ORDER + "|55=?|");
        assertThat(pick(ReportMessages.write(report(ExecType.NEW, null, null, null), ENTERING), 11))
                .isEqualTo("11=" + ORDER + "|");
    }

    @Test
    void refusalShowsTheOrderIdForAnIdThatFixCannotCarry() {
        assertThat(origClOrdId(ORDER, "A")).isEqualTo("A");
        assertThat(origClOrdId(ORDER, "emoji\ud83d\ude00")).isEqualTo(ORDER.value());
        assertThat(origClOrdId(ORDER, " ")).isEqualTo(ORDER.value());
        assertThat(origClOrdId(ORDER, null)).isEqualTo(ORDER.value());
        assertThat(origClOrdId(null, "A")).isEqualTo("A");
        assertThat(origClOrdId(null, null)).isEqualTo("NONE");
    }

    private static String origClOrdId(@Nullable OrderId orderId, @Nullable String origClOrdId) {
        Report reject = new Report.CancelReject(orderId, new ClOrdId("F1"),
                origClOrdId == null ? null : new ClOrdId(origClOrdId), OrdStatus.NEW, RequestKind.CANCEL,
                RejectReason.UNKNOWN_ORDER, "");
        return Fields.textOr(ReportMessages.write(reject, ENTERING), 41, "");
    }

    @Test
    void tellsTriggeredAsRestatement() {
        assertThat(pick(ReportMessages.write(report(ExecType.TRIGGERED, "A", null, null), ENTERING), 150, 378))
                .isEqualTo("150=D|378=99|");
    }

    @Test
    void bustNamesTheExecutionItTakesBack() {
        Trade bust = new Trade(Qty.ZERO, Price.of("10"), new FillId("F1"), new ExecId(ORDER + ".1"), null);

        assertThat(pick(ReportMessages.write(report(ExecType.TRADE_CANCEL, "A", null, bust), ENTERING), 150, 19, 32, 31,
                527))
                .isEqualTo("150=H|19=" + ORDER + ".1|32=0|31=10|527=F1|");
    }

    @Test
    void findsTheKeyOfAReportInItsMessage() {
        Report execution = report(ExecType.NEW, "A", null, null);
        Report cancelReject = new Report.CancelReject(null, new ClOrdId("C"), null, OrdStatus.REJECTED,
                RequestKind.CANCEL,
                RejectReason.UNKNOWN_ORDER, "unknown");
        Report businessReject = new Report.BusinessReject(7, "F", null, 4, "busy");

        for (Report report : new Report[]{execution, cancelReject, businessReject}) {
            String stored = ReportMessages.write(report, ENTERING).toString();
            assertThat(ReportMessages.keyOf(stored)).isEqualTo(ReportMessages.keyOf(report));
        }
        assertThat(ReportMessages.keyOf("8=FIX.4.4\u00019=1\u000135=0\u0001")).isNull();
    }
}
