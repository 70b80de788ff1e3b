package dev.fixway.bridge.rest;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/// An error as clients get it.
///
/// - `details`: strings, numbers, nulls, maps and lists of them; null when there are none
record ApiError(ErrorCode code, String message, @Nullable Map<String, ?> details) {

    static ApiError of(ErrorCode code, String cause) {
        return new ApiError(code, code.prefix() + ": " + cause, null);
    }

    static ApiError of(ErrorCode code, String cause, Map<String, ?> details) {
        return new ApiError(code, code.prefix() + ": " + cause, details);
    }

    /// A body that cannot be decoded.
    static ApiError undecodable(String cause) {
        return of(ErrorCode.INVALID_REQUEST, cause);
    }

    /// A required companion field is missing.
    static ApiError missing(String field, String cause) {
        return of(ErrorCode.INVALID_REQUEST, cause, Map.of("field", field));
    }

    /// A field is forbidden or out of range.
    static ApiError invalid(String field, String provided, String cause) {
        return of(ErrorCode.INVALID_VALUE, field + ' ' + cause, Map.of("field", field, "provided", provided));
    }

    static ApiError unsupported(String operation, String provider) {
        return of(ErrorCode.UNSUPPORTED_OPERATION, operation + " is not supported by " + provider,
                Map.of("operation", operation, "provider", provider));
    }

    static ApiError notFound(String orderId) {
        return of(ErrorCode.ORDER_NOT_FOUND, orderId, Map.of("resource", "order", "id", orderId));
    }

    static ApiError noPosition(String id) {
        return of(ErrorCode.POSITION_NOT_FOUND, id, Map.of("resource", "position", "id", id));
    }

    /// The venue could not be asked.
    static ApiError venueFailed(String platform, String cause) {
        return of(ErrorCode.PROVIDER_ERROR, platform + ' ' + cause, Map.of("provider", platform));
    }

    static ApiError unavailable(String reason) {
        return of(ErrorCode.PROVIDER_UNAVAILABLE, reason, Map.of("reason", reason));
    }

    static ApiError busy() {
        Map<String, @Nullable Object> details = new LinkedHashMap<>();
        details.put("retry_after_seconds", 1);
        details.put("reset_at", null);
        return of(ErrorCode.RATE_LIMITED, "too much waits for the engine, try again", details);
    }

    static ApiError rejected(String rejectCode, String text) {
        Map<String, String> details = new LinkedHashMap<>();
        details.put("reject_code", rejectCode);
        details.put("reject_reason", text);
        return of(ErrorCode.ORDER_REJECTED, text, details);
    }

    Response response() {
        return Response.json(code.status(), this::write);
    }

    private void write(JsonGenerator json) {
        json.writeStartObject();
        json.writeStringProperty("code", code.name());
        json.writeStringProperty("message", Scrubbing.scrub(message));
        if (details != null) {
            json.writeName("details");
            Scrubbing.write(json, "details", details);
        }
        json.writeEndObject();
    }
}
