package dev.fixway.engine.session;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Zeros behind the end of a file that grows fast, written by a thread beside before the owner writes over them.
///
/// The first touch of a page of memory can take longer than everything else in a write, and the owner is the thread on
/// which orders wait. The file is longer than what it holds meanwhile: the owner cuts it when it closes it, and after a
/// crash when it opens it.
///
/// Guarded by the owner's lock. The zeros go behind [#ready] alone, and the owner stays before it, or waits.
final class RoomAhead {
    /// Some five hundred messages. A file has room ahead when it has grown by so much.
    static final int STEP = 256 << 10;
    /// Written at once: whoever writes to a file keeps others out of it meanwhile.
    private static final int PIECE = 16 << 10;
    private static final ByteBuffer ZEROS = ByteBuffer.allocateDirect(PIECE).asReadOnlyBuffer();
    private static final Logger LOG = LoggerFactory.getLogger(RoomAhead.class);
    private static final ExecutorService BESIDE = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("fix-store-room").factory());
    private final Path file;
    private long begun;
    private long ready;
    private @Nullable CompletableFuture<Boolean> coming;
    private boolean isRefused;

    RoomAhead(Path file) {
        this.file = file;
    }

    /// Waits until nobody else writes, and counts from here: the owner cuts the file to this length next.
    void cut(long length) {
        await();
        begun = length;
        ready = length;
        isRefused = false;
    }

    /// Before the owner writes up to here: makes sure that nobody else writes below, and has more room made.
    void take(long end) {
        if (coming != null && (coming.isDone() || end > ready)) {
            await();
        }
        ready = Math.max(ready, end);
        if (coming == null && !isRefused && end - begun > STEP && ready - end < STEP) {
            long from = ready;
            coming = CompletableFuture.supplyAsync(() -> fill(from), BESIDE);
        }
    }

    private void await() {
        if (coming != null) {
            isRefused = !coming.join();
            ready += isRefused ? 0 : STEP;
            coming = null;
        }
    }

    private boolean fill(long from) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            return fill(channel, from);
        } catch (IOException | RuntimeException e) {
            LOG.debug("no room made ahead file={} cause={}", file, e.toString());
            return false;
        }
    }

    /// All of it or nothing: room is not worth the last of a disk.
    private static boolean fill(FileChannel channel, long from) throws IOException {
        ByteBuffer zeros = ZEROS.duplicate();
        try {
            int done = 0;
            while (done < STEP) {
                zeros.position(0).limit(Math.min(PIECE, STEP - done));
                done += channel.write(zeros, from + done);
            }
            return true;
        } catch (IOException e) {
            channel.truncate(from);
            throw e;
        }
    }
}
