package dev.fixway.providers.mock;

import dev.fixway.engine.provider.ProviderException;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The mock's append-only file: one line per change of the book, see [MockCodec].
///
/// Written without force, which a killed process survives. Guarded by [MockProvider]'s lock.
final class MockJournal implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MockJournal.class);
    static final String FILE = "book.journal";
    private static final int LINE_LENGTH_MAX = 8192;

    private final Path file;
    private final FileChannel lockChannel;
    private final GrowingFile out;
    private long records;

    private MockJournal(Path file, FileChannel lockChannel, GrowingFile out, long records) {
        this.file = file;
        this.lockChannel = lockChannel;
        this.out = out;
        this.records = records;
    }

    /// Opens the journal of a folder, made when it is missing, hands over what is in it and cuts a torn tail.
    ///
    /// Throws ProviderException when another process has it or it is damaged before its end.
    static MockJournal open(Path folder, Consumer<MockRecord> reader) {
        FileChannel lockChannel = lock(folder);
        try {
            Path file = folder.resolve(FILE);
            Content content = read(file, reader, true);
            return new MockJournal(file, lockChannel, new GrowingFile(file, content.length()), content.records());
        } catch (IOException | RuntimeException e) {
            closeQuietly(lockChannel);
            throw e instanceof ProviderException known
                    ? known
                    : new ProviderException("mock: cannot open its book in " + folder, e);
        }
    }

    /// Hands over every whole record of a file and says how far they reach; a missing file is empty.
    ///
    /// Of a file that somebody else may be writing: what is behind the beginning of room may have come meanwhile.
    static Content read(Path file, Consumer<MockRecord> reader) {
        return read(file, reader, false);
    }

    private static Content read(Path file, Consumer<MockRecord> reader, boolean isOwned) {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            long length = 0;
            long records = 0;
            for (byte[] line = line(in); line != null; line = line(in)) {
                MockRecord record = MockCodec.decode(line);
                if (record == null) {
                    if (isOwned || !GrowingFile.isRoom(line)) {
                        refuseRecordsAfter(in, file, length);
                    }
                    break;
                }
                reader.accept(record);
                length += line.length + 1;
                records++;
            }
            return new Content(length, records);
        } catch (NoSuchFileException e) {
            return new Content(0, 0);
        } catch (IOException | IllegalArgumentException | IllegalStateException e) {
            throw new ProviderException("mock: cannot read its book " + file, e);
        }
    }

    /// Writes records, all of them or, after an error, none.
    void append(List<MockRecord> more) throws IOException {
        out.append(more.stream().map(MockCodec::encode).toList());
        records += more.size();
    }

    /// How many records the file has, dead ones included.
    long records() {
        return records;
    }

    /// Puts a new file with these records in place of the old one, at once.
    void rewrite(List<MockRecord> living) throws IOException {
        Path fresh = file.resolveSibling(FILE + ".new");
        long size = 0;
        try (OutputStream stream = new BufferedOutputStream(Files.newOutputStream(fresh))) {
            for (MockRecord record : living) {
                byte[] line = MockCodec.encode(record);
                stream.write(line);
                size += line.length;
            }
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        out.restart(size);
        records = living.size();
    }

    @Override
    public void close() {
        closeQuietly(out);
        closeQuietly(lockChannel);
    }

    private static FileChannel lock(Path folder) {
        FileChannel channel = null;
        try {
            Files.createDirectories(folder);
            // A file of its own: closing any other channel on a locked file would end the lock.
            channel = FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            closeQuietly(channel);
            throw new ProviderException("mock: its book in " + folder + " is in use in this process", e);
        } catch (IOException e) {
            closeQuietly(channel);
            throw new ProviderException("mock: cannot lock its book in " + folder, e);
        }
        closeQuietly(channel);
        throw new ProviderException("mock: its book in " + folder + " is in use by another process");
    }

    private static void closeQuietly(@Nullable AutoCloseable closeable) {
        try {
            if (closeable != null) {
                closeable.close();
            }
        } catch (Exception e) {
            LOG.warn("mock book not closed cause={}", e.toString());
        }
    }

    /// The bytes up to the next line break; null at the end, also for a last line without one, which room is.
    private static byte @Nullable [] line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(256);
        for (int b = in.read(); b >= 0; b = in.read()) {
            if (b == '\n') {
                return line.toByteArray();
            }
            if (line.size() <= LINE_LENGTH_MAX) {
                line.write(b);
            }
        }
        return null;
    }

    /// A bad record is a torn tail only when nothing good comes after it.
    private static void refuseRecordsAfter(InputStream in, Path file, long offset) throws IOException {
        for (byte[] line = line(in); line != null; line = line(in)) {
            if (MockCodec.decode(line) != null) {
                throw new ProviderException("mock: its book " + file + " is damaged at byte " + offset);
            }
        }
    }

    /// How far the whole records of a file reach, in bytes, and how many they are.
    record Content(long length, long records) {}
}
