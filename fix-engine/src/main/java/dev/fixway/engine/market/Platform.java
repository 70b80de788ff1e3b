package dev.fixway.engine.market;

import dev.fixway.engine.domain.Qty;
import dev.fixway.engine.domain.Symbol;
import dev.fixway.engine.market.MarketNews.Change;
import dev.fixway.engine.provider.VenuePosition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What is known of one platform: its symbols, which of them are stale, which positions were told. Guarded by
/// [MarketLane]'s lock.
final class Platform {
    private final String name;
    private final Set<Symbol> symbols = new LinkedHashSet<>();
    private final Map<Symbol, Instant> stale = new LinkedHashMap<>();
    private final Map<String, Qty> told = new HashMap<>();

    Platform(String name) {
        this.name = name;
    }

    void subscribe(Set<Symbol> wanted) {
        symbols.addAll(wanted);
    }

    /// All symbols are stale from now on; null when they were, or when there are none.
    MarketNews.@Nullable Stale lost(Instant since) {
        boolean isNews = !stale.keySet().containsAll(symbols);
        symbols.forEach(symbol -> stale.putIfAbsent(symbol, since));
        return isNews ? new MarketNews.Stale(name, List.copyOf(symbols), since) : null;
    }

    /// A price of this symbol came; null when that is no news.
    MarketNews.@Nullable Fresh seen(Symbol symbol) {
        symbols.add(symbol);
        Instant since = stale.remove(symbol);
        return since == null ? null : new MarketNews.Fresh(name, symbol, since);
    }

    /// What a position has done since it was last told; null when it was and is not there.
    @Nullable
    Change change(VenuePosition position) {
        boolean isOpen = !position.quantity().isZero();
        boolean wasOpen = (isOpen ? told.put(position.id(), position.quantity()) : told.remove(position.id())) != null;
        if (isOpen) {
            return wasOpen ? Change.MODIFIED : Change.OPENED;
        }
        return wasOpen ? Change.CLOSED : null;
    }

    @Nullable
    StaleSymbols stale() {
        return stale.values()
                .stream()
                .min(Instant::compareTo)
                .map(since -> new StaleSymbols(name, new ArrayList<>(stale.keySet()), since))
                .orElse(null);
    }
}
