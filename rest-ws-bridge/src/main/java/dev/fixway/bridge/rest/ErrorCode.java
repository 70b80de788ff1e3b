package dev.fixway.bridge.rest;

/// `code` of an error, with its HTTP status and the words that its message begins with.
enum ErrorCode {
    INVALID_REQUEST(400, "Invalid request"),
    INVALID_VALUE(400, "Invalid value"),
    VALIDATION_ERROR(400, "Validation failed"),
    UNAUTHORIZED(401, "Unauthorized"),
    ORDER_NOT_FOUND(404, "Order not found"),
    POSITION_NOT_FOUND(404, "Position not found"),
    SYMBOL_NOT_FOUND(404, "Symbol not found"),
    // Nobody raises it: groups are ids of clients.
    OCO_GROUP_NOT_FOUND(404, "OCO group not found"),
    ORDER_NOT_MODIFIABLE(409, "Order not modifiable"),
    RESET_COOLDOWN(409, "Reset too soon"),
    ORDER_REJECTED(422, "Order rejected"),
    RATE_LIMITED(429, "Rate limited"),
    INTERNAL_ERROR(500, "Internal error"),
    UNSUPPORTED_OPERATION(501, "Unsupported operation"),
    PROVIDER_ERROR(502, "Provider error"),
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
