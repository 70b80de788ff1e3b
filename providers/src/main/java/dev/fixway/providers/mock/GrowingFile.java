package dev.fixway.providers.mock;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.util.List;
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

    /// Writes records whose first bytes are not 0: all of them or, after an error, none. A kill leaves the first ones,
    /// whole, and behind them nothing that begins with anything but 0.
    void append(List<byte[]> records) throws IOException {
        int bytes = records.stream().mapToInt(record -> record.length).sum();
        Room into = roomFor(bytes);
        try {
            write(records, into.bytes, length - into.from);
        } catch (InternalError e) {
            // What the JVM makes of a page that the disk cannot give.
            leave();
            throw takenBack(new IOException("cannot write into " + file, e));
        }
        length += bytes;
    }

    /// The first byte of a record comes last, when everything else is there.
    private static void write(List<byte[]> records, MemorySegment into, long from) {
        long at = from;
        for (byte[] record : records) {
            MemorySegment.copy(record, 1, into, ValueLayout.JAVA_BYTE, at + 1, record.length - 1);
            at += record.length;
        }
        at = from;
        for (byte[] record : records) {
            VarHandle.releaseFence();
            into.set(ValueLayout.JAVA_BYTE, at, record[0]);
            at += record.length;
        }
    }

    /// Whether room begins here, or a record that is not written yet.
    static boolean isRoom(byte[] content) {
        return content.length > 0 && content[0] == 0;
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
            throw takenBack(e);
        }
    }

    /// Cuts what an error may have left behind the records; the error itself.
    private IOException takenBack(IOException cause) {
        try {
            cut();
        } catch (IOException uncut) {
            cause.addSuppressed(uncut);
        }
        return cause;
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
