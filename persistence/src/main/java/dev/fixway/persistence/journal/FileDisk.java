package dev.fixway.persistence.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

/// The real file system.
final class FileDisk implements Disk {
    private static final int ZEROS_BYTES = 1 << 18;

    @Override
    public Sink open(Path file) throws IOException {
        return new FileSink(FileChannel.open(file, StandardOpenOption.WRITE));
    }

    /// Takes no more than four fifths of what is free: FIX stores and database write beside it.
    @Override
    public void allocate(Path file, long bytes) throws IOException {
        long free = Files.getFileStore(Objects.requireNonNull(file.toAbsolutePath().getParent())).getUsableSpace();
        if (free < bytes + bytes / 4) {
            throw new IOException("no room for " + bytes + " bytes, " + free + " are free");
        }
        try (Sink sink = new FileSink(
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
                        StandardOpenOption.TRUNCATE_EXISTING))) {
            zero(sink, 0, bytes);
            sink.force();
        }
    }

    /// Writes zeros from an offset up to another.
    static void zero(Sink sink, long from, long to) throws IOException {
        ByteBuffer zeros = ByteBuffer.allocateDirect((int) Math.min(ZEROS_BYTES, Math.max(0, to - from)));
        for (long at = from; at < to; at += zeros.capacity()) {
            sink.write(zeros.clear().limit((int) Math.min(zeros.capacity(), to - at)), at);
        }
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        forceFolder(Objects.requireNonNull(to.toAbsolutePath().getParent()));
    }

    /// Makes the names in a folder durable.
    static void forceFolder(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private record FileSink(FileChannel channel) implements Sink {
        @Override
        public void write(ByteBuffer bytes, long offset) throws IOException {
            long at = offset;
            while (bytes.hasRemaining()) {
                at += channel.write(bytes, at);
            }
        }

        @Override
        public void force() throws IOException {
            channel.force(false);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
