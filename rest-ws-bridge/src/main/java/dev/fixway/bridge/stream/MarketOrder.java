package dev.fixway.bridge.stream;

import dev.fixway.engine.market.MarketNews;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/// Brings market news into the order of the connection's own: `BROKER_DISCONNECTED` before `STALE`, and nothing new
/// before `BROKER_RECONNECTED`. Owned by the I/O thread.
///
/// The loss of a connection comes through the ledger, that of its prices does not and is often first: it is held back
/// for a moment. What comes while a connection is lost waits for its return, of each price the latest.
final class MarketOrder {
    private static final int WAITING_MAX = 10_000;
    private static final long HELD_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    private final Predicate<String> isLost;
    private final Map<String, Held> stale = new HashMap<>();
    private final Map<String, Map<Object, MarketNews>> waiting = new HashMap<>();

    private record Held(MarketNews news, long sinceNanos) {}

    /// - `isLost`: whether a platform's connection is lost, by what was told
    MarketOrder(Predicate<String> isLost) {
        this.isLost = isLost;
    }

    /// What may be told now, in order.
    List<MarketNews> arrived(List<MarketNews> news, long nowNanos) {
        List<MarketNews> due = new ArrayList<>();
        for (MarketNews one : news) {
            if (one instanceof MarketNews.Stale && !isLost.test(one.platform())) {
                stale.put(one.platform(), new Held(one, nowNanos));
            } else if (one instanceof MarketNews.Stale) {
                waiting.remove(one.platform());
                due.add(one);
            } else if (isLost.test(one.platform()) && isPrice(one)) {
                keep(waiting.computeIfAbsent(one.platform(), _ -> new LinkedHashMap<>()), one);
            } else {
                due.addAll(heldOf(one.platform()));
                due.add(one);
            }
        }
        return due;
    }

    /// Candles of a long absence are kept as far as there is room.
    private static void keep(Map<Object, MarketNews> news, MarketNews one) {
        news.put(about(one), one);
        if (news.size() > WAITING_MAX) {
            news.remove(news.keySet().iterator().next());
        }
    }

    private static boolean isPrice(MarketNews news) {
        return !(news instanceof MarketNews.PositionSeen || news instanceof MarketNews.AccountSeen);
    }

    private static Object about(MarketNews news) {
        return switch (news) {
            case MarketNews.QuoteSeen seen -> List.of("quote", seen.quote().symbol());
            case MarketNews.BarSeen seen ->
                List.of(seen.bar().timeframe(), seen.bar().symbol(), seen.bar().start());
            case MarketNews.Fresh fresh -> List.of("fresh", fresh.symbol());
            case MarketNews.PositionSeen _, MarketNews.AccountSeen _, MarketNews.Stale _ ->
                throw new IllegalArgumentException("does not wait: " + news);
        };
    }

    /// The connection was just told to be lost, or no word of that has come in time.
    List<MarketNews> heldOf(String platform) {
        Held held = stale.remove(platform);
        return held == null ? List.of() : List.of(held.news);
    }

    /// What was held back for long enough.
    List<MarketNews> overdue(long nowNanos) {
        List<MarketNews> due = new ArrayList<>();
        for (Held held : List.copyOf(stale.values())) {
            if (nowNanos - held.sinceNanos >= HELD_NANOS) {
                due.addAll(heldOf(held.news.platform()));
            }
        }
        return due;
    }

    /// The connection is back: what waited for that.
    List<MarketNews> back(String platform) {
        Map<Object, MarketNews> news = waiting.remove(platform);
        return news == null ? List.of() : List.copyOf(news.values());
    }

    void forget() {
        stale.clear();
        waiting.clear();
    }
}
