package dev.fixway.providers.standin;

import dev.fixway.config.ConfigException;
import dev.fixway.config.Environment;
import dev.fixway.config.Setting;
import dev.fixway.engine.provider.Capabilities.Amends;
import dev.fixway.providers.wire.WireSettings;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Where the stand-in is and how it was started.
record StandInSettings(URI url, Amends amends, Duration visibility, boolean looksUp, WireSettings wire) {
    private static final Setting<URI> URL = Setting.optionalText("STAND_IN_URL", "Address of the stand-in venue.")
            .as("an address", StandInSettings::address);
    private static final Setting<Amends> AMENDS = Setting.choice("STAND_IN_AMENDS", Amends.IN_PLACE,
            "How the stand-in venue amends.");
    private static final Setting<Duration> VISIBILITY = Setting.millis("STAND_IN_VISIBILITY_MS", 500,
            "How long the stand-in venue may hide a new order from look-ups.");
    private static final Setting<Boolean> LOOK_UP = Setting.flag("STAND_IN_LOOK_UP", true,
            "Whether the stand-in venue can be asked about an order.");

    static List<Setting<?>> all() {
        List<Setting<?>> all = new ArrayList<>(WireSettings.all());
        all.addAll(List.of(URL, AMENDS, VISIBILITY, LOOK_UP));
        return all;
    }

    static StandInSettings read(Environment environment) {
        return new StandInSettings(environment.get(URL), environment.get(AMENDS), environment.get(VISIBILITY),
                environment.get(LOOK_UP),
                WireSettings.read(environment));
    }

    private static URI address(String text) {
        if (!text.startsWith("http://")) {
            throw new ConfigException("is not an http address");
        }
        return URI.create(text);
    }
}
