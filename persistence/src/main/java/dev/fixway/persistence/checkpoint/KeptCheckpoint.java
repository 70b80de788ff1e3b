package dev.fixway.persistence.checkpoint;

import dev.fixway.engine.ledger.LedgerException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The last checkpoint of each ledger, kept once more beside the key: `<key file>.last/<installation>`.
///
/// Whoever owns the data folder alone can put an older copy of all of it in its place; this is what shows it.
final class KeptCheckpoint {
    private final Path file;

    KeptCheckpoint(Path keyFile, String installation) {
        file = keyFile.resolveSibling(keyFile.getFileName() + ".last").resolve(installation);
    }

    Path path() {
        return file;
    }

    /// Null when none was kept. Throws LedgerException when what is there is none.
    Checkpoint.@Nullable Line read() {
        if (!Files.exists(file)) {
            return null;
        }
        try {
            return line(Files.readString(file, StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            throw new LedgerException("the checkpoint kept in " + file + " cannot be read", e);
        }
    }

    /// The same of what was in the file. Throws LedgerException when that is none.
    Checkpoint.Line line(String text) {
        try {
            return Checkpoint.Line.of(text.strip());
        } catch (IllegalArgumentException e) {
            throw new LedgerException("the checkpoint kept in " + file + " cannot be read", e);
        }
    }

    /// What is kept beside a key now, by installation. Throws LedgerException when it cannot be read.
    static Map<String, String> all(Path keyFile) {
        Path folder = keyFile.resolveSibling(keyFile.getFileName() + ".last");
        Map<String, String> kept = new HashMap<>();
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.filter(one -> !one.toString().endsWith(".unfinished")).toList()) {
                    kept.put(file.getFileName().toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
                }
            } catch (IOException | UncheckedIOException e) {
                throw new LedgerException("the checkpoints kept in " + folder + " cannot be read", e);
            }
        }
        return kept;
    }

    void keep(Checkpoint.Line line) {
        CheckpointFolder.replace(file, line.text() + '\n');
    }
}
