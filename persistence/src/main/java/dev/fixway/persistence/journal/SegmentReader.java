package dev.fixway.persistence.journal;

import dev.fixway.engine.ledger.LedgerException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// Reads the frames of one segment in order. One thread; the channel is its own.
final class SegmentReader implements Closeable {
    private static final int CHUNK_BYTES = 1 << 16;

    private final Path file;
    private final FileChannel channel;
    private final LongAdder bytesRead;
    private ByteBuffer chunk;
    private long chunkAt;
    private long offset = SegmentHeader.LENGTH;

    /// - `bytesRead`: counts what is read from the disk
    SegmentReader(Path file, LongAdder bytesRead) {
        this(file, bytesRead, CHUNK_BYTES);
    }

    /// - `chunkBytes`: read at once
    SegmentReader(Path file, LongAdder bytesRead, int chunkBytes) {
        this.file = file;
        chunk = ByteBuffer.allocate(chunkBytes).limit(0);
        this.bytesRead = bytesRead;
        try {
            channel = FileChannel.open(file, StandardOpenOption.READ);
        } catch (IOException e) {
            throw new LedgerException("the segment " + file + " cannot be opened", e);
        }
    }

    /// The header; throws [BadFrameException] when there is none.
    SegmentHeader header() {
        SegmentHeader header = SegmentHeader.decode(ByteBuffer.wrap(bytes(0, SegmentHeader.LENGTH)));
        if (header == null) {
            throw new BadFrameException(file, 0, "no header of a journal segment");
        }
        return header;
    }

    /// Where the next frame begins.
    long offset() {
        return offset;
    }

    void seek(long offset) {
        this.offset = offset;
    }

    /// Bytes of the file.
    long size() {
        try {
            return channel.size();
        } catch (IOException e) {
            throw new LedgerException("the segment " + file + " cannot be read", e);
        }
    }

    /// The next frame; null at `limit`. Throws [BadFrameException], after which the offset stands as before.
    @Nullable
    Frame next(long limit) {
        if (offset >= limit) {
            return null;
        }
        int length = length(limit);
        byte[] bytes = bytes(offset, length);
        String fault = Frame.fault(bytes);
        if (fault != null) {
            throw new BadFrameException(file, offset, fault);
        }
        offset += length;
        return Frame.of(bytes);
    }

    /// Group number and first sequence of the next frame, which is then passed over unproven; null at `limit`.
    long @Nullable [] skip(long limit) {
        if (offset >= limit) {
            return null;
        }
        int length = length(limit);
        long[] head = {chunk.getLong(at(Frame.NUMBER_AT)), chunk.getLong(at(Frame.FIRST_SEQ_AT)), offset};
        offset += length;
        return head;
    }

    /// Loads the next frame whole into [#window], unproven; its length, 0 when none stands there.
    int wholeLength(long limit) {
        if (limit - offset < Frame.LENGTH_MIN || !load(offset, Frame.HEAD_LENGTH)) {
            return 0;
        }
        int length = chunk.getInt(at(Frame.LENGTH_AT));
        boolean isFrame = chunk.getInt(at(0)) == Frame.MAGIC && length >= Frame.LENGTH_MIN && length <= limit - offset;
        return isFrame && load(offset, length) ? length : 0;
    }

    /// What is loaded, backed by an array that begins with it.
    ByteBuffer window() {
        return chunk;
    }

    /// Where the next frame begins in the window.
    int inWindow() {
        return at(0);
    }

    private int length(long limit) {
        if (limit - offset < Frame.LENGTH_MIN || !load(offset, Frame.HEAD_LENGTH)) {
            throw new BadFrameException(file, offset, "no room for a frame");
        }
        int length = chunk.getInt(at(Frame.LENGTH_AT));
        if (chunk.getInt(at(0)) != Frame.MAGIC || length < Frame.LENGTH_MIN || length > limit - offset) {
            throw new BadFrameException(file, offset, "not the head of a frame");
        }
        return length;
    }

    private int at(int inFrame) {
        return (int) (offset - chunkAt) + inFrame;
    }

    /// Bytes of the file; throws [BadFrameException] when it ends before.
    byte[] bytes(long from, int length) {
        if (!load(from, length)) {
            throw new BadFrameException(file, from, "the file ends too early");
        }
        byte[] bytes = new byte[length];
        chunk.get((int) (from - chunkAt), bytes);
        return bytes;
    }

    /// As [#bytes], read anew from the file.
    byte[] fresh(long from, int length) {
        chunk.limit(0);
        return bytes(from, length);
    }

    private boolean load(long from, int length) {
        if (from >= chunkAt && from + length <= chunkAt + chunk.limit()) {
            return true;
        }
        if (chunk.capacity() < length) {
            chunk = ByteBuffer.allocate(length);
        }
        chunk.clear();
        chunkAt = from;
        try {
            int read = 0;
            while (chunk.position() < length && read >= 0) {
                read = channel.read(chunk, chunkAt + chunk.position());
            }
        } catch (IOException e) {
            chunk.limit(0);
            throw new LedgerException("the segment " + file + " cannot be read at " + from, e);
        }
        bytesRead.add(chunk.position());
        chunk.flip();
        return chunk.limit() >= length;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new LedgerException("the segment " + file + " cannot be closed", e);
        }
    }
}
