package dev.fixway.gateway;

import dev.fixway.config.Environment;
import dev.fixway.config.Secret;
import dev.fixway.config.Setting;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What `fixway fix` must not be told on its command line, where every process of the machine could read it.
record FixClientSettings(@Nullable String username, @Nullable Secret password, @Nullable Secret trustPassword) {
    private static final Setting<String> USERNAME = Setting.optionalText("FIX_CLIENT_USERNAME",
            "Username(553) that `fixway fix` logs on with.");
    private static final Setting<Secret> PASSWORD = Setting.secret("FIX_CLIENT_PASSWORD",
            "Password(554) that `fixway fix` logs on with.");
    private static final Setting<Secret> TRUST_PASSWORD = Setting.secret("FIX_CLIENT_TRUST_PASSWORD",
            "Password of the store that `fixway fix --trust` names.");

    static List<Setting<?>> all() {
        return List.of(USERNAME, PASSWORD, TRUST_PASSWORD);
    }

    static FixClientSettings read(Environment environment) {
        return new FixClientSettings(environment.find(USERNAME).orElse(null), environment.find(PASSWORD).orElse(null),
                environment.find(TRUST_PASSWORD).orElse(null));
    }
}
