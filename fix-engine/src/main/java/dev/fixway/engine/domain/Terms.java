package dev.fixway.engine.domain;

import org.jspecify.annotations.Nullable;

/// What an order is worth trading at: type, size, prices, time in force.
///
/// - `orderQty`: total quantity, filled part included; zero until the venue has computed it for an amount order
/// - `cashOrderQty`: the amount of an amount order, CashOrderQty(152)
/// - `price`, `stopPx`: present where the type needs them
public record Terms(OrdType ordType, Qty orderQty, @Nullable Qty cashOrderQty, @Nullable Price price,
        @Nullable Price stopPx,
        TimeInForce timeInForce) {

    /// Terms by quantity.
    public static Terms of(OrdType ordType, Qty orderQty, @Nullable Price price, @Nullable Price stopPx,
            TimeInForce timeInForce) {
        return new Terms(ordType, orderQty, null, price, stopPx, timeInForce);
    }

    /// The same terms with another total quantity.
    public Terms withOrderQty(Qty newOrderQty) {
        return new Terms(ordType, newOrderQty, cashOrderQty, price, stopPx, timeInForce);
    }

    /// Whether the total quantity is known: not of an amount order before the venue has computed it.
    public boolean isMeasured() {
        return cashOrderQty == null || !orderQty.isZero();
    }

    /// Whether both say the same, whatever the scale of their numbers.
    public boolean sameAs(Terms other) {
        return ordType == other.ordType && timeInForce == other.timeInForce && orderQty.compareTo(other.orderQty) == 0
                && same(cashOrderQty, other.cashOrderQty) && same(price, other.price) && same(stopPx, other.stopPx);
    }

    private static <T extends Comparable<T>> boolean same(@Nullable T a, @Nullable T b) {
        if (a == null || b == null) {
            return a == null && b == null;
        }
        return a.compareTo(b) == 0;
    }
}
