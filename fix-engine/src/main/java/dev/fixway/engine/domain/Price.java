package dev.fixway.engine.domain;

import java.math.BigDecimal;

/// A price exactly as sent (scale included); negative prices exist (spreads, oil), orders refuse them at the edge.
///
/// Equality looks at the scale too (`1.0` is not `1`); compare with [#compareTo].
public record Price(BigDecimal value) implements Comparable<Price> {
    private static final Shared<Price> SHARED = new Shared<>(text -> new Price(Decimals.parse(text)));

    public Price {
        value = Decimals.bounded(value);
    }

    /// Reads plain decimal text.
    public static Price of(String text) {
        return SHARED.of(text);
    }

    public boolean isPositive() {
        return value.signum() > 0;
    }

    @Override
    public int compareTo(Price other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return Decimals.plain(value);
    }
}
