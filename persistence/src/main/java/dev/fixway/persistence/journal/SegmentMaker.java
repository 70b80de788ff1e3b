package dev.fixway.persistence.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes segments: files of zeros that a thread beside the writer has ready before they are needed.
///
/// Owned by the writer of the journal; only the filling of a spare file happens elsewhere.
final class SegmentMaker {
    private static final Logger LOG = LoggerFactory.getLogger(SegmentMaker.class);

    private final Disk disk;
    private final Path folder;
    private final int segmentBytes;
    private final Path spareFile;
    private @Nullable CompletableFuture<Void> spare;

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

    /// Begins to fill the next file in the background.
    void prepare() {
        CompletableFuture<Void> filled = new CompletableFuture<>();
        spare = filled;
        Thread.ofPlatform().name("ledger-spare-segment").daemon().start(() -> {
            try {
                disk.allocate(spareFile, segmentBytes);
                filled.complete(null);
            } catch (IOException | RuntimeException e) {
                filled.completeExceptionally(e);
            }
        });
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
        CompletableFuture<Void> filled = spare;
        spare = null;
        if (filled == null) {
            return allocate(spareFile, segmentBytes);
        }
        try {
            filled.join();
            return spareFile;
        } catch (CompletionException e) {
            throw new IOException("no spare segment could be made", e.getCause());
        }
    }

    private Path allocate(long bytes) throws IOException {
        return allocate(folder.resolve("large" + JournalFolder.UNFINISHED), bytes);
    }

    private Path allocate(Path file, long bytes) throws IOException {
        disk.allocate(file, bytes);
        return file;
    }

    /// Waits for the background and leaves no spare file behind.
    void discard() {
        CompletableFuture<Void> filled = spare;
        spare = null;
        if (filled != null) {
            filled.exceptionally(e -> {
                LOG.warn("no spare segment could be made cause={}", e.toString());
                return null;
            }).join();
        }
        JournalFolder.remove(spareFile);
    }
}
