package dev.fixway.engine.session;

import java.util.function.Predicate;

/// Which messages answer a request, and when nothing more is to be expected.
///
/// - `id`: how the request calls itself: ClOrdID, MassStatusReqID; empty when it has no name
/// - `concerns`: besides rejects of the request's MsgSeqNum, which always do
/// - `ends`: whether this answer is the last one
/// - `isAnswered`: whether silence is a failure
record Question(String id, Predicate<FixText> concerns, Predicate<FixText> ends, boolean isAnswered) {
    private static final String FINAL_STATUSES = "2348C";
    private static final String RESTING_STATUSES = "015";

    /// An order, cancel or replace: to the order's end, or to a rest.
    static Question order(String clOrdId) {
        return new Question(clOrdId, m -> clOrdId.equals(m.value(11)), Question::endsOrder, true);
    }

    /// A status: one report.
    static Question status(String clOrdId) {
        return new Question(clOrdId, m -> clOrdId.equals(m.value(11)) && (!isReport(m) || isStatus(m)), _ -> true,
                true);
    }

    /// Mass status: to the report that says so.
    static Question massStatus(String requestId) {
        return new Question(requestId, m -> requestId.equals(m.value(584)),
                m -> !isReport(m) || "Y".equals(m.value(912)) || "0".equals(m.value(911)), true);
    }

    /// Whatever comes.
    static Question any() {
        return new Question("", _ -> true, _ -> false, false);
    }

    /// Whether an order stands still: something more may come, or not for days.
    static boolean rests(FixText message) {
        String status = message.value(39);
        return status.length() == 1 && RESTING_STATUSES.contains(status);
    }

    private static boolean endsOrder(FixText message) {
        String status = message.value(39);
        return !isReport(message) || (status.length() == 1 && FINAL_STATUSES.contains(status));
    }

    private static boolean isReport(FixText message) {
        return "8".equals(message.value(35));
    }

    /// ExecType=I since 4.3, ExecTransType=3 before.
    private static boolean isStatus(FixText message) {
        return "I".equals(message.value(150)) || "3".equals(message.value(20));
    }
}
