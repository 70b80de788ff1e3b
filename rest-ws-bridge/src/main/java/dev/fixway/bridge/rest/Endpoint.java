package dev.fixway.bridge.rest;

/// Serves the calls of one route and method.
///
/// Runs on the I/O thread: it hands over and returns, and the call is answered once, sooner or later.
@FunctionalInterface
interface Endpoint {
    void serve(Call call);
}
