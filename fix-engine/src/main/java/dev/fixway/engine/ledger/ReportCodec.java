package dev.fixway.engine.ledger;

import dev.fixway.engine.domain.AccountId;
import dev.fixway.engine.domain.DayFigures;
import dev.fixway.engine.domain.ExecId;
import dev.fixway.engine.domain.ExecType;
import dev.fixway.engine.domain.FillId;
import dev.fixway.engine.domain.Liquidity;
import dev.fixway.engine.domain.Note;
import dev.fixway.engine.domain.OrdStatus;
import dev.fixway.engine.domain.OrderId;
import dev.fixway.engine.domain.OrderState;
import dev.fixway.engine.domain.Price;
import dev.fixway.engine.domain.RejectReason;
import dev.fixway.engine.domain.Report;
import dev.fixway.engine.domain.ReportHead;
import dev.fixway.engine.domain.RequestKind;
import dev.fixway.engine.domain.Side;
import dev.fixway.engine.domain.Symbol;
import dev.fixway.engine.domain.Trade;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Reports in the rows of the ledger: what was told, to whom, so that it can be told again word for word.
public final class ReportCodec {
    private ReportCodec() {}

    /// Writes a report into the row of its event.
    public static void put(LedgerEvent.Builder row, Report report) {
        switch (report) {
            case Report.Execution execution -> putExecution(row, execution);
            case Report.Status status -> throw new IllegalArgumentException("an answer has no event: " + status);
            case Report.NoOrders none -> throw new IllegalArgumentException("an answer has no event: " + none);
            case Report.CancelReject reject -> row.set(LedgerField.ORDER_ID, reject.orderId())
                    .set(LedgerField.CL_ORD_ID, reject.clOrdId())
                    .set(LedgerField.ORIG_CL_ORD_ID, reject.origClOrdId())
                    .set(LedgerField.ORD_STATUS, reject.ordStatus())
                    .set(LedgerField.RESPONSE_TO, reject.responseTo())
                    .set(LedgerField.REASON_CODE, reject.reason().name())
                    .set(LedgerField.REASON_TEXT, reject.text());
            case Report.BusinessReject reject -> row.set(LedgerField.MSG_SEQ_NUM, reject.refMsgSeqNum())
                    .set(LedgerField.REF_MSG_TYPE, reject.refMsgType())
                    .set(LedgerField.REF_ID, reject.refId())
                    .set(LedgerField.BUSINESS_REJECT_REASON, reject.businessRejectReason())
                    .set(LedgerField.REASON_TEXT, reject.text());
        }
    }

    /// Names the sessions that get the report.
    public static void putRecipients(LedgerEvent.Builder row, List<String> sessions) {
        row.set(LedgerField.RECIPIENTS, sessions.isEmpty() ? null : String.join(" ", sessions));
    }

    /// The sessions that get the report of this row; session names have no blanks.
    public static List<String> recipients(LedgerEvent row) {
        String sessions = row.get(LedgerField.RECIPIENTS);
        return sessions == null ? List.of() : List.of(sessions.split(" "));
    }

    private static void putExecution(LedgerEvent.Builder row, Report.Execution report) {
        ReportHead head = report.head();
        row.set(LedgerField.EXEC_ID, head.execId())
                .set(LedgerField.EXEC_TYPE, head.execType())
                .set(LedgerField.CL_ORD_ID, head.clOrdId())
                .set(LedgerField.ORIG_CL_ORD_ID, head.origClOrdId())
                .set(LedgerField.CURRENT_CL_ORD_ID, head.current())
                .set(LedgerField.REQUESTER, head.requester())
                .set(LedgerField.ENTERING_SESSION, head.entering())
                .set(LedgerField.EVENT_TIME, head.transactTime());
        OrderState state = report.state();
        row.set(LedgerField.ORDER_ID, state.orderId())
                .set(LedgerField.ACCOUNT, state.account())
                .set(LedgerField.SYMBOL, state.symbol())
                .set(LedgerField.SIDE, state.side())
                .set(LedgerField.PROVIDER_ORDER_ID, state.venueOrderId());
        Row.put(row, state.terms());
        OrderState.Standing standing = state.standing();
        row.set(LedgerField.ORD_STATUS, standing.ordStatus())
                .set(LedgerField.CUM_QTY, standing.cumQty())
                .set(LedgerField.LEAVES_QTY, standing.leavesQty())
                .set(LedgerField.AVG_PX, standing.avgPx().toPlainString());
        putDayFigures(row, state.dayFigures());
        putTrade(row, report.trade());
        putNote(row, report.note());
    }

    private static void putDayFigures(LedgerEvent.Builder row, @Nullable DayFigures day) {
        if (day != null) {
            row.set(LedgerField.DAY_ORDER_QTY, day.dayOrderQty())
                    .set(LedgerField.DAY_CUM_QTY, day.dayCumQty())
                    .set(LedgerField.DAY_AVG_PX, day.dayAvgPx().toPlainString());
        }
    }

