package dev.fixway.providers.standin;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;

/// The stand-in's JSON. Numbers that matter are texts; unknown members, repeated members and wrong types are errors.
public final class StandInMessages {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .changeDefaultPropertyInclusion(old -> old.withValueInclusion(JsonInclude.Include.NON_NULL))
            .withCoercionConfig(LogicalType.Textual, texts -> {
                texts.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail);
                texts.setCoercion(CoercionInputShape.Float, CoercionAction.Fail);
                texts.setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
            })
            .build();

    private StandInMessages() {}

    /// What an order is worth: `type` market, limit, stop, stop_limit; `timeInForce` day, gtc, ioc, fok.
    public record TermsText(String type, String timeInForce, String quantity, @Nullable String price,
            @Nullable String stopPrice) {
        TermsText withQuantity(String newQuantity) {
            return new TermsText(type, timeInForce, newQuantity, price, stopPrice);
        }
    }

    /// `POST /orders`: `side` buy or sell.
    public record NewOrder(String clientId, String symbol, String side, TermsText terms) {}

    /// `PATCH /orders/{clientId}`. `clientId` is the new order's where an amend makes one, else absent.
    public record Amend(@Nullable String clientId, TermsText terms) {}

    /// An order with everything that happened to it.
    public record OrderText(String clientId, String venueId, String symbol, String side, TermsText terms,
            Instant createdAt, String state, List<Event> events) {}

    /// What happened to an order; `seq` counts all events of the venue from 1.
    ///
    /// - `terms`: of `replaced` and `restated`
    /// - `fill`: of `fill`, `bust` and `correct`
    public record Event(long seq, String venueId, String clientId, String kind, Instant at, @Nullable FillText fill,
            @Nullable TermsText terms, @Nullable Note note) {
        Event numbered(long number) {
            return new Event(number, venueId, clientId, kind, at, fill, terms, note);
        }
    }

    /// One execution.
    public record FillText(String fillId, String quantity, String price) {}

    /// Why: a code of the venue, words, a number for a restatement.
    public record Note(@Nullable String code, String text, @Nullable Integer reason) {}

    /// A refusal: status 4xx.
    public record Refusal(String code, String text) {}

    /// What a position is.
    public record Position(String symbol, String quantity) {}

    /// One message of the stream: an event, or `live` with the number of the last one when everything missed was sent.
    public record StreamText(@Nullable Event event, @Nullable Long live) {}

    static String write(Object message) {
        return JSON.writeValueAsString(message);
    }

    /// Throws [JacksonException] when the text is anything else.
    static <T> T read(String text, Class<T> type) throws JacksonException {
        T message = JSON.readValue(text, type);
        if (message == null) {
            throw new IllegalArgumentException("null instead of " + type.getSimpleName());
        }
        return message;
    }
}
