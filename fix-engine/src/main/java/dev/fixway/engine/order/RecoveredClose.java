package dev.fixway.engine.order;

import dev.fixway.engine.domain.Order;
import dev.fixway.engine.domain.PositionClose;
import java.time.Instant;
import java.util.Objects;

/// A close of a position that a start must know of.
///
/// - `order`: the closing order as it stands, ended or not
record RecoveredClose(Order order, String requestHash, Instant decidedAt) {

    PositionClose close() {
        return new PositionClose(order.intent().provider(),
                Objects.requireNonNull(order.intent().handling().positionId(), "a close names its position"),
                requestHash);
    }
}
