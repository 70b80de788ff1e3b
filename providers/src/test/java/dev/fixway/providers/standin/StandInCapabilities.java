package dev.fixway.providers.standin;

import dev.fixway.engine.domain.OrdType;
import dev.fixway.engine.domain.TimeInForce;
import dev.fixway.engine.provider.Capabilities;
import java.util.EnumSet;
import java.util.Set;

/// What the stand-in can do: every type and time in force, nothing beside them; amends as it was started.
final class StandInCapabilities {
    private StandInCapabilities() {}

    static Capabilities of(StandInSettings settings) {
        return new Capabilities(EnumSet.allOf(OrdType.class), EnumSet.allOf(TimeInForce.class), Set.of(),
                settings.amends(), settings.visibility(), settings.looksUp());
    }
}
