package dev.fixway.persistence.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The files of a journal as tests see them: found, copied, damaged.
public final class JournalFiles {
    private JournalFiles() {}

    /// The segments, oldest first.
    public static List<Path> segments(Path dataDir) {
        return JournalFolder.files(JournalFolder.journal(dataDir))
                .stream()
                .filter(file -> file.getFileName().toString().endsWith(".journal"))
                .toList();
    }

    /// Offset behind the last byte that is not zero.
    public static int usedBytes(Path segment) {
        return Tail.dirtyLength(read(segment));
    }

    public static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static void write(Path file, byte[] bytes) {
        try {
            Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Turns one bit of a file.
    public static void flip(Path file, int offset) {
        byte[] bytes = read(file);
        bytes[offset] ^= 0x10;
        write(file, bytes);
    }

    /// Copies a folder with everything in it.
    public static void copy(Path from, Path to) {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
