package dev.fixway.providers.standin;

import dev.fixway.providers.standin.StandInMessages.Event;
import dev.fixway.providers.standin.StandInMessages.NewOrder;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The stand-in's memory: one line of JSON for each thing that happened, handed to the system before anybody is told.
/// It survives the process; a line that was cut off by its end is dropped.
final class StandInJournal implements AutoCloseable {
    private final RandomAccessFile file;

    /// One line; one of its members is there.
    ///
    /// - `submitted`: client id of a submission that arrived, taken or not
    record Line(@Nullable String submitted, @Nullable Placed placed, @Nullable Event event) {}

    /// An order that was taken.
    record Placed(NewOrder order, String venueId, Instant at, String carried) {}

    private StandInJournal(RandomAccessFile file) {
        this.file = file;
    }

    /// Opens a journal and tells every line that is in it.
    static StandInJournal open(Path path, Consumer<Line> lines) {
        try {
            int end = 0;
            if (Files.exists(path)) {
                byte[] bytes = Files.readAllBytes(path);
                for (int i = 0; i < bytes.length; i++) {
                    if (bytes[i] == '\n') {
                        lines.accept(StandInMessages.read(new String(bytes, end, i - end, StandardCharsets.UTF_8),
                                Line.class));
                        end = i + 1;
                    }
                }
            }
            RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
            file.setLength(end);
            file.seek(end);
            return new StandInJournal(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void add(Line line) {
        try {
            file.write((StandInMessages.write(line) + '\n').getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
