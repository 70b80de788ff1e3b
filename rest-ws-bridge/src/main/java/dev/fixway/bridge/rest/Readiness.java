package dev.fixway.bridge.rest;

import dev.fixway.engine.order.EngineStatus;

/// Whether the gateway can be used, and why not.
public record Readiness(boolean isReady, String message) {
    public static final Readiness READY = new Readiness(true, "");

    /// Ready when the engine decides and every provider takes orders.
    public static Readiness of(EngineStatus status) {
        if (status.state() != EngineStatus.State.RUNNING) {
            return new Readiness(false, "the engine does not take orders: " + status.reason());
        }
        for (var provider : status.providers().entrySet()) {
            if (provider.getValue() != EngineStatus.ProviderState.READY) {
                return new Readiness(false, "provider " + provider.getKey() + " is not ready");
            }
        }
        return READY;
    }
}
