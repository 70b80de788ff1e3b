package dev.fixway.gateway.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fixway.engine.session.FixMessage;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/// Fills as a FIX client was told of them, each with what a bust (150=H) or corrections (150=G) have left of it.
final class HeardFills {
    private final Map<String, Map<String, BigDecimal>> standing = new HashMap<>();
    private final Map<String, BigDecimal> traded = new HashMap<>();
    private final Map<String, Integer> changes = new HashMap<>();
    private volatile int changeCount;

    /// Takes a report, whatever it is about. A change must name the last report of a fill that stands (19): so no fill
    /// is taken back twice.
    void heard(FixMessage report) {
        Map<String, BigDecimal> fills = standing.computeIfAbsent(report.get(37), _ -> new HashMap<>());
        switch (report.get(150)) {
            case "F" -> {
                fills.put(report.get(17), new BigDecimal(report.get(32)));
                traded.merge(report.get(37), new BigDecimal(report.get(32)), BigDecimal::add);
            }
            case "G" -> {
                changed(fills, report);
                fills.put(report.get(17), new BigDecimal(report.get(32)));
            }
            case "H" -> {
                changed(fills, report);
                assertThat(report.get(32)).as("LastQty of a bust: %s", report).isEqualTo("0");
            }
            default -> {
                // Not about a fill.
            }
        }
    }

    private void changed(Map<String, BigDecimal> fills, FixMessage report) {
        assertThat(fills.remove(report.get(19))).as("a fill that stands is changed: %s", report).isNotNull();
        changes.merge(report.get(37), 1, Integer::sum);
        changeCount = changes.values().stream().mapToInt(count -> count).sum();
    }

    /// What stands of the fills of an order.
    BigDecimal filled(String orderId) {
        return Objects.requireNonNullElse(standing.get(orderId), Map.<String, BigDecimal>of())
                .values()
                .stream()
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /// What all fills add up to by OrderID(37), as they were told first.
    Map<String, BigDecimal> traded() {
        return traded;
    }

    /// How many fills were taken back or changed, by OrderID(37).
    Map<String, Integer> changes() {
        return changes;
    }

    /// The same of all orders. Any thread.
    int changeCount() {
        return changeCount;
    }
}
