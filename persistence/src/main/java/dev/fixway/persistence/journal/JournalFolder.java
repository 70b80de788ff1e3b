package dev.fixway.persistence.journal;

import dev.fixway.engine.ledger.LedgerException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// Where the files of the ledger lie in a data folder.
public final class JournalFolder {
    private JournalFolder() {}

    /// Segments of the journal.
    public static Path journal(Path dataDir) {
        return dataDir.resolve("ledger").resolve("journal");
    }

    /// Snapshots of the open state.
    static Path snapshots(Path dataDir) {
        return dataDir.resolve("ledger").resolve("snapshots");
    }

    /// The segments in their order. Throws LedgerException when one is missing in between.
    static List<Segment> segments(Path journal) {
        List<Segment> segments = found(journal);
        for (int i = 0; i < segments.size(); i++) {
            if (segments.get(i).index() != i + 1) {
                throw new LedgerException("the journal " + journal + " lacks segment " + (i + 1));
            }
        }
        return segments;
    }

    /// The segments that are there, in the order of their names.
    static List<Segment> found(Path journal) {
        List<Segment> segments = new ArrayList<>();
        for (Path file : files(journal)) {
            Segment segment = Segment.of(file);
            if (segment != null) {
                segments.add(segment);
            }
        }
        segments.sort(Comparator.comparingInt(Segment::index));
        return segments;
    }

    /// Every file of a folder, sorted; none when there is no folder.
    static List<Path> files(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (IOException | UncheckedIOException e) {
            throw new LedgerException("the folder " + folder + " cannot be read", e);
        }
    }

    /// Removes files of a folder that a crash left half made.
    static void removeUnfinished(Path folder) {
        for (Path file : files(folder)) {
            if (file.getFileName().toString().endsWith(UNFINISHED)) {
                remove(file);
            }
        }
    }

    static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new LedgerException("the file " + file + " cannot be removed", e);
        }
    }

    static void make(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new LedgerException("the folder " + folder + " cannot be made", e);
        }
    }

    /// How the names of files end that are being made.
    static final String UNFINISHED = ".unfinished";
}
