package dev.fixway.providers.mock;

import dev.fixway.engine.domain.Price;
import dev.fixway.engine.domain.Qty;
import dev.fixway.engine.domain.RouteId;
import dev.fixway.engine.domain.Side;
import dev.fixway.engine.domain.Symbol;
import dev.fixway.engine.provider.AccountFigures;
import dev.fixway.engine.provider.Bar;
import dev.fixway.engine.provider.BarQuery;
import dev.fixway.engine.provider.MarketDesk;
import dev.fixway.engine.provider.MarketListener;
import dev.fixway.engine.provider.MarketSubscription;
import dev.fixway.engine.provider.Quote;
import dev.fixway.engine.provider.VenuePosition;
import dev.fixway.engine.provider.VenueProfile;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the mock tells beside orders: an account that never changes, its book's positions, the walk's prices. Reading
/// moves nothing. Any thread.
final class MockMarketDesk implements MarketDesk {
    private static final BigDecimal WORTH = new BigDecimal("100000");
    private static final AccountFigures ACCOUNT = new AccountFigures(WORTH, WORTH, BigDecimal.ZERO, WORTH,
            BigDecimal.ZERO, "USD");
    private static final VenueProfile PROFILE = new VenueProfile(
            List.of(VenueProfile.AssetClass.STOCK, VenueProfile.AssetClass.CRYPTO, VenueProfile.AssetClass.FOREX),
            List.of("MARKET", "LIMIT", "STOP", "STOP_LIMIT"), VenueProfile.PositionMode.NETTING,
            List.of("short_selling", "reduce_only", "get_quote"), null, null);
    private static final BigDecimal HALF_SPREAD = new BigDecimal("0.0001");
    private static final BigDecimal HALF_SPREAD_MIN = new BigDecimal("0.01");
    private static final Qty QUOTED = Qty.of("100");
    private static final Qty VOLUME = Qty.of("50000");

    private final MockProvider provider;
    private final MockVenue venue;
    private final InstantSource clock;
    private final MockBars bars;
    private final MockStream stream;

    MockMarketDesk(MockProvider provider, MockVenue venue, InstantSource clock, MockTimer timer) {
        this.provider = provider;
        this.venue = venue;
        this.clock = clock;
        this.bars = new MockBars(venue.ownWalk());
        this.stream = new MockStream(this, timer);
    }

    @Override
    public VenueProfile profile() {
        return PROFILE;
    }

    @Override
    public AccountFigures account() {
        return provider.asked(() -> ACCOUNT);
    }

    @Override
    public List<VenuePosition> positions() {
        return provider.asked(() -> venue.positions().stream().map(MockMarketDesk::shown).toList());
    }

    static VenuePosition shown(MockPosition position) {
        return new VenuePosition(position.id(), position.symbol(),
                position.quantity().signum() > 0 ? Side.BUY : Side.SELL, position.size(),
                new Price(plain(position.entryPx())), new Price(position.lastPx()), BigDecimal.ZERO, BigDecimal.ZERO,
                null, position.openedAt(), position.updatedAt());
    }

    /// Without the zeros that the division left.
    private static BigDecimal plain(BigDecimal quotient) {
        BigDecimal stripped = quotient.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0, RoundingMode.UNNECESSARY) : stripped;
    }

    @Override
    public Quote quote(Symbol symbol) {
        Instant now = clock.instant();
        BigDecimal last = provider.asked(() -> venue.priceAt(symbol, now)).value();
        BigDecimal half = last.multiply(HALF_SPREAD)
                .setScale(MockWalk.SCALE, RoundingMode.HALF_EVEN)
                .max(HALF_SPREAD_MIN);
        return new Quote(symbol, MockProvider.NAME, new Price(last.subtract(half)), QUOTED, new Price(last.add(half)),
                QUOTED, new Price(last), VOLUME, now);
    }

    @Override
    public List<Bar> bars(BarQuery query) {
        return bars.bars(query, clock.instant());
    }

    @Override
    public void stream(Set<MarketSubscription> wanted, MarketListener listener) {
        stream.begin(wanted, listener);
    }

    MockStream stream() {
        return stream;
    }

    /// The symbol of an order; null when it is not known.
    @Nullable
    Symbol symbolOf(RouteId routeId) {
        return provider.asked(() -> venue.symbolOf(routeId));
    }

    /// The position in a symbol; null when it is flat.
    @Nullable
    VenuePosition position(Symbol symbol) {
        return positions().stream().filter(position -> position.symbol().equals(symbol)).findFirst().orElse(null);
    }

    /// The minute that ends now.
    Bar minute(Symbol symbol) {
        return bars.minute(symbol, clock.instant());
    }

    Instant now() {
        return clock.instant();
    }
}
