package dev.fixway.bridge.rest;

/// `trailing_type` as clients know it.
enum TrailingType {
    ABSOLUTE,
    PERCENT
}
