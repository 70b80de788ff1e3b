package dev.fixway.persistence.journal;

import dev.fixway.engine.ledger.LedgerException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/// Reads committed groups as they stand in the journal. Any thread; every call has channels of its own.
public final class JournalReader implements CommittedGroups {
    private final Supplier<View> view;
    private final LongAdder bytesRead;

    JournalReader(Supplier<View> view, LongAdder bytesRead) {
        this.view = view;
        this.bytesRead = bytesRead;
    }

    @Override
    public long headSeq() {
        return view.get().head().seq();
    }

    /// Number of committed groups.
    public long groupCount() {
        return view.get().head().group();
    }

    @Override
    public void fromSeq(long seq, Predicate<StoredGroup> visitor) {
        View now = view.get();
        if (seq <= now.head().seq()) {
            int at = lastBelow(now.segments(), seq, Segment::firstSeq);
            visit(now, at, offsets(now, at).bySeq(seq), frame -> frame.lastSeq() < seq || visitor.test(frame));
        }
    }

    /// Groups after a group, to the head of this moment, until the visitor says false.
    public void afterGroup(long group, Predicate<Frame> visitor) {
        View now = view.get();
        if (group < now.head().group()) {
            int at = lastBelow(now.segments(), group + 1, Segment::firstGroup);
            visit(now, at, offsets(now, at).byGroup(group + 1),
                    frame -> frame.number() <= group || visitor.test(frame));
        }
    }

    /// The chain after a group; null when there is no such group.
    @Nullable
    ChainPoint pointAfter(long group) {
        ChainPoint[] found = new ChainPoint[1];
        afterGroup(group - 1, frame -> {
            found[0] = new ChainPoint(frame.number(), frame.lastSeq(), frame.endHash());
            return false;
        });
        return found[0];
    }

    private static int lastBelow(List<Segment> segments, long wanted, ToLongFunction<Segment> first) {
        int low = 0;
        int high = segments.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (first.applyAsLong(segments.get(middle)) <= wanted) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    private SparseIndex offsets(View now, int at) {
        Segment segment = now.segments().get(at);
        if (!segment.isIndexed()) {
            try (SegmentReader reader = new SegmentReader(segment.file(), bytesRead)) {
                long limit = end(now, at);
                for (long[] head = reader.skip(limit); head != null; head = reader.skip(limit)) {
                    segment.sparse().add(head[1], head[0], head[2]);
                }
            }
            segment.indexed();
        }
        return segment.sparse();
    }

    /// Where the frames of a segment end, for this view.
    private long end(View now, int at) {
        Segment segment = now.segments().get(at);
        if (at == now.segments().size() - 1) {
            return now.head().offset();
        }
        if (!segment.hasEnd()) {
            segment.endsAt(header(now.segments().get(at + 1)).previousEnd());
        }
        return segment.end();
    }

    private SegmentHeader header(Segment segment) {
        try (SegmentReader reader = new SegmentReader(segment.file(), bytesRead)) {
            SegmentHeader header = reader.header();
            if (!segment.fits(header)) {
                throw new LedgerException("the segment " + segment.file() + " was renamed");
            }
            return header;
        }
    }

    private void visit(View now, int first, long offset, Predicate<? super Frame> visitor) {
        byte[] hash = null;
        long from = offset;
        for (int at = first; at < now.segments().size(); at++) {
            long end = end(now, at);
            try (SegmentReader reader = new SegmentReader(now.segments().get(at).file(), bytesRead)) {
                reader.seek(from);
                for (Frame frame = reader.next(end); frame != null; frame = reader.next(end)) {
                    if (hash != null && !Arrays.equals(hash, frame.previousHash())) {
                        throw new LedgerException("the journal is damaged before sequence " + frame.firstSeq()
                                + ": group " + frame.number() + " does not follow the one before");
                    }
                    hash = frame.endHash();
                    if (!visitor.test(frame)) {
                        return;
                    }
                }
            }
            from = SegmentHeader.LENGTH;
        }
    }
}
