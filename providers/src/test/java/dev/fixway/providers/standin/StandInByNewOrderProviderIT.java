package dev.fixway.providers.standin;

import dev.fixway.engine.provider.Capabilities.Amends;
import dev.fixway.providers.RemoteProviderContract;
import dev.fixway.providers.RemoteVenue;
import dev.fixway.providers.TestVenue;
import java.nio.file.Path;

/// The same of a venue that makes a new order of every replace.
class StandInByNewOrderProviderIT extends RemoteProviderContract {
    @Override
    protected RemoteVenue remote(Path folder, TestVenue.Filling filling) {
        return new DrivenStandIn(folder, Amends.BY_NEW_ORDER, filling);
    }
}
