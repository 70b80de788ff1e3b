package dev.fixway.providers.alpaca;

import dev.fixway.engine.domain.Symbol;
import dev.fixway.engine.provider.Bar;
import dev.fixway.engine.provider.MarketListener;
import dev.fixway.engine.provider.MarketSubscription;
import dev.fixway.engine.provider.ProviderException;
import dev.fixway.engine.provider.Timeframe;
import dev.fixway.providers.wire.StreamLink;
import dev.fixway.providers.wire.StreamListener;
import dev.fixway.providers.wire.StreamRefusal;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/// One market data stream: welcome, authentication, subscription, then arrays of quotes, trades and minute bars.
/// Belongs to the stream's thread.
///
/// Minutes that were missed while the stream was away are asked for: when it is back, and once more before the next
/// minute, which closes the gap. They are told in their order, as if nothing had happened.
final class AlpacaTicks implements StreamListener {
    private static final Logger LOG = LoggerFactory.getLogger(AlpacaTicks.class);
    private final AlpacaSettings.Credentials credentials;
    private final Map<Symbol, MarketSubscription> wanted;
    private final MarketListener listener;
    private final Map<Symbol, BigDecimal> lastTrades = new HashMap<>();
    private final Map<Symbol, Map<Timeframe, BarBuilder>> builders = new HashMap<>();
    private final InstantSource clock;
    private final BarGaps gaps;
    private Instant lastHeard = Instant.EPOCH;

    AlpacaTicks(AlpacaSettings.Credentials credentials, Map<Symbol, MarketSubscription> wanted,
            MarketListener listener, AlpacaPrices.Past past) {
        this.clock = past.clock();
        this.gaps = new BarGaps(past.bars());
        this.credentials = credentials;
        this.wanted = Map.copyOf(wanted);
        this.listener = listener;
    }

    @Override
    public void onOpen(StreamLink link) {
        // The venue speaks first.
    }

    @Override
    public void onBinary(StreamLink link, ByteBuffer message) {
        onText(link, StandardCharsets.UTF_8.decode(message).toString());
    }

    @Override
    public void onText(StreamLink link, String text) {
        JsonNode messages;
        try {
            messages = AlpacaJson.read(text);
        } catch (ProviderException e) {
            LOG.warn("prices cannot be read chars={} cause={}", text.length(), e.getMessage());
            return;
        }
        for (JsonNode message : messages.isArray() ? messages : List.of(messages)) {
            try {
                heard(link, message);
            } catch (ProviderException | IllegalArgumentException e) {
                LOG.warn("price cannot be read cause={}", e.getMessage());
            }
        }
    }

    private void heard(StreamLink link, JsonNode message) {
        switch (String.valueOf(AlpacaJson.text(message, "T"))) {
            case "success" -> greeted(link, String.valueOf(AlpacaJson.text(message, "msg")));
            case "subscription" -> {
                link.ready();
                fill();
            }
            case "error" -> refused(message);
            case "q" -> quoted(message);
            case "t" -> traded(message);
            case "b" -> barred(message, true);
            case "u" -> barred(message, false);
            default -> LOG.debug("market message of another kind passed over");
        }
    }

    private void greeted(StreamLink link, String said) {
        if (said.equals("connected")) {
            link.send(AlpacaJson.write(Map.of("action", "auth", "key", credentials.key().reveal(), "secret",
                    credentials.secret().reveal())));
        } else if (said.equals("authenticated")) {
            List<String> quotes = new ArrayList<>();
            List<String> bars = new ArrayList<>();
            for (MarketSubscription one : wanted.values()) {
                if (one.wantsQuotes()) {
                    quotes.add(one.symbol().value());
                }
                if (!one.timeframes().isEmpty()) {
                    bars.add(one.symbol().value());
                }
            }
            link.send(AlpacaJson.write(Map.of("action", "subscribe", "quotes", quotes, "trades", quotes, "bars", bars,
                    "updatedBars", bars)));
        }
    }

    /// What the venue's error means for the connection: some are about one request, some end it, some end it for long.
    private static void refused(JsonNode message) {
        int code = message.path("code").asInt(0);
        String text = code + " " + AlpacaJson.text(message, "msg");
        switch (code) {
            case 402, 406, 408, 409, 411 -> throw new StreamRefusal("alpaca refuses prices: " + text);
            case 401, 404, 407, 500 -> throw new IllegalStateException("alpaca breaks prices off: " + text);
            default -> LOG.error("alpaca refuses a part of the prices code={} text=\"{}\"", code,
                    AlpacaJson.text(message, "msg"));
        }
    }

    private @Nullable MarketSubscription of(JsonNode message) {
        String symbol = AlpacaJson.text(message, "S");
        return symbol == null ? null : wanted.get(Symbol.of(symbol));
    }

    private void quoted(JsonNode message) {
        MarketSubscription one = of(message);
        if (one != null && one.wantsQuotes()) {
            var quote = AlpacaMarket.quote(one.symbol(), message, lastTrades.get(one.symbol()));
            lastHeard = quote.at();
            listener.onQuote(quote);
        }
    }

    private void traded(JsonNode message) {
        MarketSubscription one = of(message);
        BigDecimal price = AlpacaJson.decimal(message, "p");
        if (one != null && price != null) {
            lastTrades.put(one.symbol(), price);
        }
    }

    /// - `isNew`: not a correction
    private void barred(JsonNode message, boolean isNew) {
        MarketSubscription one = of(message);
        Bar minute = one == null ? null : AlpacaBars.bar(one.symbol(), Timeframe.M1, message);
        if (one == null || minute == null) {
            return;
        }
        lastHeard = minute.start();
        if (isNew && gaps.isOpen(one.symbol())) {
            close(one, minute.start());
        }
        tell(one, minute);
    }

    /// What was missed, as far as the venue says so at once: it is asked again before the next minute. One that does
    /// not answer is not asked for the others.
    private void fill() {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MINUTES);
        for (MarketSubscription one : wanted.values()) {
            if (gaps.isOpen(one.symbol())) {
                BarGaps.Missed missed = gaps.before(one.symbol(), now);
                if (missed == null) {
                    return;
                }
                tell(one, missed);
            }
        }
    }

    /// What was missed before the minute that is there now. When the venue does not say, what was put together so far
    /// has a hole.
    private void close(MarketSubscription one, Instant start) {
        BarGaps.Missed missed = gaps.before(one.symbol(), start);
        gaps.end(one.symbol());
        tell(one, missed == null ? new BarGaps.Missed(List.of(), false) : missed);
    }

    private void tell(MarketSubscription one, BarGaps.Missed missed) {
        if (!missed.isWhole()) {
            builders.getOrDefault(one.symbol(), Map.of()).values().forEach(BarBuilder::hole);
        }
        missed.bars().forEach(bar -> tell(one, bar));
    }

    private void tell(MarketSubscription one, Bar minute) {
        gaps.told(minute);
        for (Timeframe timeframe : one.timeframes()) {
            Bar bar = timeframe == Timeframe.M1
                    ? minute
                    : builders.computeIfAbsent(one.symbol(), _ -> new EnumMap<>(Timeframe.class))
                            .computeIfAbsent(timeframe, BarBuilder::new)
                            .take(minute);
            if (bar != null) {
                listener.onBar(bar);
            }
        }
    }

    @Override
    public void onConnected(Duration gap) {
        listener.onPricesUp();
    }

    @Override
    public void onLost(String cause) {
        gaps.begin();
        listener.onPricesLost(lastHeard);
    }
}
