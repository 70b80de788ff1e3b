package dev.fixway.persistence.journal;

import dev.fixway.engine.ledger.LedgerException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The right to use a data folder: one process at a time. Held by `DATA_DIR/lock`, which names the holder's pid.
public final class DataLock implements AutoCloseable {
    private static final int PID_BYTES_MAX = 20;

    /// Folders held by this process. On Linux closing any descriptor of a file drops the process's lock on it, so a
    /// second attempt within the process must not even open the file.
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path folder;
    private final FileChannel channel;

    private DataLock(Path folder, FileChannel channel) {
        this.folder = folder;
        this.channel = channel;
    }

    /// Takes the lock, makes the folder when it is missing.
    ///
    /// - Throws [DataLockedException] when another gateway holds it
    public static DataLock take(Path dataDir) {
        try {
            Files.createDirectories(dataDir);
            Path folder = dataDir.toRealPath();
            if (!HELD.add(folder)) {
                throw new DataLockedException(folder, ownPid());
            }
            FileChannel channel = null;
            try {
                channel = FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.READ,
                        StandardOpenOption.WRITE);
                return new DataLock(folder, locked(folder, channel));
            } catch (IOException | RuntimeException e) {
                close(channel);
                HELD.remove(folder);
                throw e;
            }
        } catch (IOException e) {
            throw new LedgerException("the data folder " + dataDir + " cannot be locked", e);
        }
    }

    private static FileChannel locked(Path folder, FileChannel channel) throws IOException {
        FileLock lock;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            lock = null;
        }
        if (lock == null) {
            throw new DataLockedException(folder, readPid(channel));
        }
        channel.truncate(0);
        channel.write(ByteBuffer.wrap(ownPid().getBytes(StandardCharsets.US_ASCII)), 0);
        return channel;
    }

    /// The folder, by its real path.
    public Path folder() {
        return folder;
    }

    @Override
    public void close() {
        close(channel);
        HELD.remove(folder);
    }

    private static void close(@Nullable FileChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            throw new LedgerException("the lock file cannot be closed", e);
        }
    }

    private static String ownPid() {
        return String.valueOf(ProcessHandle.current().pid());
    }

    private static String readPid(FileChannel channel) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(PID_BYTES_MAX);
        int length = Math.max(0, channel.read(bytes, 0));
        String pid = new String(bytes.array(), 0, length, StandardCharsets.US_ASCII).strip();
        return pid.isEmpty() ? "unknown" : pid;
    }
}
