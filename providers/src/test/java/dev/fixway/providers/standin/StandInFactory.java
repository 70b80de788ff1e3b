package dev.fixway.providers.standin;

import dev.fixway.config.Environment;
import dev.fixway.config.Setting;
import dev.fixway.engine.provider.Provider;
import dev.fixway.engine.provider.ProviderFactory;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

/// Makes the adapter to the stand-in: `GATEWAY_PROVIDER=stand-in`.
public final class StandInFactory implements ProviderFactory {
    @Override
    public String name() {
        return StandInProvider.NAME;
    }

    @Override
    public List<Setting<?>> settings() {
        return StandInSettings.all();
    }

    @Override
    public boolean isSimulation() {
        return true;
    }

    @Override
    public Provider create(Environment environment, Path dataDir, InstantSource clock) {
        return new StandInProvider(StandInSettings.read(environment));
    }
}
