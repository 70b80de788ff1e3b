package dev.fixway.engine.domain;

import org.jspecify.annotations.Nullable;

/// The execution part of a report: LastQty(32), LastPx(31), SecondaryExecID(527), ExecRefID(19) of a bust or
/// correction.
public record Trade(Qty lastQty, Price lastPx, @Nullable FillId fillId, @Nullable ExecId execRefId,
        @Nullable Liquidity liquidity) {}
