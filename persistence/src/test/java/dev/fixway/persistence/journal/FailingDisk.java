package dev.fixway.persistence.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/// The real file system, until it is told to fail.
final class FailingDisk implements Disk {
    private final Disk real = new FileDisk();
    private final boolean isForcing;
    volatile boolean failsForce;
    volatile boolean failsAllocate;
    /// Bytes of a write that still get through; none is lost while negative.
    volatile int writesAtMost = -1;

    /// - `isForcing`: whether a force reaches the real disk; without it thousands of starts are quick
    FailingDisk(boolean isForcing) {
        this.isForcing = isForcing;
    }

    @Override
    public Sink open(Path file) throws IOException {
        return new FailingSink(real.open(file));
    }

    @Override
    public void allocate(Path file, long bytes) throws IOException {
        fail(failsAllocate, "no space left");
        if (isForcing) {
            real.allocate(file, bytes);
        } else {
            Files.write(file, new byte[(int) bytes]);
        }
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        real.rename(from, to);
    }

    private static void fail(boolean fails, String why) throws IOException {
        if (fails) {
            throw new IOException(why);
        }
    }

    private final class FailingSink implements Sink {
        private final Sink sink;

        FailingSink(Sink sink) {
            this.sink = sink;
        }

        @Override
        public void write(ByteBuffer bytes, long offset) throws IOException {
            if (writesAtMost < 0) {
                sink.write(bytes, offset);
            } else {
                sink.write(bytes.duplicate().limit(Math.min(bytes.limit(), bytes.position() + writesAtMost)), offset);
                throw new IOException("no space left");
            }
        }

        @Override
        public void force() throws IOException {
            fail(failsForce, "the disk does not answer");
            if (isForcing) {
                sink.force();
            }
        }

        @Override
        public void close() throws IOException {
            sink.close();
        }
    }
}
