package dev.fixway.providers.alpaca;

import dev.fixway.providers.RemoteProviderContract;
import dev.fixway.providers.RemoteVenue;
import dev.fixway.providers.TestVenue;
import java.nio.file.Path;

/// Alpaca's adapter as the engine relies on it.
class AlpacaProviderIT extends RemoteProviderContract {
    @Override
    protected RemoteVenue remote(Path folder, TestVenue.Filling filling) {
        return new DrivenAlpaca(folder, filling);
    }
}
