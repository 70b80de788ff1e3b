package dev.fixway.bridge.stream;

import dev.fixway.config.ConfigException;
import dev.fixway.engine.domain.Symbol;
import dev.fixway.engine.provider.MarketSubscription;
import dev.fixway.engine.provider.Timeframe;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Which events of which instruments clients get, and which prices venues are asked for.
///
/// An empty list lets everything pass. Otherwise an event passes when the entry of its exact symbol, or the `*` entry,
/// of its platform has a pattern for it. Patterns that nobody knows are passed over.
public final class Subscriptions {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String ALL = "*";

    private final List<Entry> entries;

    private record Entry(String platform, String instrument, Set<String> patterns) {
        boolean isFor(String thatPlatform, String symbol) {
            return platform.equals(thatPlatform) && (instrument.equals(ALL) || instrument.equals(symbol));
        }
    }

    /// What an event is, for the filter.
    enum Kind {
        QUOTE,
        CANDLE,
        ORDER,
        POSITION,
        TRADE,
        ACCOUNT;

        /// The patterns that let all events of this kind pass, `*` aside.
        Set<String> patterns() {
            return switch (this) {
                case QUOTE -> Set.of("quote", "quotes");
                case CANDLE -> Set.of("candle_*", "bar", "bars");
                case ORDER -> Set.of("order_update", "orders");
                case POSITION -> Set.of("position_update", "positions");
                case TRADE -> Set.of("trade_update", "trades");
                case ACCOUNT -> Set.of("account_update");
            };
        }
    }

    private Subscriptions(List<Entry> entries) {
        this.entries = List.copyOf(entries);
    }

    /// Reads the value of the setting; the text is all that a message may show of it.
    static Subscriptions parse(String text) {
        try {
            JsonNode root = JSON.readTree(text);
            if (root == null || !root.isArray()) {
                throw new ConfigException("is no JSON array");
            }
            List<Entry> entries = new ArrayList<>();
            for (JsonNode entry : root) {
                entries.add(entry(entry, entries.size()));
            }
            return new Subscriptions(entries);
        } catch (JacksonException e) {
            throw new ConfigException("is no JSON: " + e.getOriginalMessage());
        }
    }

    private static Entry entry(JsonNode node, int index) {
        Set<String> patterns = new LinkedHashSet<>();
        JsonNode events = node.get("events");
        if (!node.isObject() || events == null || !events.isArray()) {
            throw new ConfigException("entry " + index + " has no array \"events\"");
        }
        for (JsonNode pattern : events) {
            if (!pattern.isString()) {
                throw new ConfigException("entry " + index + " has an event that is no text");
            }
            patterns.add(pattern.stringValue());
        }
        return new Entry(text(node, "platform", index), text(node, "instrument", index), patterns);
    }

    private static String text(JsonNode node, String name, int index) {
        JsonNode value = node.get(name);
        if (value == null || !value.isString()) {
            throw new ConfigException("entry " + index + " has no text \"" + name + '"');
        }
        return value.stringValue();
    }

    /// Refuses entries for a platform that this gateway does not trade on: nothing would ever come of them. Throws
    /// ConfigException. An instrument that no symbol can be is refused too.
    ///
    /// - `platforms`: the ones of the providers that are configured
    public void check(Collection<String> platforms) {
        for (Entry entry : entries) {
            if (!platforms.contains(entry.platform)) {
                throw new ConfigException("SUBSCRIPTIONS: \"" + entry.platform + "\" is not traded on here, expected "
                        + String.join(", ", new TreeSet<>(platforms)));
            }
            try {
                Symbol.of(entry.instrument);
            } catch (IllegalArgumentException e) {
                throw new ConfigException("SUBSCRIPTIONS: instrument of " + entry.platform + ": " + e.getMessage());
            }
        }
    }

    /// What a venue is asked for: its instruments, each with the kinds that any entry of the platform names. Empty
    /// leaves the choice to the venue.
    public Set<MarketSubscription> wanted(String platform) {
        List<Entry> ofPlatform = entries.stream().filter(entry -> entry.platform.equals(platform)).toList();
        Set<String> patterns = new LinkedHashSet<>();
        ofPlatform.forEach(entry -> patterns.addAll(entry.patterns));
        boolean quotes = patterns.contains(ALL) || patterns.stream().anyMatch(Kind.QUOTE.patterns()::contains);
        Set<Timeframe> timeframes = timeframes(patterns);
        Set<MarketSubscription> wanted = new LinkedHashSet<>();
        ofPlatform.forEach(
                entry -> wanted.add(new MarketSubscription(Symbol.of(entry.instrument), quotes, timeframes)));
        return wanted;
    }

    private static Set<Timeframe> timeframes(Set<String> patterns) {
        if (patterns.contains(ALL) || patterns.stream().anyMatch(Kind.CANDLE.patterns()::contains)) {
            return EnumSet.allOf(Timeframe.class);
        }
        Set<Timeframe> named = EnumSet.noneOf(Timeframe.class);
        for (Timeframe timeframe : Timeframe.values()) {
            if (patterns.contains("candle_" + timeframe.code()) || patterns.contains("candles." + timeframe.code())) {
                named.add(timeframe);
            }
        }
        return named;
    }

    boolean passes(String platform, String symbol, Kind kind) {
        return entries.isEmpty() || entries.stream()
                .anyMatch(entry -> entry.isFor(platform, symbol) && passes(entry.patterns, kind.patterns()));
    }

    boolean passesCandle(String platform, String symbol, Timeframe timeframe) {
        return passes(platform, symbol, Kind.CANDLE) || entries.stream()
                .anyMatch(entry -> entry.isFor(platform, symbol)
                        && (entry.patterns.contains("candle_" + timeframe.code())
                                || entry.patterns.contains("candles." + timeframe.code())));
    }

    /// Account events are of no instrument: any entry of the platform will do.
    boolean passesAccount(String platform) {
        return entries.isEmpty() || entries.stream()
                .anyMatch(entry -> entry.platform.equals(platform) && passes(entry.patterns, Kind.ACCOUNT.patterns()));
    }

    private static boolean passes(Set<String> patterns, Set<String> wanted) {
        return patterns.contains(ALL) || patterns.stream().anyMatch(wanted::contains);
    }
}
