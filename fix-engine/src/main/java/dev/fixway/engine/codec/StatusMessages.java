package dev.fixway.engine.codec;

import dev.fixway.engine.domain.ExecType;
import dev.fixway.engine.domain.OrdStatus;
import dev.fixway.engine.domain.RejectReason;
import dev.fixway.engine.domain.Report;
import quickfix.Message;

/// What ExecutionReport(8) with ExecType=I says beside the order: which request it answers.
final class StatusMessages {
    /// Symbol(55) and Side(54) are required even where there is no order: these say that there is none.
    private static final String NO_SYMBOL = "[N/A]";
    private static final char UNDISCLOSED = '7';

    private StatusMessages() {}

    /// Adds the request to a report.
    static Message answering(Report.StatusAsked asked, Message report) {
        switch (asked) {
            case Report.StatusAsked.OfOne(String ordStatusReqId) -> report.setString(790, ordStatusReqId);
            case Report.StatusAsked.OfMany many -> many(report, many);
        }
        return report;
    }

    private static void many(Message report, Report.StatusAsked.OfMany asked) {
        report.setString(584, asked.massStatusReqId());
        report.setInt(911, asked.total());
        report.setBoolean(912, asked.isLast());
    }

    /// 39=8, 103=5: no order is open that was asked about.
    static Message none(Report.NoOrders none) {
        Message message = ReportMessages.message("8");
        message.setString(37, ReportMessages.NONE);
        message.setString(17, none.execId().value());
        message.setChar(150, ExecType.ORDER_STATUS.code());
        message.setChar(39, OrdStatus.REJECTED.code());
        message.setInt(103, RejectReason.UNKNOWN_ORDER.ordRejReason());
        message.setString(1, Fields.carried(none.account().value()));
        message.setString(55, none.about().symbol() == null ? NO_SYMBOL : none.about().symbol().value());
        message.setChar(54, none.about().side() == null ? UNDISCLOSED : none.about().side().code());
        message.setString(14, "0");
        message.setString(151, "0");
        message.setString(6, "0");
        message.setString(60, ReportMessages.timestamp(none.at()));
        ReportMessages.text(message, "no open orders");
        many(message, new Report.StatusAsked.OfMany(none.about().massStatusReqId(), 0, true));
        return message;
    }
}
