package dev.fixway.engine.provider;

import dev.fixway.engine.domain.OrdType;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What a venue is, in the words of the Trading API.
///
/// - `orderTypes`: `MARKET`, `LIMIT`, `STOP`, `STOP_LIMIT`, `TRAILING_STOP`
/// - `features`: such as `short_selling`: what really works through this gateway
public record VenueProfile(List<AssetClass> assetClasses, List<String> orderTypes, PositionMode positionMode,
        List<String> features, @Nullable BigDecimal maxLeverage, @Nullable RateLimits rateLimits) {
    public VenueProfile {
        assetClasses = List.copyOf(assetClasses);
        orderTypes = List.copyOf(orderTypes);
        features = List.copyOf(features);
    }

    /// What its order capabilities alone say.
    public static VenueProfile of(Capabilities capabilities) {
        List<String> orderTypes = Stream.of(OrdType.values())
                .filter(capabilities.ordTypes()::contains)
                .map(OrdType::name)
                .toList();
        List<String> features = Stream.of(Feature.values())
                .filter(capabilities.features()::contains)
                .map(VenueProfile::nameOf)
                .flatMap(Optional::stream)
                .toList();
        return new VenueProfile(List.of(), orderTypes, PositionMode.NETTING, features, null, null);
    }

    /// What the Trading API calls a feature; empty where it has no word for it.
    public static Optional<String> nameOf(Feature feature) {
        return Optional.ofNullable(switch (feature) {
            case POST_ONLY -> "post_only";
            case REDUCE_ONLY -> "reduce_only";
            case HIDDEN -> "hidden_orders";
            case DISPLAY_QTY -> "iceberg_orders";
            case LEVERAGE -> "leverage";
            case POSITION_ID -> "hedging";
            case EXITS -> "bracket_orders";
            case CASH_AMOUNT, MARGIN_MODE -> null;
        });
    }

    /// What is traded there.
    public enum AssetClass {
        STOCK,
        FOREX,
        CRYPTO,
        FUTURES
    }

    /// Whether buys and sells of a symbol add up to one position or stand side by side.
    public enum PositionMode {
        NETTING,
        HEDGING
    }

    /// What the venue takes at most.
    public record RateLimits(@Nullable Integer requestsPerMinute, @Nullable Integer ordersPerSecond,
            @Nullable Integer ordersPerDay) {}
}
