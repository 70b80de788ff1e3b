package dev.fixway.bridge.rest;

import dev.fixway.engine.order.EngineStatus;
import java.util.stream.Collectors;

/// Whether the gateway can be used, and why not.
public record Readiness(boolean isReady, String message) {
    public static final Readiness READY = new Readiness(true, "");

    /// Ready when the engine decides and every provider takes orders.
    public static Readiness of(EngineStatus status) {
        if (status.state() != EngineStatus.State.RUNNING) {
            return new Readiness(false, "the engine does not take orders: " + status.reason());
        }
        String missing = status.providers()
                .entrySet()
                .stream()
                .filter(provider -> provider.getValue() != EngineStatus.ProviderState.READY)
                .map(provider -> "provider " + provider.getKey() + " is not ready")
                .sorted()
                .collect(Collectors.joining(", "));
        return missing.isEmpty() ? READY : new Readiness(false, missing);
    }
}
