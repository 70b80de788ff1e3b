package dev.fixway.providers.alpaca;

import dev.fixway.engine.domain.OrdType;
import dev.fixway.engine.domain.TimeInForce;
import dev.fixway.engine.provider.Capabilities;
import dev.fixway.engine.provider.Feature;
import dev.fixway.engine.provider.VenueProfile;
import dev.fixway.engine.provider.VenueProfile.AssetClass;
import dev.fixway.engine.provider.VenueProfile.PositionMode;
import dev.fixway.engine.provider.VenueProfile.RateLimits;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// What orders can ask of Alpaca. No post-only, hidden, iceberg, reduce-only, leverage or margin mode in its API.
final class AlpacaCapabilities {
    private static final Set<OrdType> ORD_TYPES = Set.of(OrdType.MARKET, OrdType.LIMIT, OrdType.STOP,
            OrdType.STOP_LIMIT);

    private AlpacaCapabilities() {}

    static Capabilities of(AlpacaSettings settings) {
        return new Capabilities(ORD_TYPES, Set.of(TimeInForce.DAY, TimeInForce.GTC, TimeInForce.IOC, TimeInForce.FOK),
                Set.of(Feature.CASH_AMOUNT, Feature.EXITS), Capabilities.Amends.BY_NEW_ORDER, settings.visibility(),
                true);
    }

    static VenueProfile profile(AlpacaSettings settings) {
        return new VenueProfile(List.of(AssetClass.STOCK, AssetClass.CRYPTO),
                Stream.of(OrdType.values()).filter(ORD_TYPES::contains).map(OrdType::name).toList(),
                PositionMode.NETTING,
                List.of("bracket_orders", "short_selling", "get_quote"), null,
                new RateLimits(settings.requestsPerMinute(), null, null));
    }
}
