package dev.fixway.engine.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Why and to whom an ExecutionReport(8) speaks.
///
/// - `clOrdId`, `origClOrdId`: 11 and 41 as the requester and drop copy see them
/// - `current`: 11 as everybody else sees it (no 41); the order's current id, null on an order without one
/// - `requester`: the party name whose request this report answers; null when nobody asked
/// - `entering`: the FIX session that entered the order, which drop copy is told; null for an order of another edge
/// - `transactTime`: 60, the time of the event
public record ReportHead(ExecId execId, ExecType execType, @Nullable ClOrdId clOrdId, @Nullable ClOrdId origClOrdId,
        @Nullable ClOrdId current, @Nullable String requester, @Nullable String entering,
        Instant transactTime) {

    /// Whether the recipient sees the ids of the request.
    ///
    /// - `recipient`: party name
    public boolean answers(String recipient) {
        return requester == null || requester.equals(recipient);
    }
}
