package dev.fixway.providers.mock;

import dev.fixway.engine.domain.Qty;
import dev.fixway.engine.domain.RouteId;
import dev.fixway.engine.domain.Symbol;
import dev.fixway.engine.provider.MarketListener;
import dev.fixway.engine.provider.MarketSubscription;
import dev.fixway.engine.provider.ProviderException;
import dev.fixway.engine.provider.Timeframe;
import dev.fixway.engine.provider.VenuePosition;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the mock streams beside orders: of each instrument a quote and the minute behind it, at its start and every 2
/// s; the position and the account after a fill. Owned by the mock's thread, once it has begun.
final class MockStream {
    private static final Logger LOG = LoggerFactory.getLogger(MockStream.class);
    static final Duration CADENCE = Duration.ofSeconds(2);
    private static final Set<MarketSubscription> UNASKED = Stream.of("AAPL", "MSFT", "BTCUSD", "EURUSD")
            .map(symbol -> new MarketSubscription(Symbol.of(symbol), false, Set.of(Timeframe.M1)))
            .collect(Collectors.toUnmodifiableSet());

    private final MockMarketDesk desk;
    private final MockTimer timer;
    private final Map<Symbol, VenuePosition> told = new HashMap<>();
    private final Set<MarketSubscription> wanted = new LinkedHashSet<>();
    private volatile @Nullable MarketListener listener;

    MockStream(MockMarketDesk desk, MockTimer timer) {
        this.desk = desk;
        this.timer = timer;
    }

    /// Tells this listener from the start on.
    ///
    /// - `asked`: for each instrument; empty means four well known ones
    void begin(Set<MarketSubscription> asked, MarketListener hears) {
        wanted.addAll(asked.isEmpty() ? UNASKED : asked);
        listener = hears;
    }

    /// The venue is up.
    void start() {
        MarketListener hears = listener;
        if (hears != null) {
            desk.positions().forEach(position -> told.put(position.symbol(), position));
            hears.onPricesUp();
            tick(hears);
        }
    }

    private void tick(MarketListener hears) {
        timer.after(CADENCE, () -> tick(hears));
        try {
            wanted.forEach(subscription -> tell(subscription, hears));
        } catch (ProviderException e) {
            LOG.debug("mock tells no prices any more cause={}", e.getMessage());
        }
    }

    private void tell(MarketSubscription subscription, MarketListener hears) {
        if (subscription.wantsQuotes()) {
            hears.onQuote(desk.quote(subscription.symbol()));
        }
        // One-minute candles are all there is, whatever was asked for.
        if (!subscription.timeframes().isEmpty()) {
            hears.onBar(desk.minute(subscription.symbol()));
        }
    }

    /// This order was filled.
    void filled(RouteId routeId) {
        MarketListener hears = listener;
        Symbol symbol = hears == null ? null : desk.symbolOf(routeId);
        if (hears == null || symbol == null) {
            return;
        }
        VenuePosition now = desk.position(symbol);
        VenuePosition before = now == null ? told.remove(symbol) : told.put(symbol, now);
        if (now != null) {
            hears.onPosition(now);
        } else if (before != null) {
            hears.onPosition(closed(before));
        }
        hears.onAccount(desk.account(), MarketListener.AccountNews.BALANCE_UPDATED);
    }

    private VenuePosition closed(VenuePosition last) {
        return new VenuePosition(last.id(), last.symbol(), last.side(), Qty.ZERO, last.entryPx(), last.currentPx(),
                last.unrealizedPnl(), last.realizedPnl(), last.margin(), last.openedAt(), desk.now());
    }
}
