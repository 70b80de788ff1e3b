package dev.fixway.providers.alpaca;

import dev.fixway.engine.domain.Symbol;
import dev.fixway.engine.provider.Bar;
import dev.fixway.engine.provider.BarQuery;
import dev.fixway.engine.provider.MarketListener;
import dev.fixway.engine.provider.MarketSubscription;
import dev.fixway.providers.wire.VenueStream;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/// The market data streams: one for shares, one for crypto, as far as anything of them is wanted.
final class AlpacaPrices {
    private final List<VenueStream> streams = new ArrayList<>();

    /// Where what a stream has missed is asked for.
    ///
    /// - `bars`: asks the venue
    record Past(Function<BarQuery, List<Bar>> bars, InstantSource clock) {}

    AlpacaPrices(AlpacaSettings settings, Set<MarketSubscription> wanted, MarketListener listener, Past past) {
        Map<Symbol, MarketSubscription> stocks = new TreeMap<>((a, b) -> a.value().compareTo(b.value()));
        Map<Symbol, MarketSubscription> crypto = new TreeMap<>((a, b) -> a.value().compareTo(b.value()));
        wanted.forEach(one -> (AlpacaRules.isCrypto(one.symbol()) ? crypto : stocks).put(one.symbol(), one));
        URI base = settings.addresses().dataStream();
        if (!stocks.isEmpty()) {
            add(settings, "alpaca-stocks", base + "/v2/" + settings.feed(),
                    new AlpacaTicks(settings.credentials(), stocks, listener, past));
        }
        if (!crypto.isEmpty()) {
            add(settings, "alpaca-crypto", base + "/v1beta3/crypto/us",
                    new AlpacaTicks(settings.credentials(), crypto, listener, past));
        }
    }

    private void add(AlpacaSettings settings, String name, String address, AlpacaTicks ticks) {
        URI uri = URI.create(address);
        streams.add(new VenueStream(name, () -> uri, settings.wire(), ticks));
    }

    void start() {
        streams.forEach(VenueStream::start);
    }

    void close() {
        streams.forEach(VenueStream::close);
    }
}
