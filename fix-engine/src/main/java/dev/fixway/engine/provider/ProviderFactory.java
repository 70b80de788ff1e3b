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

    /// Makes the adapter; connects nothing.
    ///
    /// - `dataDir`: the gateway's data folder
    Provider create(Environment environment, Path dataDir, InstantSource clock);
}
