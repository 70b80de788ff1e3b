package dev.fixway.engine.order;

import dev.fixway.engine.domain.Price;
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
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/// The prices of a scripted venue: those who ask wait at the gate, and are told what the test has set by then.
final class ScriptedPrices implements MarketDesk {
    private final MarketDesk rest = MarketDesk.none(EngineRig.CAPABILITIES);
    final Gate gate = new Gate();
    /// The symbols that were asked for.
    final List<Symbol> asked = new CopyOnWriteArrayList<>();
    private volatile @Nullable Quote next;

    void is(String price, Instant at) {
        Price value = Price.of(price);
        next = new Quote(FixClient.SYMBOL, "scripted", value, null, value, null, value, null, at);
    }

    @Override
    public Quote quote(Symbol symbol) {
        asked.add(symbol);
        gate.pass();
        if (next == null) {
            throw new ProviderException("no price");
        }
        return Objects.requireNonNull(next);
    }

    @Override
    public VenueProfile profile() {
        return rest.profile();
    }

    @Override
    public AccountFigures account() {
        return rest.account();
    }

    @Override
    public List<VenuePosition> positions() {
        return rest.positions();
    }

    @Override
    public List<Bar> bars(BarQuery query) {
        return rest.bars(query);
    }

    @Override
    public void stream(Set<MarketSubscription> wanted, MarketListener listener) {
        rest.stream(wanted, listener);
    }
}
