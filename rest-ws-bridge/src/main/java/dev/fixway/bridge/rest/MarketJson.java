package dev.fixway.bridge.rest;

import dev.fixway.engine.domain.Side;
import dev.fixway.engine.provider.AccountFigures;
import dev.fixway.engine.provider.Bar;
import dev.fixway.engine.provider.Quote;
import dev.fixway.engine.provider.VenuePosition;
import dev.fixway.engine.provider.VenueProfile;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/// Writes what venues tell beside orders: decimals as text with their scale, absent members left out.
final class MarketJson {
    private MarketJson() {}

    static void write(JsonGenerator json, AccountFigures account) {
        json.writeStartObject();
        put(json, "balance", account.balance());
        put(json, "equity", account.equity());
        put(json, "margin_used", account.marginUsed());
        put(json, "margin_available", account.marginAvailable());
        put(json, "unrealized_pnl", account.unrealizedPnl());
        put(json, "currency", account.currency());
        json.writeEndObject();
    }

    static void write(JsonGenerator json, VenueProfile profile) {
        json.writeStartObject();
        strings(json, "supported_asset_classes", profile.assetClasses());
        strings(json, "supported_order_types", profile.orderTypes());
        put(json, "position_mode", profile.positionMode());
        strings(json, "features", profile.features());
        put(json, "max_leverage", profile.maxLeverage());
        VenueProfile.RateLimits limits = profile.rateLimits();
        if (limits != null) {
            json.writeObjectPropertyStart("rate_limits");
            number(json, "requests_per_minute", limits.requestsPerMinute());
            number(json, "orders_per_second", limits.ordersPerSecond());
            number(json, "orders_per_day", limits.ordersPerDay());
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    static void write(JsonGenerator json, VenuePosition position) {
        json.writeStartObject();
        put(json, "id", position.id());
        put(json, "symbol", position.symbol());
        put(json, "side", position.side() == Side.BUY ? "LONG" : "SHORT");
        put(json, "quantity", position.quantity());
        put(json, "average_entry_price", position.entryPx());
        put(json, "current_price", position.currentPx());
        put(json, "unrealized_pnl", position.unrealizedPnl());
        put(json, "realized_pnl", position.realizedPnl());
        VenuePosition.Margin margin = position.margin();
        if (margin != null) {
            put(json, "margin_mode", margin.mode());
            put(json, "leverage", margin.leverage());
            put(json, "liquidation_price", margin.liquidationPx());
        }
        put(json, "opened_at", position.openedAt());
        put(json, "updated_at", position.updatedAt());
        json.writeEndObject();
    }

    static void write(JsonGenerator json, Quote quote) {
        json.writeStartObject();
        put(json, "symbol", quote.symbol());
        put(json, "provider", quote.source());
        put(json, "bid", quote.bid());
        put(json, "bid_size", quote.bidSize());
        put(json, "ask", quote.ask());
        put(json, "ask_size", quote.askSize());
        put(json, "last", quote.last());
        put(json, "volume", quote.volume());
        put(json, "timestamp", quote.at());
        json.writeEndObject();
    }

    static void write(JsonGenerator json, Bar bar) {
        json.writeStartObject();
        put(json, "symbol", bar.symbol());
        put(json, "provider", bar.source());
        put(json, "timeframe", bar.timeframe().code());
        put(json, "timestamp", bar.start());
        put(json, "open", bar.open());
        put(json, "high", bar.high());
        put(json, "low", bar.low());
        put(json, "close", bar.close());
        put(json, "volume", bar.volume());
        json.writeEndObject();
    }

    private static void strings(JsonGenerator json, String name, Iterable<?> values) {
        json.writeArrayPropertyStart(name);
        values.forEach(value -> json.writeString(value.toString()));
        json.writeEndArray();
    }

    private static void number(JsonGenerator json, String name, @Nullable Integer value) {
        if (value != null) {
            json.writeNumberProperty(name, value.intValue());
        }
    }

    private static void put(JsonGenerator json, String name, @Nullable Object value) {
        if (value instanceof BigDecimal decimal) {
            json.writeStringProperty(name, decimal.toPlainString());
        } else if (value != null) {
            json.writeStringProperty(name, value.toString());
        }
    }
}
