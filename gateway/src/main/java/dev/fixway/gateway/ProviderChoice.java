package dev.fixway.gateway;

import dev.fixway.config.ConfigException;
import dev.fixway.config.Environment;
import dev.fixway.config.Setting;
import dev.fixway.engine.provider.ProviderFactory;
import dev.fixway.engine.provider.TradingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Which venues this gateway trades on. Never real money by default: `live` must be asked for by name in the real
/// environment.
final class ProviderChoice {
    private static final Logger LOG = LoggerFactory.getLogger(ProviderChoice.class);
    private static final String MOCK = "mock";
    private static final List<String> BY_CREDENTIALS = List.of("alpaca", "binance", "oanda", "saxo");
    private static final Setting<String> PROVIDER = Setting.optionalText("GATEWAY_PROVIDER",
            "Providers that orders go to, the first one by default; none at all means the mock.");

    private ProviderChoice() {}

    /// Each once: adapters share those of the wire.
    static List<Setting<?>> all() {
        Set<Setting<?>> settings = new LinkedHashSet<>(List.of(PROVIDER, TradingMode.SETTING));
        factories().values().forEach(factory -> settings.addAll(factory.settings()));
        return List.copyOf(settings);
    }

    /// The factories of the chosen providers, the default provider first.
    static List<ProviderFactory> choose(Environment environment) {
        if (environment.get(TradingMode.SETTING) == TradingMode.LIVE
                && !environment.isFromRealEnvironment("GATEWAY_MODE")) {
            throw new ConfigException("GATEWAY_MODE=live must come from the real environment, not from .env");
        }
        Map<String, ProviderFactory> known = factories();
        if (!environment.isPresent("GATEWAY_PROVIDER")) {
            return List.of(byCredentials(environment, known));
        }
        List<ProviderFactory> chosen = new ArrayList<>();
        for (String name : environment.get(PROVIDER).split(",", -1)) {
            ProviderFactory factory = known(known, name.strip());
            if (chosen.contains(factory)) {
                throw new ConfigException("GATEWAY_PROVIDER names " + factory.name() + " twice");
            }
            chosen.add(factory);
        }
        return chosen;
    }

    /// The first venue that has any of its credentials, whose lack of others it tells itself; the mock when there are
    /// none.
    private static ProviderFactory byCredentials(Environment environment, Map<String, ProviderFactory> known) {
        List<ProviderFactory> meant = BY_CREDENTIALS.stream()
                .map(known::get)
                .filter(factory -> factory != null && factory.credentials().stream().anyMatch(environment::isPresent))
                .toList();
        if (meant.isEmpty()) {
            LOG.warn("no provider configured: orders go to the built-in mock, nothing is traded provider={}", MOCK);
            return known(known, MOCK);
        }
        ProviderFactory first = meant.getFirst();
        if (meant.size() > 1) {
            LOG.warn("credentials of several providers and no GATEWAY_PROVIDER chosen={} ignored={}", first.name(),
                    meant.stream().skip(1).map(ProviderFactory::name).toList());
        }
        return first;
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
