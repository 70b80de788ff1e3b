package dev.fixway.providers.template;

import dev.fixway.engine.domain.OrdType;
import dev.fixway.engine.domain.TimeInForce;
import dev.fixway.engine.provider.Capabilities;
import java.util.Set;

/// What an order can ask for here, and nothing else: the engine refuses the rest by name.
final class TemplateCapabilities {
    private TemplateCapabilities() {}

    static Capabilities of(TemplateSettings settings) {
        return new Capabilities(Set.of(OrdType.MARKET, OrdType.LIMIT), Set.of(TimeInForce.DAY, TimeInForce.GTC),
                Set.of(), Capabilities.Amends.NO, settings.visibility(), true);
    }
}
