package dev.fixway.gateway;

import dev.fixway.bridge.stream.EventStream;
import dev.fixway.bridge.stream.StreamSettings;
import dev.fixway.config.Environment;
import dev.fixway.engine.domain.Symbol;
import dev.fixway.engine.market.LastPrices;
import dev.fixway.engine.market.MarketLane;
import dev.fixway.engine.market.QuoteBoard;
import dev.fixway.engine.order.CommittedFeed;
import dev.fixway.engine.provider.MarketSubscription;
import dev.fixway.engine.provider.Provider;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// What watches every core and outlives it: the stream of the Trading API, and the lane that market data takes to it.
final class Streaming {
    private final StreamSettings settings;
    private final MarketLane lane = new MarketLane();
    private final QuoteBoard board = new QuoteBoard();
    private final EventStream stream;

    Streaming(Environment environment) {
        settings = StreamSettings.read(environment);
        stream = new EventStream(settings, lane);
    }

    EventStream stream() {
        return stream;
    }

    CommittedFeed feed() {
        return stream;
    }

    LastPrices prices() {
        return board;
    }

    MarketLane lane() {
        return lane;
    }

    /// Asks adapters that are not started yet for what the subscriptions name. Throws ConfigException when they name a
    /// platform that is none of theirs.
    void subscribe(List<Provider> providers) {
        settings.subscriptions().check(providers.stream().map(Provider::platform).toList());
        for (Provider provider : providers) {
            Set<MarketSubscription> wanted = settings.subscriptions().wanted(provider.platform());
            Set<Symbol> symbols = wanted.stream().map(MarketSubscription::symbol).collect(Collectors.toSet());
            provider.market()
                    .stream(wanted, board.listener(provider.id(), lane.listener(provider.platform(), symbols)));
        }
    }

    /// The venues of a core were left because nothing can be recorded.
    void left(List<Provider> providers) {
        stream.outage();
        providers.forEach(provider -> stream.venueLost(provider.id()));
    }
}
