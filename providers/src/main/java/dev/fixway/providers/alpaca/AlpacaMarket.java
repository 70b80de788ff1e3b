package dev.fixway.providers.alpaca;

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
import dev.fixway.engine.provider.Quote;
import dev.fixway.engine.provider.VenuePosition;
import dev.fixway.engine.provider.VenueProfile;
import dev.fixway.engine.provider.VenueRefusal;
import dev.fixway.providers.wire.PacedHttp;
import dev.fixway.providers.wire.RateBudget.Priority;
import dev.fixway.providers.wire.Reply;
import dev.fixway.providers.wire.WireRequest;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Account, positions and prices of Alpaca. Questions block, any thread.
final class AlpacaMarket implements MarketDesk {
    static final String SOURCE = "alpaca";
    private final AlpacaSettings settings;
    private final PacedHttp trading;
    private final PacedHttp data;
    private final InstantSource clock;
    private final Map<String, Instant> openedAt = new ConcurrentHashMap<>();
    private volatile @Nullable AlpacaPrices prices;
    private volatile @Nullable MarketListener listener;

    AlpacaMarket(AlpacaSettings settings, PacedHttp trading, PacedHttp data, InstantSource clock) {
        this.settings = settings;
        this.trading = trading;
        this.data = data;
        this.clock = clock;
    }

    @Override
    public VenueProfile profile() {
        return AlpacaCapabilities.profile(settings);
    }

    private JsonNode ask(PacedHttp http, String path, VenueRefusal.Kind unknown) {
        Reply reply = http.send(WireRequest.of("GET", path), Priority.DATA);
        return AlpacaErrors.content(reply, unknown);
    }

    @Override
    public AccountFigures account() {
        JsonNode account = ask(trading, "/v2/account", VenueRefusal.Kind.UNREADABLE);
        BigDecimal unrealized = BigDecimal.ZERO;
        for (JsonNode position : ask(trading, "/v2/positions", VenueRefusal.Kind.UNREADABLE)) {
            unrealized = unrealized.add(AlpacaJson.decimalOrZero(position, "unrealized_pl"));
        }
        String currency = AlpacaJson.text(account, "currency");
        return new AccountFigures(AlpacaJson.decimalOrZero(account, "cash"),
                AlpacaJson.decimalOrZero(account, "equity"), AlpacaJson.decimalOrZero(account, "initial_margin"),
                AlpacaJson.decimalOrZero(account, "buying_power"), unrealized, currency == null ? "USD" : currency);
    }

    @Override
    public List<VenuePosition> positions() {
        Instant now = clock.instant();
        List<VenuePosition> positions = new ArrayList<>();
        for (JsonNode node : ask(trading, "/v2/positions", VenueRefusal.Kind.UNREADABLE)) {
            VenuePosition position = position(node, now);
            if (position != null) {
                positions.add(position);
            }
        }
        Set<String> ids = new HashSet<>();
        positions.forEach(position -> ids.add(position.id()));
        openedAt.keySet().retainAll(ids);
        return positions;
    }

    private @Nullable VenuePosition position(JsonNode node, Instant now) {
        String name = AlpacaJson.text(node, "symbol");
        BigDecimal qty = AlpacaJson.decimal(node, "qty");
        if (name == null || qty == null || qty.signum() == 0) {
            return null;
        }
        Symbol symbol = Symbol.of("crypto".equals(AlpacaJson.text(node, "asset_class")) ? pair(name) : name);
        BigDecimal entry = AlpacaJson.decimalOrZero(node, "avg_entry_price");
        BigDecimal current = AlpacaJson.decimal(node, "current_price");
        String id = symbol + "_position";
        // The venue does not say when a position was opened: it is shown since we first saw it.
        Instant opened = openedAt.computeIfAbsent(id, _ -> now);
        return new VenuePosition(id, symbol, qty.signum() < 0 ? Side.SELL : Side.BUY, new Qty(qty.abs()),
                new Price(entry), new Price(current == null ? entry : current),
                AlpacaJson.decimalOrZero(node, "unrealized_pl"), BigDecimal.ZERO, null, opened, now);
    }

