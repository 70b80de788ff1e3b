package dev.fixway.gateway.crash;

import dev.fixway.persistence.journal.Disk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/// The real disk under the ledger, until it is told to fail from the n-th call of a kind on.
final class FaultyDisk implements Disk {
    private static final int SHORT_BYTES = 100;
    private final Disk disk;
    private volatile Fault fault = Fault.NONE;
    private final AtomicInteger left = new AtomicInteger();

    /// What fails.
    enum Fault {
        NONE,
        // Not one byte of a write arrives.
        WRITE,
        // The first bytes of a write arrive.
        SHORT_WRITE,
        // Everything is written, nobody knows whether it is on the disk.
        FORCE,
        // There is no room for a new segment.
        ALLOCATE,
        // A new segment is made and does not get its name.
        RENAME,
        // A snapshot is written in part.
        SNAPSHOT
    }

    FaultyDisk(Disk disk) {
        this.disk = disk;
    }

    void fail(Fault kind, int fromCall) {
        left.set(fromCall);
        fault = kind;
    }

    void mend() {
        fault = Fault.NONE;
    }

    private boolean fails(Fault kind) {
        return fault == kind && left.decrementAndGet() <= 0;
    }

    private void check(Fault kind) throws IOException {
        if (fails(kind)) {
            throw new IOException(kind + " fails");
        }
    }

    @Override
    public Sink open(Path file) throws IOException {
        return new FaultySink(disk.open(file), file.toString().contains(".snapshot"));
    }

    @Override
    public void allocate(Path file, long bytes) throws IOException {
        check(Fault.ALLOCATE);
        disk.allocate(file, bytes);
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        check(Fault.RENAME);
        disk.rename(from, to);
    }

    private final class FaultySink implements Sink {
        private final Sink sink;
        private final boolean isSnapshot;

        FaultySink(Sink sink, boolean isSnapshot) {
            this.sink = sink;
            this.isSnapshot = isSnapshot;
        }

        @Override
        public void write(ByteBuffer bytes, long offset) throws IOException {
            check(Fault.WRITE);
            if (isSnapshot ? fails(Fault.SNAPSHOT) : fails(Fault.SHORT_WRITE)) {
                int length = Math.min(SHORT_BYTES, bytes.remaining());
                sink.write(bytes.duplicate().limit(bytes.position() + length), offset);
                throw new IOException("only " + length + " bytes written");
            }
            sink.write(bytes, offset);
        }

        @Override
        public void force() throws IOException {
            check(Fault.FORCE);
            sink.force();
        }

        @Override
        public void close() throws IOException {
            sink.close();
        }
    }
}
