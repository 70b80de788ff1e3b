package dev.fixway.engine.domain;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One fill as it stands after busts, corrections and splits.
///
/// - `execId`: of the report that told it; a correction moves it on, so the next one refers to the last
/// - `notional`: exact quantity × price; a split keeps it
/// - `correctedAt`: the venue's time of its last correction or bust; null without one
public record Execution(ExecId execId, RouteId routeId, FillId fillId, Qty lastQty, Price lastPx, BigDecimal notional,
        @Nullable Liquidity liquidity, @Nullable Instant correctedAt) {

    static Execution of(ExecId execId, OrderEvent.Filled fill) {
        return new Execution(execId, fill.routeId(), fill.fillId(), fill.lastQty(), fill.lastPx(),
                fill.lastQty().value().multiply(fill.lastPx().value()), fill.liquidity(), null);
    }

    Execution corrected(ExecId newExecId, Qty newQty, Price newPx, Instant at) {
        return new Execution(newExecId, routeId, fillId, newQty, newPx, newQty.value().multiply(newPx.value()),
                liquidity, at);
    }

    Execution withLastQty(Qty newQty) {
        return new Execution(execId, routeId, fillId, newQty, lastPx, notional, liquidity, correctedAt);
    }
}
