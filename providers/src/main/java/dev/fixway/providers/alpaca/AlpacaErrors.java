package dev.fixway.providers.alpaca;

import dev.fixway.engine.domain.RejectReason;
import dev.fixway.engine.domain.Texts;
import dev.fixway.engine.provider.ProviderException;
import dev.fixway.engine.provider.VenueRefusal;
import dev.fixway.providers.wire.Reply;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What the venue's refusals mean: by status and code first, by words only where one code says several things.
final class AlpacaErrors {
    private static final int DAY_TRADES = 40_310_100;
    private static final int BAD_PARAMETER = 40_010_001;

    private AlpacaErrors() {}

    /// A refusal in the venue's own words.
    ///
    /// - `code`: HTTP status × 100,000 and a detail; 0 where the venue gave none
    record Refusal(int status, int code, String message, JsonNode body) {
        private boolean says(String... words) {
            String lower = message.toLowerCase(Locale.ROOT);
            for (String word : words) {
                if (lower.contains(word)) {
                    return true;
                }
            }
            return false;
        }

        boolean isDuplicate() {
            return status == 422 && says("client_order_id", "client order id") && says("unique", "duplicate", "exist");
        }
    }

    /// Null when these are not the venue's words, such as a page of something in between.
    static @Nullable Refusal refusal(Reply.Answered answered) {
        try {
            JsonNode body = AlpacaJson.read(answered.body());
            String message = AlpacaJson.text(body, "message");
            return message == null
                    ? null
                    : new Refusal(answered.status(), body.path("code").asInt(0), Texts.bounded(message), body);
        } catch (ProviderException _) {
            return null;
        }
    }

    /// The content of the answer to a question. Throws VenueRefusal for the venue's no, ProviderException when it could
    /// not be asked.
    ///
    /// - `unknown`: what it means that the venue does not know what was asked for
    static JsonNode content(Reply reply, VenueRefusal.Kind unknown) {
        return switch (reply) {
            case Reply.NotSent(String cause) -> throw new ProviderException("alpaca: " + cause);
            case Reply.Unknown(String cause) -> throw new ProviderException("alpaca: " + cause);
            case Reply.Held(Duration again) -> throw new VenueRefusal(VenueRefusal.Kind.RATE_LIMITED,
                    "alpaca's rate limit is reached", Map.of(), again.toSeconds() + 1);
            case Reply.Answered answered when answered.isSuccess() -> {
                try {
                    yield AlpacaJson.read(answered.body());
                } catch (ProviderException _) {
                    throw new VenueRefusal(VenueRefusal.Kind.UNREADABLE, "alpaca's answer cannot be read");
                }
            }
            case Reply.Answered answered -> throw refused(answered, unknown);
        };
    }

    private static VenueRefusal refused(Reply.Answered answered, VenueRefusal.Kind unknown) {
        Refusal refusal = refusal(answered);
        String message = refusal == null ? "alpaca answers " + answered.status() : refusal.message();
        VenueRefusal.Kind kind = switch (answered.status()) {
            case 400, 422 -> VenueRefusal.Kind.INVALID;
            case 401 -> VenueRefusal.Kind.UNAUTHORIZED;
            case 404 -> unknown;
            case 429 -> VenueRefusal.Kind.RATE_LIMITED;
            default -> answered.status() >= 500 ? VenueRefusal.Kind.UNAVAILABLE : VenueRefusal.Kind.REJECTED;
        };
        return new VenueRefusal(kind, message,
                refusal == null || refusal.code() == 0 ? Map.of() : Map.of("code", Integer.toString(refusal.code())),
                null);
    }

    /// Why an order was not taken.
    static RejectReason ofOrder(Refusal refusal) {
        if (refusal.isDuplicate()) {
            return RejectReason.DUPLICATE_CL_ORD_ID;
        }
        return switch (refusal.status()) {
            case 403 -> ofForbidden(refusal);
            case 404 -> RejectReason.UNKNOWN_SYMBOL;
            case 400, 422 -> ofContent(refusal);
            case 429 -> RejectReason.RATE_LIMITED;
            default -> RejectReason.VENUE_REFUSED;
        };
    }

    private static RejectReason ofForbidden(Refusal refusal) {
        if (refusal.code() == DAY_TRADES || refusal.says("buying power", "insufficient balance")) {
            return RejectReason.INSUFFICIENT_FUNDS;
        }
        return refusal.says("insufficient qty", "cost basis", "minimal amount")
                ? RejectReason.INCORRECT_QTY
                : RejectReason.VENUE_REFUSED;
    }

    private static RejectReason ofContent(Refusal refusal) {
        if (refusal.says("qty", "quantity", "fractional", "fractionable", "notional")) {
            return RejectReason.INCORRECT_QTY;
        }
        if (refusal.says("price", "increment", "sub-penny")) {
            return RejectReason.INVALID_PRICE;
        }
        if (refusal.says("asset", "symbol")) {
            return RejectReason.UNKNOWN_SYMBOL;
        }
        return refusal.code() == BAD_PARAMETER ? RejectReason.UNSUPPORTED : RejectReason.VENUE_REFUSED;
    }

    /// Why a cancel or replace was not taken.
    static RejectReason ofRequest(Refusal refusal) {
        if (refusal.isDuplicate()) {
            return RejectReason.DUPLICATE_CL_ORD_ID;
        }
        if (refusal.status() == 404) {
            return RejectReason.UNKNOWN_ORDER;
        }
        if (refusal.status() == 429) {
            return RejectReason.RATE_LIMITED;
        }
        if (refusal.says("pending_cancel", "pending_replace", "pending cancel", "pending replace")) {
            return RejectReason.ALREADY_PENDING;
        }
        if (refusal.says("qty must")) {
            return RejectReason.INCORRECT_QTY;
        }
        if (refusal.says("filled", "canceled", "expired", "rejected", "replaced", "not cancelable")) {
            return RejectReason.TOO_LATE;
        }
        return refusal.status() == 403 || refusal.says("qty", "price") ? ofOrder(refusal) : RejectReason.VENUE_REFUSED;
    }
}
