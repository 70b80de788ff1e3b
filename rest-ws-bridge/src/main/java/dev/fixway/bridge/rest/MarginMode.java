package dev.fixway.bridge.rest;

/// `margin_mode` as clients know it.
enum MarginMode {
    CROSS,
    ISOLATED
}
