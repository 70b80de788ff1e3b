package dev.fixway.engine.domain;

import org.jspecify.annotations.Nullable;

/// The exits that an order shall have once it is filled: at least one of them.
///
/// - `stopLoss`: where a stop closes what was filled
/// - `takeProfit`: where a limit order does
public record Exits(@Nullable Price stopLoss, @Nullable Price takeProfit) {
    public Exits {
        if (stopLoss == null && takeProfit == null) {
            throw new IllegalArgumentException("exits without an exit");
        }
    }

    /// The exits at these prices; null where there is none.
    public static @Nullable Exits of(@Nullable Price stopLoss, @Nullable Price takeProfit) {
        return stopLoss == null && takeProfit == null ? null : new Exits(stopLoss, takeProfit);
    }

    /// Whether there are both: the one that is filled first ends the other.
    public boolean isPair() {
        return stopLoss != null && takeProfit != null;
    }

    /// Whether both say the same, whatever the scale of their numbers.
    public boolean sameAs(@Nullable Exits other) {
        return other != null && same(stopLoss, other.stopLoss) && same(takeProfit, other.takeProfit);
    }

    private static boolean same(@Nullable Price a, @Nullable Price b) {
        if (a == null || b == null) {
            return a == null && b == null;
        }
        return a.compareTo(b) == 0;
    }
}
