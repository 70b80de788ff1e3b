package dev.fixway.engine.domain;

import java.math.BigDecimal;

/// A quantity, zero or more, exactly as sent (scale included).
///
/// Equality looks at the scale too (`1.0` is not `1`); compare sizes with [#compareTo].
public record Qty(BigDecimal value) implements Comparable<Qty> {
    /// Nothing.
    public static final Qty ZERO = new Qty(BigDecimal.ZERO);
    private static final Shared<Qty> SHARED = new Shared<>(text -> new Qty(Decimals.parse(text)));

    public Qty {
        value = Decimals.bounded(value);
        if (value.signum() < 0) {
            throw new IllegalArgumentException("a quantity is not negative: " + value);
        }
    }

    /// Reads plain decimal text.
    public static Qty of(String text) {
        return SHARED.of(text);
    }

    public Qty plus(Qty other) {
        return new Qty(value.add(other.value));
    }

    /// The difference, at least zero.
    public Qty minus(Qty other) {
        // Nothing is filled yet: the order's own quantity, whose text is known.
        if (other.isZero() && other.value.scale() <= value.scale()) {
            return this;
        }
        BigDecimal difference = value.subtract(other.value);
        return new Qty(difference.signum() < 0 ? BigDecimal.ZERO.setScale(difference.scale()) : difference);
    }

    public boolean isZero() {
        return value.signum() == 0;
    }

    public Qty max(Qty other) {
        return compareTo(other) >= 0 ? this : other;
    }

    public Qty min(Qty other) {
        return compareTo(other) <= 0 ? this : other;
    }

    @Override
    public int compareTo(Qty other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return Decimals.plain(value);
    }
}
