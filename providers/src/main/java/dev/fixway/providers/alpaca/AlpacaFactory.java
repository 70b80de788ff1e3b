package dev.fixway.providers.alpaca;

import dev.fixway.config.Environment;
import dev.fixway.config.Setting;
import dev.fixway.engine.provider.EmergencyDesk;
import dev.fixway.engine.provider.Provider;
import dev.fixway.engine.provider.ProviderFactory;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

/// Makes the adapter to Alpaca: `GATEWAY_PROVIDER=alpaca`.
public final class AlpacaFactory implements ProviderFactory {
    @Override
    public String name() {
        return AlpacaProvider.NAME;
    }

    @Override
    public List<Setting<?>> settings() {
        return AlpacaSettings.all();
    }

    @Override
    public List<String> credentials() {
        return AlpacaSettings.credentialNames();
    }

    @Override
    public Provider create(Environment environment, Path dataDir, InstantSource clock) {
        return new AlpacaProvider(AlpacaSettings.read(environment), clock);
    }

    @Override
    public EmergencyDesk emergency(Environment environment, Path dataDir, InstantSource clock) {
        return new AlpacaProvider(AlpacaSettings.read(environment), clock).emergency();
    }
}
