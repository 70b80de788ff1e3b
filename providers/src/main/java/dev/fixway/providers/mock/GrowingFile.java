package dev.fixway.providers.mock;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// A file that is written at its end, through memory: what is put there survives the process without a system call.
///
/// Behind what is written there is room, which is zeros on the disk: a full disk shows when room is made, never in the
/// middle of a piece. A killed process leaves its room behind. Between two makings of room no file is open here, which
/// the interrupt of a thread could close. Guarded by [MockProvider]'s lock.
final class GrowingFile implements AutoCloseable {
    private static final int ROOM_BYTES = 256 * 1024;

    private final Path file;
    private long length;
    private @Nullable Room room;
    private boolean isClosed;

    /// A part of the file in memory; it begins where the file ended when it was made.
    private record Room(Arena arena, MemorySegment bytes, long from) {}

    /// Goes on behind the first `length` bytes of a file, made when it is missing; what comes after them is cut.
    GrowingFile(Path file, long length) throws IOException {
        this.file = file;
        this.length = length;
        cut();
    }

    /// Writes a piece whose first byte is not 0: all of it or, after an error or a kill, none that [#isRoom] lets a
    /// reader see.
    void append(byte[] piece) throws IOException {
        Room into = roomFor(piece.length);
        long at = length - into.from;
        try {
            MemorySegment.copy(piece, 1, into.bytes, ValueLayout.JAVA_BYTE, at + 1, piece.length - 1);
        } catch (InternalError e) {
            // What the JVM makes of a page that the disk cannot give. What is in the others is not room any more.
            leave();
            throw new IOException("cannot write into " + file, e);
        }
        VarHandle.releaseFence();
        into.bytes.set(ValueLayout.JAVA_BYTE, at, piece[0]);
        length += piece.length;
    }

    /// Whether a piece that begins with this byte has not been written.
    static boolean isRoom(int firstByte) {
        return firstByte == 0;
    }

    /// Goes on behind the first `newLength` bytes of another file that has taken this one's place.
    void restart(long newLength) {
        leave();
        length = newLength;
    }

    /// Leaves no room behind; the file may belong to somebody else now.
    @Override
    public void close() throws IOException {
        isClosed = true;
        leave();
        cut();
    }

    private Room roomFor(int bytes) throws IOException {
        if (room != null && length + bytes <= room.from + room.bytes.byteSize()) {
            return room;
        }
        if (isClosed) {
            throw new IOException(file + " is closed");
        }
        leave();
        Room made = made(Math.max(bytes, ROOM_BYTES));
        room = made;
        return made;
    }

    private Room made(int bytes) throws IOException {
        Arena arena = Arena.ofShared();
        try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
            out.seek(length);
            out.write(new byte[bytes]);
            return new Room(arena, out.getChannel().map(MapMode.READ_WRITE, length, bytes, arena), length);
        } catch (IOException e) {
            arena.close();
            try {
                cut();
            } catch (IOException uncut) {
                e.addSuppressed(uncut);
            }
            throw e;
        }
    }

    private void leave() {
        if (room != null) {
            room.arena.close();
            room = null;
        }
    }

    private void cut() throws IOException {
        try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
            out.setLength(length);
        }
    }
}
