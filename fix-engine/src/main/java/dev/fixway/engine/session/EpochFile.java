package dev.fixway.engine.session;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The epoch of a store, kept beside it and forced to the disk.
///
/// - `bootId`: boot of the machine that wrote the store
/// - `synced`: everything in the store was forced to the disk, so another boot does not matter
/// - `resetting`: the store was about to be emptied
record EpochFile(int epoch, String bootId, boolean synced, boolean resetting) {
    private static final Pattern LINE = Pattern
            .compile("epoch=([1-9][0-9]{0,8}) boot=([^ ]*) synced=([YN]) resetting=([YN])\n");

    /// The content of the file; null when it is missing or not whole.
    static @Nullable EpochFile read(Path file) throws IOException {
        if (!Files.exists(file)) {
            return null;
        }
        Matcher line = LINE.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
        if (!line.matches()) {
            return null;
        }
        return new EpochFile(Integer.parseInt(line.group(1)), line.group(2), "Y".equals(line.group(3)),
                "Y".equals(line.group(4)));
    }

    /// Replaces the file as a whole.
    void write(Path file) throws IOException {
        String line = "epoch=" + epoch + " boot=" + bootId + " synced=" + yes(synced) + " resetting=" + yes(resetting)
                + '\n';
        Path next = file.resolveSibling(file.getFileName() + ".next");
        try (FileChannel channel = FileChannel.open(next, StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.ISO_8859_1)));
            channel.force(true);
        }
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static char yes(boolean value) {
        return value ? 'Y' : 'N';
    }
}
