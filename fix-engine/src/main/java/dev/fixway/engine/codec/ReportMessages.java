package dev.fixway.engine.codec;

import dev.fixway.engine.domain.ClOrdId;
import dev.fixway.engine.domain.DayFigures;
import dev.fixway.engine.domain.ExecType;
import dev.fixway.engine.domain.Liquidity;
import dev.fixway.engine.domain.Note;
import dev.fixway.engine.domain.OrdStatus;
import dev.fixway.engine.domain.OrderId;
import dev.fixway.engine.domain.OrderState;
import dev.fixway.engine.domain.Report;
import dev.fixway.engine.domain.ReportHead;
import dev.fixway.engine.domain.RestatementReason;
import dev.fixway.engine.domain.Terms;
import dev.fixway.engine.domain.Trade;
import dev.fixway.engine.domain.UtcText;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import quickfix.Message;

/// Writes reports as ExecutionReport(8), OrderCancelReject(9) and BusinessMessageReject(j) of FIX.4.4.
public final class ReportMessages {
    static final String NONE = "NONE";

    private ReportMessages() {}

    /// The message for one recipient; header fields beside MsgType(35) are the session's business.
    public static Message write(Report report, Recipient recipient) {
        return switch (report) {
            case Report.Execution execution -> execution(execution, recipient);
            case Report.Status(Report.Execution execution, Report.StatusAsked asked) -> StatusMessages
                    .answering(asked, execution(execution, recipient));
            case Report.NoOrders none -> StatusMessages.none(none);
            case Report.CancelReject reject -> cancelReject(reject);
            case Report.BusinessReject reject -> businessReject(reject);
        };
    }

    /// Tells a report from others in the message that carried it: ExecID(17) of an 8, 11 and 434 of a 9, 45 and 379 of
    /// a j. [#keyOf(String)] finds the same key in the message.
    public static String keyOf(Report report) {
        return switch (report) {
            case Report.Execution execution -> "8 " + execution.head().execId();
            case Report.Status status -> "8 " + status.execution().head().execId();
            case Report.NoOrders none -> "8 " + none.execId();
            case Report.CancelReject reject -> "9 " + shown(reject.clOrdId()) + ' ' + reject.responseTo().responseTo();
            case Report.BusinessReject reject -> "j " + reject.refMsgSeqNum() + ' ' + shown(reject.refId());
        };
    }

    /// The key of a stored message; null when it is none of 8, 9, j.
    public static @Nullable String keyOf(String stored) {
        return switch (StoredMessage.field(stored, 35)) {
            case "8" -> "8 " + StoredMessage.field(stored, 17);
            case "9" -> "9 " + StoredMessage.field(stored, 11) + ' ' + StoredMessage.field(stored, 434);
            case "j" -> "j " + StoredMessage.field(stored, 45) + ' ' + StoredMessage.field(stored, 379);
            default -> null;
        };
    }

    /// A j that the session itself sends.
    public static Message businessReject(Report.BusinessReject reject) {
        Message message = message("j");
        message.setInt(45, reject.refMsgSeqNum());
        message.setString(372, reject.refMsgType());
        if (reject.refId() != null) {
            message.setString(379, shown(reject.refId()));
        }
        message.setInt(380, reject.businessRejectReason());
        text(message, reject.text());
        return message;
    }

    private static Message cancelReject(Report.CancelReject reject) {
        Message message = message("9");
        message.setString(37, reject.orderId() == null ? NONE : reject.orderId().value());
        message.setString(11, shown(reject.clOrdId()));
        String origClOrdId = shown(reject.origClOrdId(), reject.orderId());
        message.setString(41, origClOrdId == null ? NONE : origClOrdId);
        message.setChar(39, reject.ordStatus().code());
        message.setChar(434, reject.responseTo().responseTo());
        message.setInt(102, reject.reason().cxlRejReason());
        text(message, reject.text());
        return message;
    }

    private static Message execution(Report.Execution report, Recipient recipient) {
        ReportHead head = report.head();
        OrderState state = report.state();
        Message message = message("8");
        message.setString(37, state.orderId() == null ? NONE : state.orderId().value());
        message.setString(17, head.execId().value());
        boolean sees = recipient.dropCopy() || head.answers(recipient.session());
        id(message, 11, shown(sees ? head.clOrdId() : head.current(), state.orderId()));
        if (sees && (head.origClOrdId() != null || answersRequest(head))) {
            id(message, 41, shown(head.origClOrdId(), state.orderId()));
        }
        boolean uninvited = !sees && head.execType() != ExecType.REJECTED;
        message.setChar(150, shown(head.execType(), uninvited));
        message.setString(60, timestamp(head.transactTime()));
        state(message, state);
        trade(message, report.trade());
        note(message, report.note(), report);
        if (isRestatement(head.execType(), uninvited) && !message.isSetField(378)) {
            message.setInt(378, RestatementReason.OTHER);
        }
        if (recipient.dropCopy()) {
            message.setString(797, "Y");
            if (head.entering() != null) {
                message.getHeader().setString(115, compId(head.entering()));
            }
        }
        return message;
    }

