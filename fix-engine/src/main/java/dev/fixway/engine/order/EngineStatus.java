package dev.fixway.engine.order;

import dev.fixway.engine.domain.KillState;
import dev.fixway.engine.domain.ProviderId;
import java.time.Duration;
import java.util.Map;

/// How the engine is; a picture taken on the `orders` thread now and then.
///
/// - `state`: whether it decides
/// - `reason`: why it does not; empty while it does
/// - `providers`: readiness by provider
/// - `kill`: whether the kill switch is on
/// - `oldestDoubt`: age of the oldest order in doubt, zero without one
public record EngineStatus(State state, String reason, Map<ProviderId, ProviderState> providers, int openOrders,
        int ordersInDoubt,
        Duration oldestDoubt, long groups, long events, KillState kill) {

    /// Whether the engine decides.
    public enum State {
        STARTING,
        RUNNING,
        FAILED,
        STOPPED
    }

    /// How a provider is.
    public enum ProviderState {
        // Not connected yet.
        CONNECTING,
        // Connected; what happened in between is being asked.
        RECONCILING,
        // Takes orders.
        READY,
        // Its streams broke.
        LOST
    }

    public EngineStatus {
        providers = Map.copyOf(providers);
    }

    /// Whether orders to this provider are taken.
    public boolean isReady(ProviderId provider) {
        return state == State.RUNNING && providers.get(provider) == ProviderState.READY;
    }
}
