package dev.fixway.gateway;

import dev.fixway.bridge.rest.HttpSettings;
import dev.fixway.bridge.stream.StreamSettings;
import dev.fixway.config.ConfigException;
import dev.fixway.config.Environment;
import dev.fixway.config.Setting;
import dev.fixway.config.SettingsTable;
import dev.fixway.config.UnknownName;
import dev.fixway.engine.order.EngineSettings;
import dev.fixway.engine.risk.RiskSettings;
import dev.fixway.engine.session.FixSettings;
import dev.fixway.persistence.query.Persistence;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Every setting of every module: for the table in the README and the check of names.
final class AllSettings {
    private static final Logger LOG = LoggerFactory.getLogger(AllSettings.class);

    private AllSettings() {}

    static List<Setting<?>> all() {
        List<Setting<?>> all = new ArrayList<>(GatewaySettings.all());
        all.addAll(ProviderChoice.all());
        all.addAll(HttpSettings.all());
        all.addAll(StreamSettings.all());
        all.addAll(FixSettings.all());
        all.addAll(FixClientSettings.all());
        all.addAll(EngineSettings.all());
        all.addAll(RiskSettings.all());
        all.addAll(Persistence.Settings.all());
        return all;
    }

    /// Refuses a name that is nearly a known one, warns of others that look like ours.
    static void checkNames(Environment environment) {
        for (UnknownName name : SettingsTable.unknownNames(environment, all())) {
            if (name.isError()) {
                throw new ConfigException(name.message());
            }
            LOG.warn("unknown setting name={} message={}", name.name(), name.message());
        }
    }
}
