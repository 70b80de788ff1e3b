package dev.fixway.persistence.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes segments: files of zeros that a thread beside the writer has ready before they are needed.
///
/// Owned by the writer of the journal; only the filling of a spare file happens elsewhere.
final class SegmentMaker {
    private static final Logger LOG = LoggerFactory.getLogger(SegmentMaker.class);

    private static final Duration TRY_AGAIN = Duration.ofSeconds(2);

    private final Disk disk;
    private final Path folder;
    private final int segmentBytes;
    private final Path spareFile;
    private @Nullable Spare spare;
    private volatile boolean lacksSpare;

    /// A file that is being filled: how that ends, and the wish that it be tried no more.
    private record Spare(CompletableFuture<Boolean> isFilled, CountDownLatch isWanted) {
        /// Ends the tries; whether there is one.
        boolean take() {
            isWanted.countDown();
            return isFilled.join();
        }
    }

    SegmentMaker(Disk disk, Path folder, int segmentBytes) {
        this.disk = disk;
        this.folder = folder;
        this.segmentBytes = segmentBytes;
        spareFile = folder.resolve("spare" + JournalFolder.UNFINISHED);
    }

    /// Size of a segment that has room for a frame of this length.
    long capacity(long frameBytes) {
        return Math.max(segmentBytes, SegmentHeader.LENGTH + frameBytes);
    }

    /// Whether no file is ready for the time after the current segment, because the disk has no room for one.
    boolean lacksSpare() {
        return lacksSpare;
    }

    /// Begins to fill the next file in the background; tries again while there is no room for it.
    void prepare() {
        if (spare != null) {
            // Two that fill the same file would fill it under the writer.
            return;
        }
        Spare next = new Spare(new CompletableFuture<>(), new CountDownLatch(1));
        spare = next;
        Thread.ofPlatform().name("ledger-spare-segment").daemon().start(() -> fill(next));
    }

    private void fill(Spare next) {
        boolean isFilled = false;
        try {
            do {
                isFilled = isFilled();
            } while (!isFilled && !next.isWanted().await(TRY_AGAIN.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            next.isFilled().complete(isFilled);
        }
    }

    private boolean isFilled() {
        try {
            allocate(spareFile, segmentBytes);
            lacksSpare = false;
            return true;
        } catch (IOException | RuntimeException e) {
            if (!lacksSpare) {
                LOG.error("no room for the next segment: the ledger ends with the current one segmentBytes={} cause={}",
                        segmentBytes, e.toString());
            }
            lacksSpare = true;
            return false;
        }
    }

    /// Makes a segment that is durable, name and header included.
    Segment make(SegmentHeader header) throws IOException {
        Segment segment = Segment.of(folder, header);
        Path file = header.capacity() == segmentBytes ? takeSpare() : allocate(header.capacity());
        try (Disk.Sink sink = disk.open(file)) {
            sink.write(header.encode(), 0);
            sink.force();
        }
        disk.rename(file, segment.file());
        segment.indexed();
        return segment;
    }

    private Path takeSpare() throws IOException {
        Spare made = spare;
        spare = null;
        return made != null && made.take() ? spareFile : allocate(spareFile, segmentBytes);
    }

    private Path allocate(long bytes) throws IOException {
        return allocate(folder.resolve("large" + JournalFolder.UNFINISHED), bytes);
    }

    /// What could not be made whole is removed: others need the room.
    private Path allocate(Path file, long bytes) throws IOException {
        try {
            disk.allocate(file, bytes);
            return file;
        } catch (IOException e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }

    /// Waits for the background and leaves no spare file behind.
    void discard() {
        Spare made = spare;
        spare = null;
        if (made != null) {
            made.take();
        }
        JournalFolder.remove(spareFile);
    }
}
