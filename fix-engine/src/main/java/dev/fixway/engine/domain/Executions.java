package dev.fixway.engine.domain;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The fills of an order.
///
/// - `known`: fills that were told, busted ones included with quantity 0, so that a repeat is recognised for ever
/// - `today`: index of the first fill of the current trading day; negative while day figures are not kept
public record Executions(List<Execution> known, int today) {
    private static final int AVG_PX_SCALE = 18;
    static final Executions NONE = new Executions(List.of(), -1);

    public Executions {
        known = List.copyOf(known);
    }

    /// Whether the venue's fill was told already.
    public boolean isKnown(RouteId routeId, FillId fillId) {
        return find(routeId, fillId) != null;
    }

    /// The fill by the venue's id; null when it is not known.
    public @Nullable Execution find(RouteId routeId, FillId fillId) {
        for (Execution execution : known) {
            if (execution.fillId().equals(fillId) && execution.routeId().equals(routeId)) {
                return execution;
            }
        }
        return null;
    }

    /// The fill by the ExecID of its last report; null when it is not known.
    public @Nullable Execution find(ExecId execId) {
        return known.stream().filter(e -> e.execId().equals(execId)).findFirst().orElse(null);
    }

    Executions plus(Execution execution) {
        List<Execution> longer = new ArrayList<>(known);
        longer.add(execution);
        return new Executions(longer, today);
    }

    Executions with(ExecId reference, Execution changed) {
        return new Executions(known.stream().map(e -> e.execId().equals(reference) ? changed : e).toList(), today);
    }

    Executions newDay() {
        return new Executions(known, known.size());
    }

    /// Whether the current trading day has begun and had no fill yet.
    public boolean isAtStartOfDay() {
        return today == known.size();
    }

    Executions split(BigDecimal factor) {
        return new Executions(
                known.stream().map(e -> e.withLastQty(new Qty(e.lastQty().value().multiply(factor)))).toList(), today);
    }

    /// Sum of all fills.
    public Qty cumQty() {
        return sum(known);
    }

    /// Sum of the fills of one route.
    public Qty cumQty(RouteId routeId) {
        return sum(known.stream().filter(e -> e.routeId().equals(routeId)).toList());
    }

    /// Exact notional / CumQty, scale 18 half even without trailing zeros; 0 without fills. For showing only.
    public BigDecimal avgPx() {
        return average(known);
    }

    /// Fills of the current trading day; null while day figures are not kept.
    @Nullable
    DayFigures dayFigures(Qty orderQty) {
        if (today < 0) {
            return null;
        }
        Qty before = sum(known.subList(0, today));
        List<Execution> ofToday = known.subList(today, known.size());
        return new DayFigures(orderQty.minus(before), sum(ofToday), average(ofToday));
    }

    private static Qty sum(List<Execution> executions) {
        if (executions.isEmpty()) {
            return Qty.ZERO;
        }
        BigDecimal sum = BigDecimal.ZERO;
        for (Execution execution : executions) {
            sum = sum.add(execution.lastQty().value());
        }
        return new Qty(sum);
    }

    private static BigDecimal average(List<Execution> executions) {
        Qty quantity = sum(executions);
        if (quantity.isZero()) {
            return BigDecimal.ZERO;
        }
        BigDecimal notional = BigDecimal.ZERO;
        for (Execution execution : executions) {
            notional = notional.add(execution.notional());
        }
        BigDecimal average = notional.divide(quantity.value(), AVG_PX_SCALE, RoundingMode.HALF_EVEN)
                .stripTrailingZeros();
        return average.scale() < 0 ? average.setScale(0) : average;
    }
}
