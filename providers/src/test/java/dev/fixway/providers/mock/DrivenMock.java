package dev.fixway.providers.mock;

import dev.fixway.engine.domain.OrdType;
import dev.fixway.engine.domain.Price;
import dev.fixway.engine.domain.Qty;
import dev.fixway.engine.domain.Terms;
import dev.fixway.engine.domain.TimeInForce;
import dev.fixway.engine.provider.Provider;
import dev.fixway.engine.provider.ProviderListener;
import dev.fixway.providers.TestVenue;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// The mock with seed 7 in a folder, on a clock that the test drives.
final class DrivenMock implements TestVenue {
    static final long SEED = 7;
    static final Duration DELAY = Duration.ofMillis(500);

    final HandClock clock = new HandClock();
    private final Path folder;
    private final MockSettings settings;
    private HandTimer timer = new HandTimer(clock);

    DrivenMock(Path folder, @Nullable String ratio) {
        this(folder, new MockSettings(SEED, DELAY, ratio == null ? null : new BigDecimal(ratio), 1_000, 1_000));
    }

    DrivenMock(Path folder, MockSettings settings) {
        this.folder = folder;
        this.settings = settings;
    }

    Path journal() {
        return folder.resolve(MockJournal.FILE);
    }

    /// A started adapter.
    Provider started(ProviderListener listener) {
        Provider provider = adapter();
        provider.start(listener, null);
        return provider;
    }

    void pass(Duration time) {
        timer.pass(time);
    }

    @Override
    public Provider adapter() {
        timer = new HandTimer(clock);
        return MockProvider.open(settings, folder, clock, timer);
    }

    @Override
    public Terms trading(Qty orderQty, TimeInForce timeInForce) {
        return Terms.of(OrdType.MARKET, orderQty, null, null, timeInForce);
    }

    @Override
    public Terms resting(Qty orderQty, TimeInForce timeInForce) {
        return Terms.of(OrdType.LIMIT, orderQty, Price.of("1.5"), null, timeInForce);
    }

    @Override
    public void moveOn() {
        pass(DELAY);
    }

    @Override
    public void close() {}
}
