package dev.fixway.providers.standin;

import dev.fixway.engine.provider.Capabilities.Amends;
import dev.fixway.providers.RemoteProviderContract;
import dev.fixway.providers.RemoteVenue;
import dev.fixway.providers.TestVenue;
import java.nio.file.Path;

/// The stand-in's adapter as the engine relies on it.
class StandInProviderIT extends RemoteProviderContract {
    @Override
    protected RemoteVenue remote(Path folder, TestVenue.Filling filling) {
        return new DrivenStandIn(folder, Amends.IN_PLACE, filling);
    }
}
