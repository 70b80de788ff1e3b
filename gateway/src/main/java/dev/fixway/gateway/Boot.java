package dev.fixway.gateway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Tells one boot of the machine from another: what was not forced to the disk does not survive it.
final class Boot {
    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

    private Boot() {}

    /// The id of this boot; `unknown` where the system has none.
    static String id() {
        try {
            return Files.readString(BOOT_ID).strip();
        } catch (IOException e) {
            return "unknown";
        }
    }
}
