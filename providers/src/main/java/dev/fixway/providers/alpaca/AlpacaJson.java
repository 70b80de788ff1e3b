package dev.fixway.providers.alpaca;

import dev.fixway.engine.domain.Price;
import dev.fixway.engine.domain.Qty;
import dev.fixway.engine.provider.ProviderException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads the venue's JSON as loosely as it is written: unknown members are passed over, absent ones and `null` are the
/// same, numbers come as text or as numbers and never go through a double.
final class AlpacaJson {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private AlpacaJson() {}

    /// Throws ProviderException when the text is not JSON.
    static JsonNode read(String text) {
        try {
            return JSON.readTree(text);
        } catch (JacksonException e) {
            throw new ProviderException("alpaca: not JSON: " + e.getOriginalMessage());
        }
    }

    static String write(Object value) {
        return JSON.writeValueAsString(value);
    }

    /// Null when it is absent, `null` or empty.
    static @Nullable String text(JsonNode node, String name) {
        JsonNode value = node.path(name);
        String text = value.isString() ? value.stringValue() : value.isValueNode() ? value.asString("") : "";
        return value.isNull() || text.isEmpty() ? null : text;
    }

    /// Throws ProviderException when it is absent.
    static String present(JsonNode node, String name) {
        String text = text(node, name);
        if (text == null) {
            throw new ProviderException("alpaca: " + name + " is missing");
        }
        return text;
    }

    /// Null when it is absent; throws ProviderException when it is no number.
    static @Nullable BigDecimal decimal(JsonNode node, String name) {
        JsonNode value = node.path(name);
        if (value.isNumber()) {
            return value.decimalValue();
        }
        String text = text(node, name);
        try {
            return text == null ? null : new BigDecimal(text);
        } catch (NumberFormatException _) {
            throw new ProviderException("alpaca: " + name + " is no number");
        }
    }

    static BigDecimal decimalOrZero(JsonNode node, String name) {
        BigDecimal value = decimal(node, name);
        return value == null ? BigDecimal.ZERO : value;
    }

    static @Nullable Price price(JsonNode node, String name) {
        BigDecimal value = decimal(node, name);
        return value == null ? null : new Price(value);
    }

    static @Nullable Qty qty(JsonNode node, String name) {
        BigDecimal value = decimal(node, name);
        return value == null ? null : new Qty(value.abs());
    }

    /// Null when it is absent; throws ProviderException when it is no time.
    static @Nullable Instant time(JsonNode node, String name) {
        String text = text(node, name);
        try {
            return text == null ? null : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException _) {
            throw new ProviderException("alpaca: " + name + " is no time");
        }
    }
}
