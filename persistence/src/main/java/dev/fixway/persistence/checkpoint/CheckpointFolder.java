package dev.fixway.persistence.checkpoint;

import dev.fixway.engine.ledger.LedgerException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The files of checkpoints, named by the number of their first line, and beside them the public keys. One writer.
final class CheckpointFolder {
    private static final int LINES_PER_FILE = 4096;
    private static final String SUFFIX = ".checkpoints";
    private static final String KEY_SUFFIX = ".pub";

    private final Path folder;
    private final int linesPerFile;
    private @Nullable End end;

    CheckpointFolder(Path dataDir) {
        this(dataDir, LINES_PER_FILE);
    }

    /// - `linesPerFile`: after so many another file is begun
    CheckpointFolder(Path dataDir, int linesPerFile) {
        this.linesPerFile = linesPerFile;
        folder = dataDir.resolve("checkpoints");
    }

    /// Lines of one file.
    ///
    /// - `unfinishedBytes`: behind the last line break; what a crash left of a line
    record Content(Path file, List<String> lines, long wholeBytes, long unfinishedBytes) {}

    /// Where the next line goes.
    private record End(Path file, int lines, long bytes) {}

    Path path() {
        return folder;
    }

    /// The files in the order of their names.
    List<Path> files() {
        return list(SUFFIX);
    }

    Content read(Path file) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            int end = bytes.length;
            while (end > 0 && bytes[end - 1] != '\n') {
                end--;
            }
            String text = new String(bytes, 0, end, StandardCharsets.ISO_8859_1);
            List<String> lines = text.isEmpty() ? List.of() : List.of(text.substring(0, end - 1).split("\n", -1));
            return new Content(file, lines, end, bytes.length - end);
        } catch (IOException e) {
            throw new LedgerException("the checkpoints " + file + " cannot be read", e);
        }
    }

    /// The last whole line; null when there is none. Throws LedgerException when it is no checkpoint.
    Checkpoint.@Nullable Line last() {
        for (Path file : files().reversed()) {
            List<String> lines = read(file).lines();
            if (!lines.isEmpty()) {
                try {
                    return Checkpoint.Line.of(lines.getLast());
                } catch (IllegalArgumentException e) {
                    throw new LedgerException("the last line of " + file + " is no checkpoint", e);
                }
            }
        }
        return null;
    }

    /// The line with this number; null when it is not where it belongs.
    @Nullable
    String line(long number) {
        for (Path file : files().reversed()) {
            long first = firstNumber(file);
            if (first > 0 && first <= number) {
                List<String> lines = read(file).lines();
                return number - first < lines.size() ? lines.get((int) (number - first)) : null;
            }
        }
        return null;
    }

    /// Number of a file's first line, as its name says; 0 when it says none.
    static long firstNumber(Path file) {
        String digits = file.getFileName().toString().replace(SUFFIX, "");
        return digits.matches("\\d{10}") ? Long.parseLong(digits) : 0;
    }

    /// Writes a line behind the last whole one and returns when it is on the disk.
    void append(Checkpoint.Line line) {
        try {
            Files.createDirectories(folder);
            End at = end == null ? lastEnd() : end;
            end = null;
            if (at == null || at.lines() >= linesPerFile) {
                at = new End(folder.resolve("%010d".formatted(line.checkpoint().number()) + SUFFIX), 0, 0);
            }
            String text = line.text() + '\n';
            try (FileChannel channel = FileChannel.open(at.file(), StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE)) {
                channel.truncate(at.bytes());
                writeAll(channel, text, at.bytes());
                channel.force(true);
            }
            if (at.bytes() == 0) {
                forceFolder(folder);
            }
            end = new End(at.file(), at.lines() + 1, at.bytes() + text.length());
        } catch (IOException e) {
            throw new LedgerException("the checkpoint " + line.checkpoint().number() + " cannot be written", e);
        }
    }

    private @Nullable End lastEnd() {
        List<Path> files = files();
        Content last = files.isEmpty() ? null : read(files.getLast());
        return last == null ? null : new End(last.file(), last.lines().size(), last.wholeBytes());
    }

    /// Keeps a public key beside the checkpoints that it proves.
    void keep(PublicKeyText key) {
        Path file = folder.resolve(key.id() + KEY_SUFFIX);
        if (!Files.exists(file)) {
            replace(file, key.pem());
        }
    }

    /// The public keys that lie here, by their ids. One whose name is not its id is left out.
    Map<String, PublicKeyText> keys() {
        Map<String, PublicKeyText> keys = new HashMap<>();
        for (Path file : list(KEY_SUFFIX)) {
            PublicKeyText key = key(file);
            if (key != null && file.getFileName().toString().equals(key.id() + KEY_SUFFIX)) {
                keys.put(key.id(), key);
            }
        }
        return keys;
    }

    private static @Nullable PublicKeyText key(Path file) {
        try {
            return PublicKeyText.ofPem(Files.readString(file, StandardCharsets.ISO_8859_1));
        } catch (IllegalArgumentException e) {
            return null;
        } catch (IOException e) {
            throw new LedgerException("the public key " + file + " cannot be read", e);
        }
    }

    /// Writes a small file whole or not at all, on the disk when this returns.
    static void replace(Path file, String text) {
        try {
            Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent());
            Files.createDirectories(folder);
            Path unfinished = folder.resolve(file.getFileName() + ".unfinished");
            try (FileChannel channel = FileChannel.open(unfinished, StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
                writeAll(channel, text, 0);
                channel.force(true);
            }
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new LedgerException("the file " + file + " cannot be written", e);
        }
    }

    private static void writeAll(FileChannel channel, String text, long at) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
        long position = at;
        while (bytes.hasRemaining()) {
            position += channel.write(bytes, position);
        }
    }

    private static void forceFolder(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private List<Path> list(String suffix) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return new ArrayList<>(
                    files.filter(file -> file.getFileName().toString().endsWith(suffix)).sorted().toList());
        } catch (IOException | UncheckedIOException e) {
            throw new LedgerException("the folder " + folder + " cannot be read", e);
        }
    }
}
