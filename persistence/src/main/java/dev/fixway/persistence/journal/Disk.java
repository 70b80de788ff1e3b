package dev.fixway.persistence.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/// What the journal's writer asks of the file system.
public interface Disk {
    /// Opens an existing file for writing.
    Sink open(Path file) throws IOException;

    /// Makes a file of zeros that is on the disk, size included, when this returns.
    void allocate(Path file, long bytes) throws IOException;

    /// Renames a file and forces its folder.
    void rename(Path from, Path to) throws IOException;

    /// A file that is written to.
    interface Sink extends Closeable {
        /// Writes all remaining bytes.
        void write(ByteBuffer bytes, long offset) throws IOException;

        /// Returns when everything written is on the disk.
        void force() throws IOException;
    }
}
