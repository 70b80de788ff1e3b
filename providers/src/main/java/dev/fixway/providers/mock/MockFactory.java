package dev.fixway.providers.mock;

import dev.fixway.config.Environment;
import dev.fixway.config.Setting;
import dev.fixway.engine.provider.Provider;
import dev.fixway.engine.provider.ProviderFactory;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

/// Makes the mock: `GATEWAY_PROVIDER=mock`.
public final class MockFactory implements ProviderFactory {
    @Override
    public String name() {
        return MockProvider.NAME;
    }

    @Override
    public List<Setting<?>> settings() {
        return MockSettings.ALL;
    }

    @Override
    public boolean isSimulation() {
        return true;
    }

    /// Opens its book in `dataDir/mock`.
    ///
    /// Throws ProviderException when the book is damaged or in use.
    @Override
    public Provider create(Environment environment, Path dataDir, InstantSource clock) {
        return MockProvider.open(MockSettings.of(environment), dataDir.resolve("mock"), clock, new MockThread());
    }
}
