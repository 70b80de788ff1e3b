package dev.fixway.persistence.journal;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// Proves one segment on its own, from what its header says came before: frames, checksums, hashes, sequences, and the
/// points that checkpoints signed. That the header is right is for the caller to prove. One thread.
@SuppressWarnings("ByteBufferBackingArray") // Every buffer here comes from allocate or wrap and begins with its array.
final class SegmentProof {
    private static final int WINDOW_BYTES = 1 << 20;
    private static final int DIAGNOSED_BYTES_MAX = 1 << 24;

    private final Segment segment;
    private final @Nullable SegmentHeader next;
    private final List<ChainPoint> points;
    private final LongAdder bytesRead;
    private final CRC32C crc = new CRC32C();
    private ChainProof proof = new ChainProof(ChainPoint.START);
    private Position head = new Position(1, SegmentHeader.LENGTH, 0, 0, Chain.start());
    private int nextPoint;
    private int mismatch = Found.NONE;
    private @Nullable Fault fault;
    private @Nullable Fault unfinished;
    private long unfinishedBytes;
    private boolean isUnfinished;

    /// - `next`: header of the segment that follows; null for the last one
    /// - `points`: signed points in their order
    SegmentProof(Segment segment, @Nullable SegmentHeader next, List<ChainPoint> points, LongAdder bytesRead) {
        this.segment = segment;
        this.next = next;
        this.points = points;
        this.bytesRead = bytesRead;
    }

    /// What is wrong and from which event on.
    record Fault(long seq, String what) {}

    /// What was found in a segment.
    ///
    /// - `header`: null when it has none
    /// - `head`: end of the last frame that is proven
    /// - `mismatch`: index of the first signed point that the chain contradicts
    /// - `unfinished`: what is wrong with bytes at the end that may be a torn write
    record Found(@Nullable SegmentHeader header, Position head, int mismatch, @Nullable Fault fault,
            @Nullable Fault unfinished, long unfinishedBytes) {
        static final int NONE = -1;
    }

    Found run() {
        SegmentHeader header = null;
        try (SegmentReader reader = new SegmentReader(segment.file(), bytesRead, WINDOW_BYTES)) {
            header = reader.header();
            ChainPoint before = new ChainPoint(header.firstGroup() - 1, header.firstSeq() - 1, header.previousHash());
            proof = new ChainProof(before);
            head = new Position(header.index(), SegmentHeader.LENGTH, before.seq(), before.group(), before.hash());
            nextPoint = firstBehind(before.group());
            frames(reader);
        } catch (BadFrameException e) {
            fault = new Fault(head.seq() + 1, String.valueOf(e.getMessage()));
        }
        return new Found(header, head, mismatch, fault, unfinished, unfinishedBytes);
    }

