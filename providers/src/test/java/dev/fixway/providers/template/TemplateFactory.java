package dev.fixway.providers.template;

import dev.fixway.config.Environment;
import dev.fixway.config.Setting;
import dev.fixway.engine.provider.Provider;
import dev.fixway.engine.provider.ProviderFactory;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

/// Makes the adapter: `GATEWAY_PROVIDER=template`. A real one is listed in
/// `META-INF/services/dev.fixway.engine.provider.ProviderFactory`.
public final class TemplateFactory implements ProviderFactory {
    @Override
    public String name() {
        return TemplateProvider.NAME;
    }

    @Override
    public List<Setting<?>> settings() {
        return TemplateSettings.all();
    }

    @Override
    public List<String> credentials() {
        return TemplateSettings.credentialNames();
    }

    @Override
    public Provider create(Environment environment, Path dataDir, InstantSource clock) {
        return new TemplateProvider(TemplateSettings.read(environment));
    }
}
