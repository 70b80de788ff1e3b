package dev.fixway.bridge.rest;

import dev.fixway.engine.provider.VenueRefusal;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a venue's refusal of a question is to clients.
final class VenueErrors {
    private VenueErrors() {}

    /// - `subject`: symbol or position that was asked about, where the venue does not name it; else empty
    static ApiError of(VenueRefusal refusal, String platform, String subject) {
        String text = platform + ": " + refusal.getMessage();
        Map<String, String> details = refusal.details();
        return switch (refusal.kind()) {
            case INVALID -> details.containsKey("field")
                    ? ApiError.missing(details.getOrDefault("field", ""), text)
                    : ApiError.of(ErrorCode.INVALID_REQUEST, text);
            case UNAUTHORIZED -> ApiError.of(ErrorCode.UNAUTHORIZED, text,
                    Map.of("code", details.getOrDefault("code", "AUTH_FAILED")));
            case REJECTED -> ApiError.of(ErrorCode.ORDER_REJECTED, text, rejected(details, refusal.getMessage()));
            case NO_SUCH_SYMBOL ->
                ApiError.of(ErrorCode.SYMBOL_NOT_FOUND, text,
                        Map.of("symbol", details.getOrDefault("symbol", subject)));
            case NO_SUCH_POSITION -> ApiError.noPosition(details.getOrDefault("id", subject));
            case RATE_LIMITED -> ApiError.of(ErrorCode.RATE_LIMITED, text, limited(refusal.retryAfterSeconds()));
            case UNSUPPORTED -> ApiError.unsupported(details.getOrDefault("operation", "this"), platform);
            case UNAVAILABLE -> ApiError.of(ErrorCode.PROVIDER_UNAVAILABLE, text, Map.of("reason", text));
            case UNREADABLE -> ApiError.of(ErrorCode.INTERNAL_ERROR, text);
        };
    }

    private static Map<String, String> rejected(Map<String, String> details, @Nullable String text) {
        Map<String, String> said = new LinkedHashMap<>(details);
        said.put("reject_code", details.getOrDefault("code", "ORDER_REJECTED"));
        said.put("reject_reason", String.valueOf(text));
        return said;
    }

    private static Map<String, ?> limited(@Nullable Long retryAfterSeconds) {
        Map<String, @Nullable Object> details = new LinkedHashMap<>();
        details.put("retry_after_seconds", retryAfterSeconds);
        details.put("reset_at", null);
        return details;
    }
}
