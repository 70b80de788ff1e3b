package dev.fixway.engine.domain;

import java.math.BigDecimal;

/// DayOrderQty(424), DayCumQty(425), DayAvgPx(426) of an order that lives over several days.
public record DayFigures(Qty dayOrderQty, Qty dayCumQty, BigDecimal dayAvgPx) {}
