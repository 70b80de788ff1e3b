package dev.fixway.engine.session;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A text file that is appended to in memory, written by [#flush], and begun anew at a size.
///
/// `x.log` is the current file, `x.1.log` the one before, and so on. A log that cannot be written loses lines and says
/// so once; it never stops a session.
final class LogFile {
    private static final Logger LOG = LoggerFactory.getLogger(LogFile.class);
    private static final int BUFFER_MAX = 8 << 20;
    private final ReentrantLock lock = new ReentrantLock();
    private final Path folder;
    private final String name;
    private final FixSettings.LogSettings settings;
    private StringBuilder buffer = new StringBuilder();
    private boolean failed;

    LogFile(Path folder, String name, FixSettings.LogSettings settings) {
        this.folder = folder;
        this.name = name;
        this.settings = settings;
    }

    void append(CharSequence line) {
        lock.lock();
        try {
            if (buffer.length() < BUFFER_MAX) {
                buffer.append(line).append('\n');
            }
        } finally {
            lock.unlock();
        }
    }

    /// Writes what was appended; by one thread at a time.
    void flush() {
        flush(() -> {
        });
    }

    /// As above.
    ///
    /// - `before`: runs when it is settled what is written now, and nothing of it is in the file
    void flush(Runnable before) {
        String text = taken();
        if (text.isEmpty()) {
            return;
        }
        before.run();
        Path file = folder.resolve(name + ".log");
        try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            out.write(text.getBytes(StandardCharsets.ISO_8859_1));
            failed = false;
        } catch (IOException e) {
            if (!failed) {
                LOG.error("fix log not written file={}", file, e);
            }
            failed = true;
            return;
        }
        rotate(file);
    }

    private String taken() {
        lock.lock();
        try {
            String text = buffer.toString();
            buffer = new StringBuilder();
            return text;
        } finally {
            lock.unlock();
        }
    }

    private void rotate(Path file) {
        try {
            if (Files.size(file) < settings.sizeMax()) {
                return;
            }
            for (int i = settings.filesMax() - 1; i >= 1; i--) {
                Path older = folder.resolve(name + '.' + i + ".log");
                if (Files.exists(older)) {
                    Files.move(older, folder.resolve(name + '.' + (i + 1) + ".log"),
                            StandardCopyOption.REPLACE_EXISTING);
                }
            }
            Files.move(file, folder.resolve(name + ".1.log"), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            LOG.error("fix log not rotated file={}", file, e);
        }
    }

    static void create(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("FIX log folder cannot be made: " + folder, e);
        }
    }
}