    private static void putTrade(LedgerEvent.Builder row, @Nullable Trade trade) {
        if (trade != null) {
            row.set(LedgerField.LAST_QTY, trade.lastQty())
                    .set(LedgerField.LAST_PX, trade.lastPx())
                    .set(LedgerField.SECONDARY_EXEC_ID, trade.fillId())
                    .set(LedgerField.EXEC_REF_ID, trade.execRefId())
                    .set(LedgerField.LIQUIDITY, trade.liquidity());
        }
    }

    private static void putNote(LedgerEvent.Builder row, @Nullable Note note) {
        if (note != null) {
            row.set(LedgerField.REASON_CODE, note.reason() == null ? null : note.reason().name())
                    .set(LedgerField.EXEC_RESTATEMENT_REASON, note.restatementReason())
                    .set(LedgerField.REASON_TEXT, note.text());
        }
    }

    /// The report of a row; null when the event was not told.
    public static @Nullable Report read(LedgerEvent row) {
        if (row.has(LedgerField.EXEC_ID)) {
            return new Report.Execution(readHead(row), readState(row), readTrade(row), readNote(row));
        }
        if (row.has(LedgerField.BUSINESS_REJECT_REASON)) {
            return new Report.BusinessReject(Integer.parseInt(row.text(LedgerField.MSG_SEQ_NUM)),
                    row.text(LedgerField.REF_MSG_TYPE), row.get(LedgerField.REF_ID),
                    Integer.parseInt(row.text(LedgerField.BUSINESS_REJECT_REASON)), Row.textOrEmpty(row));
        }
        EventType type = row.type();
        boolean refusal = type == EventType.CANCEL_REJECTED || type == EventType.REPLACE_REJECTED
                || type == EventType.REQUEST_DENIED;
        return refusal ? readCancelReject(row) : null;
    }

    private static Report readCancelReject(LedgerEvent row) {
        return new Report.CancelReject(Row.optional(row, LedgerField.ORDER_ID, OrderId::new),
                Objects.requireNonNull(Row.clOrdId(row, LedgerField.CL_ORD_ID)),
                Row.clOrdId(row, LedgerField.ORIG_CL_ORD_ID),
                Row.constant(row, LedgerField.ORD_STATUS, OrdStatus.class),
                Row.constant(row, LedgerField.RESPONSE_TO, RequestKind.class),
                Row.constant(row, LedgerField.REASON_CODE, RejectReason.class), Row.textOrEmpty(row));
    }

    private static ReportHead readHead(LedgerEvent row) {
        return new ReportHead(new ExecId(row.text(LedgerField.EXEC_ID)),
                Row.constant(row, LedgerField.EXEC_TYPE, ExecType.class), Row.clOrdId(row, LedgerField.CL_ORD_ID),
                Row.clOrdId(row, LedgerField.ORIG_CL_ORD_ID), Row.clOrdId(row, LedgerField.CURRENT_CL_ORD_ID),
                row.get(LedgerField.REQUESTER), row.get(LedgerField.ENTERING_SESSION),
                Instant.parse(row.text(LedgerField.EVENT_TIME)));
    }

    private static OrderState readState(LedgerEvent row) {
        OrderState.Standing standing = new OrderState.Standing(
                Row.constant(row, LedgerField.ORD_STATUS, OrdStatus.class),
                Row.qty(row, LedgerField.CUM_QTY), Row.qty(row, LedgerField.LEAVES_QTY),
                new BigDecimal(row.text(LedgerField.AVG_PX)));
        return new OrderState(Row.optional(row, LedgerField.ORDER_ID, OrderId::new),
                new AccountId(row.text(LedgerField.ACCOUNT)), Symbol.of(row.text(LedgerField.SYMBOL)),
                Row.constant(row, LedgerField.SIDE, Side.class), Row.terms(row), standing, Row.venueOrderId(row),
                readDayFigures(row));
    }

    private static @Nullable DayFigures readDayFigures(LedgerEvent row) {
        return row.has(LedgerField.DAY_CUM_QTY)
                ? new DayFigures(Row.qty(row, LedgerField.DAY_ORDER_QTY), Row.qty(row, LedgerField.DAY_CUM_QTY),
                        new BigDecimal(row.text(LedgerField.DAY_AVG_PX)))
                : null;
    }

    private static @Nullable Trade readTrade(LedgerEvent row) {
        if (!row.has(LedgerField.LAST_QTY)) {
            return null;
        }
        return new Trade(Row.qty(row, LedgerField.LAST_QTY), Price.of(row.text(LedgerField.LAST_PX)),
                Row.optional(row, LedgerField.SECONDARY_EXEC_ID, FillId::new),
                Row.optional(row, LedgerField.EXEC_REF_ID, ExecId::new),
                Row.optional(row, LedgerField.LIQUIDITY, Liquidity::valueOf));
    }

    private static @Nullable Note readNote(LedgerEvent row) {
        if (!row.has(LedgerField.REASON_TEXT) && !row.has(LedgerField.REASON_CODE)
                && !row.has(LedgerField.EXEC_RESTATEMENT_REASON)) {
            return null;
        }
        return new Note(Row.optional(row, LedgerField.REASON_CODE, RejectReason::valueOf),
                Row.optional(row, LedgerField.EXEC_RESTATEMENT_REASON, Integer::valueOf), Row.textOrEmpty(row));
    }
}
