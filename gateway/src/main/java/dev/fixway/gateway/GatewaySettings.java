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

    /// Of the exits that this gateway does not manage yet: a wrong value is refused all the same, as clients expect.
    private static final Setting<Long> EXIT_HOURS = Setting.longInteger("SL_TP_TTL_HOURS", "h", 24, 0, Long.MAX_VALUE,
            "How long exits are remembered; checked, and without effect: exits that are taken are kept by their venue.");
    private static final Setting<Path> EXIT_FILE = Setting.path("EXIT_STATE_FILE", "./gateway-exit-state.json",
            "File of exits that were open at the last stop; without effect: exits that are taken are kept by their venue.");

    static List<Setting<?>> all() {
        return List.of(DATA_DIR, READY_TIMEOUT, EXIT_HOURS, EXIT_FILE);
    }

    static GatewaySettings read(Environment environment) {
        environment.get(EXIT_HOURS);
        return new GatewaySettings(environment.get(DATA_DIR).toAbsolutePath().normalize(),
                environment.get(READY_TIMEOUT));
    }
}
