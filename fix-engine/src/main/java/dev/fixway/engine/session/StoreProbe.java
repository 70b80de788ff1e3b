package dev.fixway.engine.session;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Finds out whether a folder takes bytes: a full disk still opens files, and still overwrites what is there.
final class StoreProbe {
    private static final int BYTES = 256 << 10;

    private StoreProbe() {}

    /// Writes a file, forces it to the disk and removes it. Throws IOException when that fails.
    static void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        Path file = Files.createTempFile(folder, "probe", ".tmp");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.allocate(BYTES);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        } finally {
            Files.deleteIfExists(file);
        }
    }
}