    private int firstBehind(long group) {
        int low = 0;
        int high = points.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (points.get(middle).group() <= group) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private void frames(SegmentReader reader) {
        long size = reader.size();
        if (next == null) {
            whole(reader, size);
            while (isUnfinished && isWrittenByNow(reader, size)) {
                whole(reader, size);
            }
        } else if (next.previousEnd() < head.offset() || next.previousEnd() > size) {
            bad("it ends before its frames do");
        } else {
            whole(reader, next.previousEnd());
            if (fault == null && !next.previousAbandoned() && dirtyEnd(reader, size) > head.offset()) {
                bad("bytes follow its end at " + head.offset());
            }
        }
    }

    /// Looks at what stands behind the last good frame. Without a whole frame behind it, it can be a write that was
    /// never finished; with one at its very place, a gateway was writing it a moment ago: true, and the search goes on.
    private boolean isWrittenByNow(SegmentReader reader, long size) {
        int length = Math.toIntExact(dirtyEnd(reader, size) - head.offset());
        byte[] rest = reader.fresh(head.offset(), length);
        long whole = Tail.wholeFrame(rest, length, head.group());
        isUnfinished = false;
        if (whole > 0) {
            return false;
        }
        unfinished = whole < 0 && length > 0 ? fault : null;
        unfinishedBytes = whole < 0 ? length : 0;
        fault = null;
        reader.seek(head.offset());
        return whole == 0;
    }

    /// Proves frames up to `limit`, or to the first that is not there or wrong.
    private void whole(SegmentReader reader, long limit) {
        while (fault == null && head.offset() < limit) {
            int length = reader.wholeLength(limit);
            if (length == 0) {
                fault = diagnosed(reader, limit, "no whole frame");
                return;
            }
            ByteBuffer in = reader.window();
            int at = reader.inWindow();
            if (!isIntact(in, at, length)) {
                fault = diagnosed(reader, limit, "the checksum does not match");
                return;
            }
            follow(in, at, length);
            reader.seek(head.offset());
        }
    }

    private boolean isIntact(ByteBuffer in, int at, int length) {
        crc.reset();
        crc.update(in.array(), at + Frame.LENGTH_AT, length - Frame.LENGTH_AT);
        return in.getInt(at + Frame.CRC_AT) == (int) crc.getValue();
    }

    private void follow(ByteBuffer in, int at, int length) {
        if (!isNext(in, at)) {
            bad("the frame at " + head.offset() + " does not follow the one before");
            return;
        }
        String wrong = records(in, at, length);
        if (wrong != null) {
            fault = new Fault(proof.badSeq(), place(wrong));
            return;
        }
        proof.endGroup();
        head = new Position(head.segment(), head.offset() + length, proof.seq(), proof.group(), proof.point().hash());
        comparePoints();
    }

    private boolean isNext(ByteBuffer in, int at) {
        return in.getLong(at + Frame.NUMBER_AT) == head.group() + 1
                && in.getLong(at + Frame.FIRST_SEQ_AT) == head.seq() + 1
                && proof.follows(in.array(), at + Frame.PREVIOUS_HASH_AT);
    }

    /// What is wrong with the records of a frame; null when nothing is.
    private @Nullable String records(ByteBuffer in, int at, int length) {
        int end = at + length;
        int from = at + Frame.HEAD_LENGTH;
        int marks = in.getInt(at + Frame.MARKS_LENGTH_AT);
        if (marks < 0 || marks > end - from - Chain.HASH_LENGTH) {
            return proof.bad("the marks of the group do not fit");
        }
        String wrong = marks == 0 ? null : proof.marks(in.array(), from, marks);
        from += marks == 0 ? 0 : marks + Chain.HASH_LENGTH;
        for (int left = in.getInt(at + Frame.EVENTS_AT); wrong == null && left > 0; left--) {
            int room = end - from - Integer.BYTES - Chain.HASH_LENGTH;
            int canonical = room < 0 ? -1 : in.getInt(from);
            if (canonical < 0 || canonical > room) {
                return from == end
                        ? proof.bad("events are missing in the group")
                        : proof.badRecord("event " + (proof.seq() + 1) + " has no length that fits");
            }
            wrong = proof.event(in.array(), from + Integer.BYTES, canonical);
            from += Integer.BYTES + canonical + Chain.HASH_LENGTH;
        }
        return wrong == null && from != end ? proof.bad("bytes follow the last event of the group") : wrong;
    }

    private void comparePoints() {
        while (nextPoint < points.size() && points.get(nextPoint).group() == head.group()) {
            if (mismatch == Found.NONE && !proof.isAt(points.get(nextPoint))) {
                mismatch = nextPoint;
            }
            nextPoint++;
        }
    }

    /// Finds the first event that is wrong in a frame that is not whole; the first of all when only its head is.
    private Fault diagnosed(SegmentReader reader, long limit, String what) {
        long room = Math.min(limit - head.offset(), DIAGNOSED_BYTES_MAX);
        long first = head.seq() + 1;
        isUnfinished = true;
        if (room < Frame.LENGTH_MIN) {
            return new Fault(first, place(what));
        }
        byte[] bytes = reader.fresh(head.offset(), (int) room);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        int claimed = in.getInt(Frame.LENGTH_AT);
        boolean isPlausible = claimed >= Frame.LENGTH_MIN && claimed <= room;
        ChainProof before = proof;
        proof = new ChainProof(head.point());
        String wrong = records(in, 0, isPlausible ? claimed : (int) room);
        long bad = wrong == null || !proof.isOfRecord() ? first : proof.badSeq();
        proof = before;
        return new Fault(bad, place(what + (wrong == null ? "" : ": " + wrong)));
    }

    private String place(String what) {
        return segment.file().getFileName() + ", frame at " + head.offset() + ": " + what;
    }

    private void bad(String what) {
        fault = new Fault(head.seq() + 1, segment.file().getFileName() + ": " + what);
    }

    /// Offset behind the last byte that is not zero; at least the end of the last good frame.
    private long dirtyEnd(SegmentReader reader, long size) {
        long end = head.offset();
        for (long at = head.offset(); at < size; at += WINDOW_BYTES) {
            byte[] part = reader.fresh(at, (int) Math.min(WINDOW_BYTES, size - at));
            int dirty = Tail.dirtyLength(part);
            end = dirty == 0 ? end : at + dirty;
        }
        return end;
    }
}
