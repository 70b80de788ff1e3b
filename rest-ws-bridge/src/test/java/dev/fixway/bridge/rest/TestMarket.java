package dev.fixway.bridge.rest;

import dev.fixway.engine.domain.Price;
import dev.fixway.engine.domain.Qty;
import dev.fixway.engine.domain.Side;
import dev.fixway.engine.domain.Symbol;
import dev.fixway.engine.provider.AccountFigures;
import dev.fixway.engine.provider.Bar;
import dev.fixway.engine.provider.BarQuery;
import dev.fixway.engine.provider.MarketDesk;
import dev.fixway.engine.provider.MarketListener;
import dev.fixway.engine.provider.MarketSubscription;
import dev.fixway.engine.provider.ProviderException;
import dev.fixway.engine.provider.Quote;
import dev.fixway.engine.provider.VenuePosition;
import dev.fixway.engine.provider.VenueProfile;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// A venue's desk that says what the test put on it.
final class TestMarket implements MarketDesk {
    volatile @Nullable ProviderException failure;
    volatile VenueProfile profile = new VenueProfile(List.of(VenueProfile.AssetClass.STOCK), List.of("MARKET", "LIMIT"),
            VenueProfile.PositionMode.NETTING, List.of("short_selling"), null, null);
    volatile List<VenuePosition> positions = List.of();
    final List<BarQuery> asked = new CopyOnWriteArrayList<>();
    final Semaphore doors = new Semaphore(1_000);
    /// What was read stays here until it may go on.
    final Semaphore read = new Semaphore(1_000);
    final AtomicInteger readings = new AtomicInteger();
    final AtomicInteger questions = new AtomicInteger();

    private void ask() {
        if (!Thread.currentThread().isVirtual()) {
            throw new AssertionError("a venue is asked on " + Thread.currentThread());
        }
        questions.incrementAndGet();
        doors.acquireUninterruptibly();
        doors.release();
        ProviderException thrown = failure;
        if (thrown != null) {
            throw thrown;
        }
    }

    static VenuePosition position(String symbol, Side side, String qty) {
        return new VenuePosition("pos-" + symbol, new Symbol(symbol), side, Qty.of(qty), Price.of("10.50"),
                Price.of("11"), new BigDecimal("0.50"), BigDecimal.ZERO, null, TestEngine.NOON, TestEngine.NOON);
    }

    @Override
    public VenueProfile profile() {
        ask();
        return profile;
    }

    @Override
    public AccountFigures account() {
        ask();
        return new AccountFigures(new BigDecimal("1E+5"), new BigDecimal("100000.50"), BigDecimal.ZERO,
                new BigDecimal("100000"), new BigDecimal("-0.50"), "USD");
    }

    @Override
    public List<VenuePosition> positions() {
        ask();
        List<VenuePosition> seen = positions;
        readings.incrementAndGet();
        read.acquireUninterruptibly();
        read.release();
        return seen;
    }

    @Override
    public Quote quote(Symbol symbol) {
        ask();
        return new Quote(symbol, "mock", Price.of("9.99"), Qty.of("100"), Price.of("10.01"), null, Price.of("10"), null,
                TestEngine.NOON);
    }

    @Override
    public List<Bar> bars(BarQuery query) {
        ask();
        asked.add(query);
        return IntStream.range(0, Math.min(query.limit(), 3))
                .mapToObj(i -> new Bar(query.symbol(), "mock", query.timeframe(),
                        TestEngine.NOON.plus(query.timeframe().span().multipliedBy(i)), Price.of("1"), Price.of("2"),
                        Price.of("0.50"), Price.of("1.5"), Qty.of("1000")))
                .toList();
    }

    @Override
    public void stream(Set<MarketSubscription> wanted, MarketListener listener) {
        throw new AssertionError("REST streams nothing");
    }
}
