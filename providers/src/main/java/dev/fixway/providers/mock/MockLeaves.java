package dev.fixway.providers.mock;

import dev.fixway.engine.domain.Side;
import dev.fixway.engine.domain.Symbol;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What open orders may still fill, by symbol and side. Those that only reduce a position do not count: they make none
/// larger.
final class MockLeaves {
    private final Map<Key, BigDecimal> sums = new HashMap<>();

    private record Key(Symbol symbol, Side side) {}

    BigDecimal of(Symbol symbol, Side side) {
        return sums.getOrDefault(new Key(symbol, side), BigDecimal.ZERO);
    }

    void add(MockOrder order) {
        change(order, order.leaves().value());
    }

    void remove(MockOrder order) {
        change(order, order.leaves().value().negate());
    }

    private void change(MockOrder order, BigDecimal by) {
        if (order.isOpen() && !order.placed().reduces()) {
            sums.merge(new Key(order.symbol(), order.side()), by, MockLeaves::sumOrNull);
        }
    }

    private static @Nullable BigDecimal sumOrNull(BigDecimal a, BigDecimal b) {
        BigDecimal sum = a.add(b);
        return sum.signum() == 0 ? null : sum;
    }
}
