package dev.fixway.gateway;

import dev.fixway.config.ConfigException;
import dev.fixway.config.Environment;
import dev.fixway.config.Setting;
import dev.fixway.engine.provider.ProviderFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Which venues this gateway trades on. Never real money by default: `live` must be asked for by name in the real environment.
final class ProviderChoice {
    private static final Logger LOG = LoggerFactory.getLogger(ProviderChoice.class);
    private static final String MOCK = "mock";
    private static final Setting<String> PROVIDER = Setting.optionalText("GATEWAY_PROVIDER",
            "Providers that orders go to, the first one by default; none at all means the mock.");
    private static final Setting<Mode> MODE = Setting.choice("GATEWAY_MODE", Mode.PAPER,
            "paper or live; live counts only in the real environment.");

    private ProviderChoice() {}

    /// Whether orders are worth real money.
    enum Mode {
        PAPER,
        LIVE
    }

    static List<Setting<?>> all() {
        List<Setting<?>> settings = new ArrayList<>(List.of(PROVIDER, MODE));
        factories().values().forEach(factory -> settings.addAll(factory.settings()));
        return settings;
    }

    /// The factories of the chosen providers, the default provider first.
    static List<ProviderFactory> choose(Environment environment) {
        Mode mode = environment.get(MODE);
        if (mode == Mode.LIVE && !environment.isFromRealEnvironment("GATEWAY_MODE")) {
            throw new ConfigException("GATEWAY_MODE=live must come from the real environment, not from .env");
        }
        Map<String, ProviderFactory> known = factories();
        if (!environment.isPresent("GATEWAY_PROVIDER")) {
            LOG.warn("no provider configured: orders go to the built-in mock, nothing is traded provider={}", MOCK);
            return List.of(known(known, MOCK));
        }
        List<ProviderFactory> chosen = new ArrayList<>();
        for (String name : environment.get(PROVIDER).split(",", -1)) {
            chosen.add(known(known, name.strip()));
        }
        return chosen;
    }

    private static ProviderFactory known(Map<String, ProviderFactory> known, String name) {
        ProviderFactory factory = known.get(name);
        if (factory == null) {
            throw new ConfigException(
                    "GATEWAY_PROVIDER: \"" + name + "\" is not a provider, expected "
                            + String.join(", ", known.keySet()));
        }
        return factory;
    }

    private static Map<String, ProviderFactory> factories() {
        Map<String, ProviderFactory> factories = new LinkedHashMap<>();
        for (ProviderFactory factory : ServiceLoader.load(ProviderFactory.class)) {
            factories.put(factory.name(), factory);
        }
        return factories;
    }
}
