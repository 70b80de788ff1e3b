package dev.fixway.engine.session;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import quickfix.SessionID;

/// The folder of a client's own numbers, one client a session: two would take each other's numbers.
final class ClientFolder implements AutoCloseable {
    private final Path folder;
    private final FileChannel lock;

    private ClientFolder(Path folder, FileChannel lock) {
        this.folder = folder;
        this.lock = lock;
    }

    /// Throws FixClientException when another client has it.
    static ClientFolder open(Path folder, SessionID id) {
        String name = id.toString().replaceAll("[^A-Za-z0-9.-]", "-");
        try {
            Files.createDirectories(folder);
            FileChannel lock = FileChannel.open(folder.resolve(name + ".lock"), StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE);
            if (!isOurs(lock)) {
                lock.close();
                throw new FixClientException("another client uses the session " + id + " from " + folder);
            }
            return new ClientFolder(folder, lock);
        } catch (IOException e) {
            throw new FixClientException(folder + " cannot be written: " + e.getMessage(), e);
        }
    }

    private static boolean isOurs(FileChannel lock) throws IOException {
        try {
            return lock.tryLock() != null;
        } catch (OverlappingFileLockException _) {
            return false;
        }
    }

    Path path() {
        return folder;
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new FixClientException(folder + " cannot be written: " + e.getMessage(), e);
        }
    }
}