    /// Positions name pairs without their slash.
    static String pair(String name) {
        for (String quote : new String[]{"USDT", "USDC", "USD", "BTC"}) {
            if (name.indexOf('/') < 0 && name.endsWith(quote) && name.length() > quote.length()) {
                return name.substring(0, name.length() - quote.length()) + "/" + quote;
            }
        }
        return name;
    }

    @Override
    public Quote quote(Symbol symbol) {
        String name = AlpacaRest.encoded(symbol.value());
        if (AlpacaRules.isCrypto(symbol)) {
            JsonNode answer = ask(data, "/v1beta3/crypto/us/latest/quotes?symbols=" + name,
                    VenueRefusal.Kind.NO_SUCH_SYMBOL);
            return quote(symbol, answer.path("quotes").path(symbol.value()), null);
        }
        String feed = "?feed=" + AlpacaRest.encoded(settings.feed());
        JsonNode quote = ask(data, "/v2/stocks/" + name + "/quotes/latest" + feed, VenueRefusal.Kind.NO_SUCH_SYMBOL);
        JsonNode trade = ask(data, "/v2/stocks/" + name + "/trades/latest" + feed, VenueRefusal.Kind.NO_SUCH_SYMBOL);
        return quote(symbol, quote.path("quote"), AlpacaJson.decimal(trade.path("trade"), "p"));
    }

    /// - `last`: of the last trade; null takes the middle, or the one side that is there
    static Quote quote(Symbol symbol, JsonNode node, @Nullable BigDecimal last) {
        Instant at = AlpacaJson.time(node, "t");
        if (at == null) {
            throw new VenueRefusal(VenueRefusal.Kind.NO_SUCH_SYMBOL, "alpaca has no quote of " + symbol);
        }
        BigDecimal bid = AlpacaJson.decimalOrZero(node, "bp");
        BigDecimal ask = AlpacaJson.decimalOrZero(node, "ap");
        BigDecimal middle = bid.signum() == 0 || ask.signum() == 0
                ? bid.max(ask)
                : bid.add(ask).divide(BigDecimal.TWO, Math.max(bid.scale(), ask.scale()) + 1, RoundingMode.HALF_EVEN);
        return new Quote(symbol, SOURCE, new Price(bid), AlpacaJson.qty(node, "bs"), new Price(ask),
                AlpacaJson.qty(node, "as"), new Price(last == null ? middle : last), null, at);
    }

    @Override
    public List<Bar> bars(BarQuery query) {
        return new AlpacaBars(settings.feed(), clock, path -> ask(data, path, VenueRefusal.Kind.NO_SUCH_SYMBOL))
                .latest(query);
    }

    @Override
    public void stream(Set<MarketSubscription> wanted, MarketListener newListener) {
        listener = newListener;
        prices = new AlpacaPrices(settings, wanted, newListener, new AlpacaPrices.Past(this::bars, clock));
    }

    void start() {
        AlpacaPrices streams = prices;
        if (streams != null) {
            streams.start();
        }
    }

    /// Tells positions and account anew, when somebody listens: the venue streams neither.
    void tellFigures() {
        MarketListener hearing = listener;
        if (hearing != null) {
            Set<String> before = new HashSet<>(openedAt.keySet());
            List<VenuePosition> now = positions();
            now.forEach(position -> {
                before.remove(position.id());
                hearing.onPosition(position);
            });
            before.forEach(id -> hearing.onPosition(closed(id)));
            hearing.onAccount(account(), MarketListener.AccountNews.BALANCE_UPDATED);
        }
    }

    private VenuePosition closed(String id) {
        Instant now = clock.instant();
        Symbol symbol = Symbol.of(id.substring(0, id.length() - "_position".length()));
        return new VenuePosition(id, symbol, Side.BUY, Qty.ZERO, new Price(BigDecimal.ZERO),
                new Price(BigDecimal.ZERO), BigDecimal.ZERO, BigDecimal.ZERO, null, now, now);
    }

    void close() {
        AlpacaPrices streams = prices;
        if (streams != null) {
            streams.close();
        }
    }
}
