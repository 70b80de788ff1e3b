package dev.fixway.persistence.checkpoint;

import dev.fixway.engine.ledger.LedgerException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
            return Checkpoint.Line.of(Files.readString(file, StandardCharsets.ISO_8859_1).strip());
        } catch (IOException | IllegalArgumentException e) {
            throw new LedgerException("the checkpoint kept in " + file + " cannot be read", e);
        }
    }

    void keep(Checkpoint.Line line) {
        CheckpointFolder.replace(file, line.text() + '\n');
    }
}
