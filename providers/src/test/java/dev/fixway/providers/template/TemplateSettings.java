package dev.fixway.providers.template;

import dev.fixway.config.Environment;
import dev.fixway.config.Secret;
import dev.fixway.config.Setting;
import dev.fixway.engine.provider.TradingMode;
import dev.fixway.providers.wire.WireSettings;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Where the venue is and how it knows us.
///
/// - `visibility`: how long after a submit a look-up may still miss the order
record TemplateSettings(URI url, Secret token, boolean isPaper, int requestsPerMinute, Duration visibility,
        WireSettings wire) {
    private static final Setting<Secret> TOKEN = Setting.secret("TEMPLATE_TOKEN", "Token of the account.");
    private static final Setting<URI> URL = WireSettings.address("TEMPLATE_URL",
            "Address of the venue in place of its own for the mode.", "http");
    private static final Setting<Integer> RATE = Setting.integer("TEMPLATE_REQUESTS_PER_MINUTE", "per minute", 6_000, 1,
            100_000, "Requests that the venue takes from the account.");
    private static final Setting<Duration> VISIBILITY = Setting.millis("TEMPLATE_VISIBILITY_MS", 30_000, 0, 600_000,
            "How long an order whose answer was lost may still turn up before it counts as not there.");
    private static final String PAPER_URL = "https://paper.template.example";
    private static final String LIVE_URL = "https://live.template.example";

    static List<Setting<?>> all() {
        List<Setting<?>> all = new ArrayList<>(List.of(TOKEN, URL, RATE, VISIBILITY));
        all.addAll(WireSettings.all());
        return all;
    }

    static List<String> credentialNames() {
        return List.of(TOKEN.name());
    }

    /// Throws ConfigException when credentials are missing.
    static TemplateSettings read(Environment environment) {
        WireSettings.requireCredentials(TemplateProvider.NAME, environment, credentialNames());
        boolean isPaper = environment.get(TradingMode.SETTING) != TradingMode.LIVE;
        return new TemplateSettings(environment.find(URL).orElse(URI.create(isPaper ? PAPER_URL : LIVE_URL)),
                environment.get(TOKEN), isPaper, environment.get(RATE), environment.get(VISIBILITY),
                WireSettings.read(environment));
    }
}
