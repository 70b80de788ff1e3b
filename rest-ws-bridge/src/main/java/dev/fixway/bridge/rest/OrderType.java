package dev.fixway.bridge.rest;

/// `order_type` as clients know it.
enum OrderType {
    MARKET,
    LIMIT,
    STOP,
    STOP_LIMIT,
    TRAILING_STOP
}
