package dev.fixway.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.HdrHistogram.Histogram;

/// What the disk takes for one commit: an append of 500 bytes to a preallocated file and `force(false)`.
final class ForceCost {
    private static final int LENGTH = 16 << 20;
    private static final int RECORD = 500;

    private ForceCost() {}

    /// Median in microseconds.
    static double micros(Path folder, int times) {
        Path file = folder.resolve("force.bin");
        try {
            Files.createDirectories(folder);
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                channel.write(ByteBuffer.allocate(LENGTH), 0);
                channel.force(true);
                return measured(channel, times);
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static double measured(FileChannel channel, int times) throws IOException {
        Histogram histogram = new Histogram(60_000_000_000L, 3);
        ByteBuffer record = ByteBuffer.allocateDirect(RECORD);
        for (int i = 0; i < times; i++) {
            record.clear();
            record.put(0, (byte) i);
            long begun = System.nanoTime();
            channel.write(record, (long) i * RECORD);
            channel.force(false);
            histogram.recordValue(System.nanoTime() - begun);
        }
        return histogram.getValueAtPercentile(50) / 1_000.0;
    }
}
