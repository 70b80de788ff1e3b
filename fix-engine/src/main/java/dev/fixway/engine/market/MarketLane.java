package dev.fixway.engine.market;

import dev.fixway.engine.domain.Symbol;
import dev.fixway.engine.provider.AccountFigures;
import dev.fixway.engine.provider.Bar;
import dev.fixway.engine.provider.MarketListener;
import dev.fixway.engine.provider.Quote;
import dev.fixway.engine.provider.VenuePosition;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The lane of market data: latest values, what is stale, and the news that nobody has taken yet.
///
/// Of what waits a newer price takes the place of the older one of its symbol, so that a reader who is late gets less
/// and not older news. Nothing that tells of staleness is replaced or overtaken. Any thread.
public final class MarketLane {
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Platform> platforms = new LinkedHashMap<>();
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private final Map<Key, Waiting> latest = new HashMap<>();
    private @Nullable Runnable wake;

    /// What a newer value is newer than.
    private record Key(String platform, String kind, Object about) {}

    /// A place in the queue.
    private static final class Waiting {
        private MarketNews news;

        Waiting(MarketNews news) {
            this.news = news;
        }
    }

    /// Whom a venue tells.
    ///
    /// - `symbols`: that were asked for; others join when they are first seen
    public MarketListener listener(String platform, Set<Symbol> symbols) {
        locked(() -> {
            platform(platform).subscribe(symbols);
            return true;
        });
        return new Venue(platform);
    }

    /// News are kept from now on, until [#ignore].
    ///
    /// - `waker`: called when there are some, on the thread that brought them; returns at once
    public void hear(Runnable waker) {
        locked(() -> {
            wake = waker;
            return true;
        });
    }

    /// Nobody reads: news change what is known, and are not kept.
    public void ignore() {
        locked(() -> {
            wake = null;
            waiting.clear();
            latest.clear();
            return true;
        });
    }

    /// Takes the news that wait, in their order.
    public List<MarketNews> take() {
        return locked(() -> {
            List<MarketNews> taken = new ArrayList<>(waiting.size());
            for (Waiting place : waiting) {
                MarketNews news = told(place.news);
                if (news != null) {
                    taken.add(news);
                }
            }
            waiting.clear();
            latest.clear();
            return taken;
        });
    }

    /// Which symbols are stale, by platform; platforms without any are left out.
    public List<StaleSymbols> stale() {
        return locked(() -> platforms.values().stream().map(Platform::stale).filter(Objects::nonNull).toList());
    }

    /// The prices of a platform have stopped with its connection.
    public void lost(String platform, Instant since) {
        put(() -> platform(platform).lost(since));
    }

    private @Nullable MarketNews told(MarketNews news) {
        if (!(news instanceof MarketNews.PositionSeen seen)) {
            return news;
        }
        MarketNews.Change change = platform(seen.platform()).change(seen.position());
        return change == null ? null : new MarketNews.PositionSeen(seen.platform(), change, seen.position());
    }

    private Platform platform(String name) {
        return platforms.computeIfAbsent(name, Platform::new);
    }

    /// Queues what cannot be replaced; what comes later does not replace what waits before it.
    private void put(Supplier<? extends @Nullable MarketNews> make) {
        wake(locked(() -> {
            MarketNews news = make.get();
            if (news == null) {
                return null;
            }
            latest.clear();
            return queue(news);
        }));
    }

    private void put(Key key, Symbol symbol, MarketNews news) {
        wake(locked(() -> {
            MarketNews fresh = platform(key.platform).seen(symbol);
            Runnable waker = null;
            if (fresh != null) {
                latest.clear();
                waker = queue(fresh);
            }
            Runnable other = replace(key, news);
            return waker == null ? other : waker;
        }));
    }

    private @Nullable Runnable replace(Key key, MarketNews news) {
        if (wake == null) {
            told(news);
            return null;
        }
        Waiting place = latest.get(key);
        if (place != null) {
            place.news = news;
            return null;
        }
        Runnable waker = queue(news);
        latest.put(key, waiting.getLast());
        return waker;
    }

    /// Who is to be woken; null when somebody was, or nobody listens.
    private @Nullable Runnable queue(MarketNews news) {
        if (wake == null) {
            return null;
        }
        boolean isFirst = waiting.isEmpty();
        waiting.add(new Waiting(news));
        return isFirst ? wake : null;
    }

    private static void wake(@Nullable Runnable waker) {
        if (waker != null) {
            waker.run();
        }
    }

    private <T extends @Nullable Object> T locked(Supplier<T> action) {
        lock.lock();
        try {
            return action.get();
        } finally {
            lock.unlock();
        }
    }

    /// One venue's way in.
    private final class Venue implements MarketListener {
        private final String platform;

        Venue(String platform) {
            this.platform = platform;
        }

        @Override
        public void onQuote(Quote quote) {
            put(new Key(platform, "quote", quote.symbol()), quote.symbol(), new MarketNews.QuoteSeen(platform, quote));
        }

        @Override
        public void onBar(Bar bar) {
            // Only the same span again is newer: after a gap several come at once, and each counts.
            put(new Key(platform, bar.timeframe().code(), List.of(bar.symbol(), bar.start())), bar.symbol(),
                    new MarketNews.BarSeen(platform, bar));
        }

        @Override
        public void onPosition(VenuePosition position) {
            // What it has done is known when it is told.
            MarketNews news = new MarketNews.PositionSeen(platform, MarketNews.Change.MODIFIED, position);
            wake(locked(() -> replace(new Key(platform, "position", position.id()), news)));
        }

        @Override
        public void onAccount(AccountFigures figures, AccountNews why) {
            wake(locked(() -> replace(new Key(platform, "account", why),
                    new MarketNews.AccountSeen(platform, why, figures))));
        }

        @Override
        public void onPricesUp() {
            // Each symbol is fresh with its first price.
        }

        @Override
        public void onPricesLost(Instant since) {
            lost(platform, since);
        }
    }
}
