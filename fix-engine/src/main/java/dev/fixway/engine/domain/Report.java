package dev.fixway.engine.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What a client is told: recorded first, then sent. The session turns it into a FIX message.
public sealed interface Report {

    /// ExecutionReport(8).
    record Execution(ReportHead head, OrderState state, @Nullable Trade trade, @Nullable Note note) implements Report {
        /// As the answer to a status request with this OrdStatusReqID(790); null for one without.
        public Report to(@Nullable String ordStatusReqId) {
            return ordStatusReqId == null ? this : new Status(this, new StatusAsked.OfOne(ordStatusReqId));
        }
    }

    /// ExecutionReport(8) that answers a request with an id. An answer is not recorded.
    record Status(Execution execution, StatusAsked asked) implements Report {}

    /// The request that a status answers.
    sealed interface StatusAsked {
        /// OrderStatusRequest(H) with OrdStatusReqID(790).
        record OfOne(String ordStatusReqId) implements StatusAsked {}

        /// OrderMassStatusRequest(AF).
        ///
        /// - `massStatusReqId`: 584
        /// - `total`: 911, how many reports answer it; this one is the last of them or not (912)
        record OfMany(String massStatusReqId, int total, boolean isLast) implements StatusAsked {}
    }

    /// ExecutionReport(8) that answers an OrderMassStatusRequest(AF) which no open order fits. Not recorded.
    record NoOrders(ExecId execId, MassStatusQuestion about, AccountId account, Instant at) implements Report {}

    /// OrderCancelReject(9).
    ///
    /// - `orderId`, `origClOrdId`: null when the order is not known (37=NONE)
    record CancelReject(@Nullable OrderId orderId, ClOrdId clOrdId, @Nullable ClOrdId origClOrdId, OrdStatus ordStatus,
            RequestKind responseTo, RejectReason reason, String text) implements Report {}

    /// BusinessMessageReject(j), 380=`businessRejectReason`.
    ///
    /// - `refMsgSeqNum`, `refMsgType`: the refused message
    /// - `refId`: its ClOrdID, 379
    record BusinessReject(int refMsgSeqNum, String refMsgType, @Nullable String refId, int businessRejectReason,
            String text)
            implements
                Report {
        /// 380=4.
        public static final int APPLICATION_NOT_AVAILABLE = 4;
    }
}
