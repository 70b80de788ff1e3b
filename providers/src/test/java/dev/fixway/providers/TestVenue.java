package dev.fixway.providers;

import dev.fixway.engine.domain.Qty;
import dev.fixway.engine.domain.Terms;
import dev.fixway.engine.domain.TimeInForce;
import dev.fixway.engine.provider.Provider;

/// A venue that a test drives; it outlives the adapters that are made for it.
public interface TestVenue extends AutoCloseable {

    /// How it fills an order that can trade: whole, or half of it and the rest with the next step.
    enum Filling {
        WHOLE,
        HALF_FIRST
    }

    /// A new adapter for it, not started.
    Provider adapter();

    /// Terms that trade when the venue moves on.
    Terms trading(Qty orderQty, TimeInForce timeInForce);

    /// Terms that do not trade.
    Terms resting(Qty orderQty, TimeInForce timeInForce);

    /// Makes the next step of everything that can trade.
    void moveOn();

    @Override
    void close();
}
