package dev.fixway.providers.template;

import dev.fixway.providers.RemoteProviderContract;
import dev.fixway.providers.RemoteVenue;
import dev.fixway.providers.TestVenue;
import java.nio.file.Path;

/// The template as the engine relies on it.
class TemplateProviderIT extends RemoteProviderContract {
    @Override
    protected RemoteVenue remote(Path folder, TestVenue.Filling filling) {
        return new DrivenTemplate(filling);
    }
}
