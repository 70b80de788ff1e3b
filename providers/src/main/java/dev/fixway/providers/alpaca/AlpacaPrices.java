package dev.fixway.providers.alpaca;

import dev.fixway.engine.domain.Symbol;
import dev.fixway.engine.provider.MarketListener;
import dev.fixway.engine.provider.MarketSubscription;
import dev.fixway.providers.wire.VenueStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// The market data streams: one for shares, one for crypto, as far as anything of them is wanted.
final class AlpacaPrices {
    private final List<VenueStream> streams = new ArrayList<>();

    AlpacaPrices(AlpacaSettings settings, Set<MarketSubscription> wanted, MarketListener listener) {
        Map<Symbol, MarketSubscription> stocks = new TreeMap<>((a, b) -> a.value().compareTo(b.value()));
        Map<Symbol, MarketSubscription> crypto = new TreeMap<>((a, b) -> a.value().compareTo(b.value()));
        wanted.forEach(one -> (AlpacaRules.isCrypto(one.symbol()) ? crypto : stocks).put(one.symbol(), one));
        URI base = settings.addresses().dataStream();
        if (!stocks.isEmpty()) {
            add(settings, "alpaca-stocks", base + "/v2/" + settings.feed(), stocks, listener);
        }
        if (!crypto.isEmpty()) {
            add(settings, "alpaca-crypto", base + "/v1beta3/crypto/us", crypto, listener);
        }
    }

    private void add(AlpacaSettings settings, String name, String address, Map<Symbol, MarketSubscription> wanted,
            MarketListener listener) {
        URI uri = URI.create(address);
        streams.add(new VenueStream(name, () -> uri, settings.wire(),
                new AlpacaTicks(settings.credentials(), wanted, listener)));
    }

    void start() {
        streams.forEach(VenueStream::start);
    }

    void close() {
        streams.forEach(VenueStream::close);
    }
}