    /// Whether FIX demands OrigClOrdID(41).
    private static boolean answersRequest(ReportHead head) {
        return head.requester() != null && switch (head.execType()) {
            case PENDING_CANCEL, CANCELED, PENDING_REPLACE, REPLACED -> true;
            default -> false;
        };
    }

    /// CompID of the counterparty of a session: `CLIENT1` of `FIX.4.4:FIXWAY->CLIENT1`.
    private static String compId(String session) {
        String target = session.substring(session.indexOf("->") + 2);
        int end = 0;
        while (end < target.length() && target.charAt(end) != '/' && target.charAt(end) != ':') {
            end++;
        }
        return target.substring(0, end);
    }

    private static void id(Message message, int tag, @Nullable String id) {
        if (id != null) {
            message.setString(tag, id);
        }
    }

    /// An id of an order as FIX shows it: the OrderID where there is none that FIX can carry.
    private static @Nullable String shown(@Nullable ClOrdId clOrdId, @Nullable OrderId orderId) {
        if (clOrdId != null && clOrdId.isOfFix()) {
            return clOrdId.value();
        }
        return orderId == null ? null : orderId.value();
    }

    /// FIX.4.4 has no *triggered*; a replace that somebody else asked for is a restatement to the entering session.
    private static char shown(ExecType execType, boolean uninvited) {
        boolean restated = execType == ExecType.TRIGGERED || (uninvited && execType == ExecType.REPLACED);
        return restated ? ExecType.RESTATED.code() : execType.code();
    }

    private static boolean isRestatement(ExecType execType, boolean uninvited) {
        return execType == ExecType.TRIGGERED
                || (uninvited && (execType == ExecType.REPLACED || execType == ExecType.CANCELED));
    }

    private static void state(Message message, OrderState state) {
        message.setString(1, Fields.carried(state.account().value()));
        message.setString(55, Fields.carried(state.symbol().value()));
        message.setChar(54, state.side().code());
        OrderState.Standing standing = state.standing();
        message.setChar(39, standing.ordStatus().code());
        message.setString(38, state.terms().orderQty().toString());
        message.setString(14, standing.cumQty().toString());
        message.setString(151, standing.leavesQty().toString());
        message.setString(6, standing.avgPx().toPlainString());
        if (state.orderId() != null) {
            // A refused message may have asked for what terms cannot say: only real orders echo them.
            terms(message, state.terms());
        }
        if (state.venueOrderId() != null) {
            message.setString(198, Fields.carried(state.venueOrderId().value()));
        }
        DayFigures day = state.dayFigures();
        if (day != null) {
            message.setString(424, day.dayOrderQty().toString());
            message.setString(425, day.dayCumQty().toString());
            message.setString(426, day.dayAvgPx().toPlainString());
        }
    }

    private static void terms(Message message, Terms terms) {
        message.setChar(40, terms.ordType().code());
        message.setChar(59, terms.timeInForce().code());
        if (terms.price() != null) {
            message.setString(44, terms.price().toString());
        }
        if (terms.stopPx() != null) {
            message.setString(99, terms.stopPx().toString());
        }
        if (terms.cashOrderQty() != null) {
            message.setString(152, terms.cashOrderQty().toString());
        }
    }

    private static void trade(Message message, @Nullable Trade trade) {
        if (trade == null) {
            return;
        }
        message.setString(32, trade.lastQty().toString());
        message.setString(31, trade.lastPx().toString());
        if (trade.fillId() != null) {
            message.setString(527, Fields.carried(trade.fillId().value()));
        }
        if (trade.execRefId() != null) {
            message.setString(19, trade.execRefId().value());
        }
        if (trade.liquidity() != null) {
            message.setInt(851, trade.liquidity() == Liquidity.ADDED ? 1 : 2);
        }
    }

    private static void note(Message message, @Nullable Note note, Report.Execution report) {
        if (note == null) {
            return;
        }
        boolean rejected = report.head().execType() == ExecType.REJECTED
                || report.state().standing().ordStatus() == OrdStatus.REJECTED;
        if (note.reason() != null && rejected) {
            message.setInt(103, note.reason().ordRejReason());
        }
        if (note.restatementReason() != null) {
            message.setInt(378, note.restatementReason());
        }
        text(message, note.text());
    }

    static Message message(String msgType) {
        return new FlatMessage(msgType);
    }

    static void text(Message message, String text) {
        if (!text.isEmpty()) {
            message.setString(58, Fields.carried(text));
        }
    }

    private static String shown(ClOrdId clOrdId) {
        return Fields.carried(clOrdId.value());
    }

    private static String shown(@Nullable String refId) {
        return refId == null ? "" : Fields.carried(refId);
    }

    static String timestamp(Instant at) {
        return UtcText.fix(at);
    }
}
