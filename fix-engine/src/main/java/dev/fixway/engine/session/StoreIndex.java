package dev.fixway.engine.session;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.SortedMap;
import java.util.TreeMap;
import org.quickfixj.CharsetSupport;

/// Finds messages in the files of a store by halves: neither a start nor a resend costs more with the number of
/// messages stored.
///
/// The index has an entry for each message, in the order in which they were stored: number (4 bytes), place in the body
/// (8), size (4). Numbers rise; one that was stored twice counts as stored last. Guarded by [FencedStore]'s lock.
record StoreIndex(Path index, Path body, long indexBytes) {
    /// Number, place and size of a message.
    static final int ENTRY_BYTES = 16;

    private record Entry(int number, long place, int size) {}

    /// Adds the messages of a range, in the order of their numbers; what was never stored is left out.
    ///
    /// Throws IOException when a message is not there whole.
    void read(int begin, int end, Collection<String> messages) throws IOException {
        if (indexBytes < ENTRY_BYTES || end < begin) {
            return;
        }
        try (FileChannel entries = FileChannel.open(index, StandardOpenOption.READ);
                FileChannel bodies = FileChannel.open(body, StandardOpenOption.READ)) {
            SortedMap<Integer, String> found = new TreeMap<>();
            for (long at = firstFrom(entries, begin); at < indexBytes / ENTRY_BYTES; at++) {
                Entry entry = entry(entries, at);
                if (entry.number > end) {
                    break;
                }
                found.put(entry.number, message(bodies, entry));
            }
            messages.addAll(found.values());
        }
    }

    /// The number of an entry, counted from 0.
    int numberAt(long at) throws IOException {
        try (FileChannel entries = FileChannel.open(index, StandardOpenOption.READ)) {
            return entry(entries, at).number;
        }
    }

    /// Where in the body the message of an entry ends.
    long endAt(long at) throws IOException {
        try (FileChannel entries = FileChannel.open(index, StandardOpenOption.READ)) {
            Entry entry = entry(entries, at);
            return entry.place + entry.size;
        }
    }

    /// Where the first entry stands whose number is not below this one.
    private long firstFrom(FileChannel entries, int number) throws IOException {
        long low = 0;
        long high = indexBytes / ENTRY_BYTES;
        while (low < high) {
            long middle = (low + high) >>> 1;
            if (entry(entries, middle).number < number) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static Entry entry(FileChannel entries, long at) throws IOException {
        ByteBuffer bytes = filled(entries, at * ENTRY_BYTES, ENTRY_BYTES);
        return new Entry(bytes.getInt(), bytes.getLong(), bytes.getInt());
    }

    private static String message(FileChannel bodies, Entry entry) throws IOException {
        if (entry.size < 0 || entry.place < 0 || entry.place + entry.size > bodies.size()) {
            throw new EOFException("message " + entry.number + " is not there whole: " + entry);
        }
        return new String(filled(bodies, entry.place, entry.size).array(), CharsetSupport.getCharsetInstance());
    }

    private static ByteBuffer filled(FileChannel channel, long from, int size) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(size);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, from + bytes.position()) < 0) {
                throw new EOFException("file ends at " + (from + bytes.position()));
            }
        }
        return bytes.flip();
    }
}
