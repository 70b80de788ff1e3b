package dev.fixway.persistence.journal;

import dev.fixway.config.Environment;
import dev.fixway.config.Setting;
import java.util.List;

/// How the journal is kept.
///
/// - `segmentBytes`: size of one preallocated file; a larger group gets a larger file
public record JournalSettings(Durability durability, int segmentBytes) {
    /// Least size of a segment.
    public static final int SEGMENT_BYTES_MIN = 4096;

    private static final Setting<Durability> DURABILITY = Setting.choice("LEDGER_DURABILITY", Durability.POWER,
            "What a committed order survives: `power` forces every commit to the disk, `process` leaves that to the "
                    + "operating system.");
    private static final Setting<Integer> SEGMENT_BYTES = Setting.integer("LEDGER_SEGMENT_BYTES", "bytes", 16 << 20,
            SEGMENT_BYTES_MIN, 1 << 30, "Size of one preallocated file of the ledger's journal.");

    public JournalSettings {
        if (segmentBytes < SEGMENT_BYTES_MIN) {
            throw new IllegalArgumentException("segmentBytes " + segmentBytes + " is below " + SEGMENT_BYTES_MIN);
        }
    }

    /// Every setting of the journal.
    public static List<Setting<?>> all() {
        return List.of(DURABILITY, SEGMENT_BYTES);
    }

    public static JournalSettings read(Environment environment) {
        return new JournalSettings(environment.get(DURABILITY), environment.get(SEGMENT_BYTES));
    }
}
