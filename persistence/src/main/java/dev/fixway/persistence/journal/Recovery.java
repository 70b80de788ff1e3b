package dev.fixway.persistence.journal;

import dev.fixway.engine.ledger.LedgerException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finds the head of a journal at start: reads its last segment alone, proves it, and cuts a torn group at its end.
final class Recovery {
    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

    private final Disk disk;
    private final LongAdder bytesRead;
    private final ChainPoint signed;
    private final Chain chain = new Chain();

    /// - `signed`: what must still be there
    Recovery(Disk disk, LongAdder bytesRead, ChainPoint signed) {
        this.disk = disk;
        this.signed = signed;
        this.bytesRead = bytesRead;
    }

    /// A journal that was found.
    ///
    /// - `capacity`: bytes of its last segment
    record Found(String installation, View view, long capacity) {}

    /// - Throws LedgerException when the last segment is damaged before its end
    Found recover(List<Segment> segments) {
        Segment last = segments.getLast();
        try (SegmentReader reader = new SegmentReader(last.file(), bytesRead)) {
            SegmentHeader header = reader.header();
            if (!last.fits(header)) {
                throw new LedgerException("the segment " + last.file() + " was renamed");
            }
            Position head = scan(reader, header, last);
            requireSigned(head.group(), head.seq());
            last.indexed();
            long size = reader.size();
            clean(reader, last, head, size, header.capacity());
            return new Found(header.installation(), new View(segments, head), header.capacity());
        } catch (IOException e) {
            throw new LedgerException("the tail of the segment " + last.file() + " cannot be cut", e);
        }
    }

    /// What is cut must not be what a checkpoint has signed: the evidence would go with it.
    void requireSigned(long group, long seq) {
        if (group < signed.group()) {
            throw new LedgerException("the journal ends with event " + seq + ", but a checkpoint has signed event "
                    + signed.seq() + ": committed events are missing or damaged, and nothing was changed. Run ledger"
                    + " verify; to go on without them, move DATA_DIR/checkpoints aside");
        }
    }

    private Position scan(SegmentReader reader, SegmentHeader header, Segment segment) {
        Position head = new Position(header.index(), SegmentHeader.LENGTH, header.firstSeq() - 1,
                header.firstGroup() - 1,
                header.previousHash());
        while (true) {
            Frame frame = whole(reader);
            if (frame == null) {
                return head;
            }
            require(frame, head, segment);
            segment.sparse().add(frame.firstSeq(), frame.number(), head.offset());
            head = head.after(frame);
        }
    }

    private static @Nullable Frame whole(SegmentReader reader) {
        try {
            return reader.next(reader.size());
        } catch (BadFrameException e) {
            return null;
        }
    }

    private void require(Frame frame, Position head, Segment segment) {
        boolean follows = frame.number() == head.group() + 1 && frame.firstSeq() == head.seq() + 1
                && Arrays.equals(frame.previousHash(), head.hash()) && frame.isChained(chain);
        if (!follows) {
            throw new LedgerException("the journal is damaged after sequence " + head.seq() + ": the frame at "
                    + head.offset() + " of " + segment.file() + " does not follow the one before");
        }
    }

    /// Writes zeros over what is left of a group that was never whole, and restores the segment's size.
    private void clean(SegmentReader reader, Segment segment, Position head, long size, long capacity)
            throws IOException {
        long dirtyEnd = dirtyEnd(reader, head, size, segment);
        if (dirtyEnd == head.offset() && size >= capacity) {
            return;
        }
        if (dirtyEnd > head.offset()) {
            LOG.warn(
                    "journal tail cut seq={} segment={} offset={} bytes={}: a group was not wholly written"
                            + " when the last process ended",
                    head.seq(), segment.file().getFileName(), head.offset(), dirtyEnd - head.offset());
        } else {
            LOG.warn("journal segment shorter than it was made seq={} segment={} bytes={} expected={}", head.seq(),
                    segment.file().getFileName(), size, capacity);
        }
        try (Disk.Sink sink = disk.open(segment.file())) {
            FileDisk.zero(sink, head.offset(), Math.max(dirtyEnd, size < capacity ? capacity : 0));
            sink.force();
        }
    }

    /// End of the last byte behind the head that is not zero.
    private static long dirtyEnd(SegmentReader reader, Position head, long size, Segment segment) {
        byte[] rest = reader.bytes(head.offset(), (int) (size - head.offset()));
        int end = Tail.dirtyLength(rest);
        long whole = Tail.wholeFrame(rest, end, head.group());
        if (whole >= 0) {
            throw new LedgerException("the journal is damaged after sequence " + head.seq() + ": the frame at "
                    + head.offset() + " of " + segment.file() + " is bad, but a whole one follows at "
                    + (head.offset() + whole));
        }
        return head.offset() + end;
    }
}
