package dev.fixway.providers.mock;

import dev.fixway.engine.provider.MarketListener;
import dev.fixway.engine.provider.MarketSubscription;
import java.util.Set;

/// What the mock streams beside orders.
final class MockStream {
    private MockStream() {}

    static void begin(Set<MarketSubscription> wanted, MarketListener listener) {
        // Prices are not streamed yet.
    }
}
