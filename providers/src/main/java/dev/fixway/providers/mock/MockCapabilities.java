package dev.fixway.providers.mock;

import dev.fixway.engine.domain.OrdType;
import dev.fixway.engine.domain.TimeInForce;
import dev.fixway.engine.provider.Capabilities;
import dev.fixway.engine.provider.Feature;
import java.time.Duration;
import java.util.EnumSet;

/// What the mock can do: everything that Fixway takes, amounts (CashOrderQty) excepted.
final class MockCapabilities {
    /// Its book is the truth, so the visibility time is zero.
    static final Capabilities ALL = new Capabilities(EnumSet.allOf(OrdType.class), EnumSet.allOf(TimeInForce.class),
            EnumSet.complementOf(EnumSet.of(Feature.CASH_AMOUNT, Feature.EXITS)),
            Capabilities.Amends.IN_PLACE, Duration.ZERO, true);

    private MockCapabilities() {}
}
