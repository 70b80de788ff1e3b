package dev.fixway.engine.provider;

import dev.fixway.config.Environment;
import dev.fixway.config.Setting;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

/// Makes the adapter of one venue; found by `ServiceLoader`.
public interface ProviderFactory {
    /// The value of `GATEWAY_PROVIDER` that asks for it.
    String name();

    /// Every setting that the adapter reads.
    List<Setting<?>> settings();

    /// The names of the settings that let it in at the venue, all of them needed; empty where it needs none.
    default List<String> credentials() {
        return List.of();
    }

    /// Whether nothing is traded there, not even on paper: then orders need not keep the limits unless
    /// `RISK_CONTROLS` says so.
    default boolean isSimulation() {
        return false;
    }

    /// Makes the adapter; connects nothing. Throws [dev.fixway.config.ConfigException] for what cannot be used.
    ///
    /// - `dataDir`: the gateway's data folder
    Provider create(Environment environment, Path dataDir, InstantSource clock);

    /// What cancels at the venue without a gateway; throws as [#create]. Override it where [Provider#openOrders] or
    /// [Provider#cancel] need more than credentials.
    default EmergencyDesk emergency(Environment environment, Path dataDir, InstantSource clock) {
        return EmergencyDesk.of(create(environment, dataDir, clock));
    }
}
