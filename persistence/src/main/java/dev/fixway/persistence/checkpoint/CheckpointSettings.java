package dev.fixway.persistence.checkpoint;

import dev.fixway.config.Environment;
import dev.fixway.config.Setting;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// When the chain is signed and with what.
///
/// - `keyFile`: made when it is missing and nothing was signed yet
/// - `events`, `interval`: a checkpoint follows after so many events or so long, whichever is first, when there are any
public record CheckpointSettings(Path keyFile, int events, Duration interval) {
    private static final Setting<Path> KEY_FILE = Setting.path("LEDGER_KEY_FILE", "~/.config/fixway/ledger.key",
            "Private key that signs the ledger's checkpoints and snapshots; made once. Keep it apart from the data.");
    private static final Setting<Integer> EVENTS = Setting.integer("LEDGER_CHECKPOINT_EVENTS", "events", 10_000, 1,
            10_000_000, "Events after which the ledger's chain is signed again.");
    private static final Setting<Duration> INTERVAL = Setting.seconds("LEDGER_CHECKPOINT_INTERVAL", 60, 1, 86_400,
            "Time after which the ledger's chain is signed again when something is new.");

    /// Every setting of the checkpoints.
    public static List<Setting<?>> all() {
        return List.of(KEY_FILE, EVENTS, INTERVAL);
    }

    public static CheckpointSettings read(Environment environment) {
        return new CheckpointSettings(environment.get(KEY_FILE).toAbsolutePath().normalize(), environment.get(EVENTS),
                environment.get(INTERVAL));
    }
}
