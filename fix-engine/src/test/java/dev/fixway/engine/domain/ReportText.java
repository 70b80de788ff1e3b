package dev.fixway.engine.domain;

import org.jspecify.annotations.Nullable;

/// Reports in the notation of the order state tables, so that a test reads like the table.
///
/// - `8(Y,X) 6/6 100/50/50 @10`: ExecutionReport(8) with ClOrdID(11) Y, OrigClOrdID(41) X, ExecType(150) 6,
///   OrdStatus(39) 6, OrderQty(38) 100, CumQty(14) 50, LeavesQty(151) 50, AvgPx(6) 10
/// - `9(Y,X) 1 0 434=1`: OrderCancelReject(9) with OrdStatus(39) 1 and CxlRejReason(102) 0
/// - behind it `tag=value` for everything else that the report carries; 19 as the number of the report that it refers
/// to
public final class ReportText {
    private final StringBuilder text = new StringBuilder();

    private ReportText() {}

    public static String of(Report report) {
        ReportText out = new ReportText();
        switch (report) {
            case Report.Execution execution -> out.execution(execution);
            case Report.Status status -> out.execution(status.execution());
            case Report.NoOrders none -> out.text.append("8 I none of ").append(none.about().massStatusReqId());
            case Report.CancelReject reject -> out.cancelReject(reject);
            case Report.BusinessReject reject -> out.text.append("j ").append(reject.businessRejectReason());
        }
        return out.text.toString();
    }

    private void execution(Report.Execution report) {
        OrderState state = report.state();
        OrderState.Standing standing = state.standing();
        ids('8', report.head().clOrdId(), report.head().origClOrdId());
        text.append(report.head().execType().code()).append('/').append(standing.ordStatus().code());
        text.append(' ')
                .append(state.terms().orderQty())
                .append('/')
                .append(standing.cumQty())
                .append('/')
                .append(standing.leavesQty());
        text.append(" @").append(standing.avgPx().toPlainString());
        tag("37", state.orderId() == null ? "NONE" : null);
        tag("152", state.terms().cashOrderQty());
        trade(report.trade());
        note(report.note());
        dayFigures(state.dayFigures());
    }

    private void trade(@Nullable Trade trade) {
        if (trade != null) {
            tag("32", trade.lastQty());
            tag("31", trade.lastPx());
            tag("19", trade.execRefId() == null ? null : number(trade.execRefId()));
        }
    }

    private void note(@Nullable Note note) {
        if (note != null) {
            tag("103", note.reason() == null ? null : note.reason().ordRejReason());
            tag("378", note.restatementReason());
            tag("58", note.text().isEmpty() ? null : note.text());
        }
    }

    private void dayFigures(@Nullable DayFigures day) {
        if (day != null) {
            tag("424", day.dayOrderQty());
            tag("425", day.dayCumQty());
            tag("426", day.dayAvgPx().toPlainString());
        }
    }

    private void cancelReject(Report.CancelReject reject) {
        ids('9', reject.clOrdId(), reject.origClOrdId());
        text.append(reject.ordStatus().code()).append(' ').append(reject.reason().cxlRejReason());
        tag("37", reject.orderId() == null ? "NONE" : null);
        tag("434", reject.responseTo().responseTo());
        tag("58", reject.text().isEmpty() ? null : reject.text());
    }

    private void ids(char msgType, @Nullable ClOrdId clOrdId, @Nullable ClOrdId origClOrdId) {
        text.append(msgType).append('(').append(clOrdId == null ? "" : clOrdId);
        text.append(origClOrdId == null ? "" : "," + origClOrdId).append(") ");
    }

    private void tag(String number, @Nullable Object value) {
        if (value != null) {
            text.append(' ').append(number).append('=').append(value);
        }
    }

    /// The number of a report within its order.
    static String number(ExecId execId) {
        return execId.value().substring(execId.value().lastIndexOf('.') + 1);
    }
}
