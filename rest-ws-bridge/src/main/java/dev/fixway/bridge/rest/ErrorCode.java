package dev.fixway.bridge.rest;

/// `code` of an error, with its HTTP status and the words that its message begins with.
enum ErrorCode {
    INVALID_REQUEST(400, "Invalid request"),
    INVALID_VALUE(400, "Invalid value"),
    VALIDATION_ERROR(400, "Validation failed"),
    UNAUTHORIZED(401, "Unauthorized"),
    ORDER_NOT_FOUND(404, "Order not found"),
    ORDER_NOT_MODIFIABLE(409, "Order not modifiable"),
    ORDER_REJECTED(422, "Order rejected"),
    RATE_LIMITED(429, "Rate limited"),
    INTERNAL_ERROR(500, "Internal error"),
    UNSUPPORTED_OPERATION(501, "Unsupported operation"),
    SHUTTING_DOWN(503, "Shutting down"),
    PROVIDER_UNAVAILABLE(503, "Provider unavailable");

    private final int status;
    private final String prefix;

    ErrorCode(int status, String prefix) {
        this.status = status;
        this.prefix = prefix;
    }

    int status() {
        return status;
    }

    String prefix() {
        return prefix;
    }
}
