package dev.fixway.gateway;

import dev.fixway.config.Environment;
import dev.fixway.config.Setting;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// What the process itself needs to know.
///
/// - `readyTimeout`: after which the ready line is printed although the provider is still connecting
public record GatewaySettings(Path dataDir, Duration readyTimeout) {
    static final Setting<Path> DATA_DIR = Setting.path("DATA_DIR", "data",
            "Folder of everything that Fixway keeps; one gateway at a time.");
    private static final Setting<Duration> READY_TIMEOUT = Setting.seconds("GATEWAY_READY_TIMEOUT", 60,
            "How long the ready line waits for the first provider.");

    static List<Setting<?>> all() {
        return List.of(DATA_DIR, READY_TIMEOUT);
    }

    static GatewaySettings read(Environment environment) {
        return new GatewaySettings(environment.get(DATA_DIR).toAbsolutePath().normalize(),
                environment.get(READY_TIMEOUT));
    }
}
