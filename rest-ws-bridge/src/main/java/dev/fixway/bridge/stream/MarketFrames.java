package dev.fixway.bridge.stream;

import dev.fixway.engine.domain.Symbol;
import dev.fixway.engine.market.MarketNews;
import dev.fixway.engine.market.StaleSymbols;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What clients are told of market news that pass the [Subscriptions].
final class MarketFrames {
    private final Subscriptions subscriptions;
    private final ObjectWriter writer;

    MarketFrames(Subscriptions subscriptions, ObjectWriter writer) {
        this.subscriptions = subscriptions;
        this.writer = writer;
    }

    /// The frame of these news; null when the filter keeps them.
    @Nullable
    Frame of(MarketNews news, Instant now) {
        return switch (news) {
            case MarketNews.QuoteSeen seen -> quote(seen, now);
            case MarketNews.BarSeen seen -> candle(seen, now);
            case MarketNews.PositionSeen seen -> position(seen, now);
            case MarketNews.AccountSeen seen -> account(seen, now);
            case MarketNews.Stale stale -> staleness("STALE", stale.platform(), stale.symbols(), stale.since(),
                    stale.since());
            case MarketNews.Fresh fresh -> staleness("FRESH", fresh.platform(), List.of(fresh.symbol()), fresh.since(),
                    now);
        };
    }

    /// What a client is told that comes while prices are stale.
    static Frame of(StaleSymbols stale, Instant now) {
        return staleness("STALE", stale.platform(), stale.symbols(), stale.since(), now);
    }

    private @Nullable Frame quote(MarketNews.QuoteSeen seen, Instant now) {
        String symbol = seen.quote().symbol().value();
        if (!subscriptions.passes(seen.platform(), symbol, Subscriptions.Kind.QUOTE)) {
            return null;
        }
        return Frame.latest("quote", "quote " + seen.platform() + ' ' + symbol, json -> {
            json.writeName("quote");
            writer.quote(json, seen.quote());
            Frame.time(json, "timestamp", now);
        });
    }

    private @Nullable Frame candle(MarketNews.BarSeen seen, Instant now) {
        String symbol = seen.bar().symbol().value();
        if (!subscriptions.passesCandle(seen.platform(), symbol, seen.bar().timeframe())) {
            return null;
        }
        String about = seen.bar().timeframe().code() + ' ' + seen.platform() + ' ' + symbol + ' ' + seen.bar().start();
        return Frame.latest("candle", about, json -> {
            json.writeName("bar");
            writer.bar(json, seen.bar());
            Frame.time(json, "timestamp", now);
        });
    }

    private @Nullable Frame position(MarketNews.PositionSeen seen, Instant now) {
        if (!subscriptions.passes(seen.platform(), seen.position().symbol().value(), Subscriptions.Kind.POSITION)) {
            return null;
        }
        return Frame.of("position", json -> {
            json.writeStringProperty("event", "POSITION_" + seen.change());
            json.writeName("position");
            writer.position(json, seen.position());
            Frame.time(json, "timestamp", now);
        });
    }

    private @Nullable Frame account(MarketNews.AccountSeen seen, Instant now) {
        if (!subscriptions.passesAccount(seen.platform())) {
            return null;
        }
        return Frame.of("account", json -> {
            json.writeStringProperty("event", seen.news().name());
            json.writeName("account");
            writer.account(json, seen.figures());
            Frame.time(json, "timestamp", now);
        });
    }

    private static Frame staleness(String event, String platform, List<Symbol> symbols, Instant since, Instant at) {
        return Frame.of("data_staleness", json -> {
            json.writeStringProperty("event", event);
            json.writeArrayPropertyStart("symbols");
            symbols.forEach(symbol -> json.writeString(symbol.value()));
            json.writeEndArray();
            Frame.time(json, "stale_since", since);
            json.writeStringProperty("broker", platform);
            Frame.time(json, "timestamp", at);
        });
    }
}
