package dev.fixway.persistence.journal;

import dev.fixway.engine.ledger.CanonicalBytes;
import dev.fixway.engine.ledger.LedgerException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// Proves every byte of a journal: headers, frames, checksums, chain, sequences, segments. Reads only, needs no lock,
/// may run beside a gateway that appends.
public final class JournalVerifier {
    private final Chain chain = new Chain();
    private final LongAdder bytesRead = new LongAdder();
    private final List<Segment> segments;
    private String installation = "";
    private Position head = new Position(1, SegmentHeader.LENGTH, 0, 0, Chain.start());
    private long unfinished;

    private JournalVerifier(List<Segment> segments) {
        this.segments = segments;
    }

    /// Reads the journal of a data folder whole.
    public static JournalCheck verify(Path dataDir) {
        List<Segment> segments;
        try {
            segments = JournalFolder.segments(JournalFolder.journal(dataDir));
        } catch (LedgerException e) {
            return new JournalVerifier(List.of()).report(e.getMessage());
        }
        return new JournalVerifier(segments).run();
    }

    /// A reader of a journal that nobody writes, up to its last whole group.
    public static JournalReader reader(Path dataDir) {
        JournalVerifier verifier = new JournalVerifier(JournalFolder.segments(JournalFolder.journal(dataDir)));
        JournalCheck check = verifier.run();
        if (!check.isClean() || verifier.segments.isEmpty()) {
            throw new LedgerException("the journal cannot be read: " + check.fault());
        }
        View view = new View(verifier.segments, verifier.head);
        return new JournalReader(() -> view, verifier.bytesRead);
    }

    private JournalCheck run() {
        try {
            for (int i = 0; i < segments.size(); i++) {
                segment(segments.get(i), i + 1 < segments.size() ? header(segments.get(i + 1)) : null);
            }
            return report(null);
        } catch (LedgerException e) {
            return report(e.getMessage());
        }
    }

    private JournalCheck report(@Nullable String fault) {
        return new JournalCheck(installation, segments.size(), head.group(), head.seq(), head.seq(),
                HexFormat.of().formatHex(head.hash()), unfinished, fault == null ? 0 : head.seq() + 1, fault);
    }

    private SegmentHeader header(Segment segment) {
        try (SegmentReader reader = new SegmentReader(segment.file(), bytesRead)) {
            return reader.header();
        }
    }

    /// - `next`: header of the segment that follows; null for the last one
    private void segment(Segment segment, @Nullable SegmentHeader next) {
        try (SegmentReader reader = new SegmentReader(segment.file(), bytesRead)) {
            SegmentHeader header = reader.header();
            if (installation.isEmpty()) {
                installation = header.installation();
            }
            boolean follows = segment.fits(header) && header.installation().equals(installation)
                    && header.firstSeq() == head.seq() + 1 && header.firstGroup() == head.group() + 1
                    && Arrays.equals(header.previousHash(), head.hash());
            require(follows, segment, "its header does not follow the segment before");
            head = new Position(segment.index(), SegmentHeader.LENGTH, head.seq(), head.group(), head.hash());
            long size = reader.size();
            if (next == null) {
                lastFrames(reader, segment, size);
            } else {
                require(next.previousEnd() >= SegmentHeader.LENGTH && next.previousEnd() <= size, segment, "it is cut");
                frames(reader, segment, next.previousEnd());
                require(next.previousAbandoned() || dirtyBytes(reader, size) == 0, segment, "bytes follow its end");
            }
        }
    }

    private void frames(SegmentReader reader, Segment segment, long end) {
        for (Frame frame = reader.next(end); frame != null; frame = reader.next(end)) {
            prove(frame, segment);
        }
    }

    private void lastFrames(SegmentReader reader, Segment segment, long size) {
        try {
            frames(reader, segment, size);
        } catch (BadFrameException e) {
            byte[] rest = reader.fresh(head.offset(), (int) (size - head.offset()));
            int dirty = Tail.dirtyLength(rest);
            long whole = Tail.wholeFrame(rest, dirty, head.group());
            if (whole == 0) {
                // A gateway was writing it a moment ago.
                lastFrames(reader, segment, size);
            } else {
                require(whole < 0, segment, String.valueOf(e.getMessage()));
                unfinished = dirty;
            }
        }
    }

    private void prove(Frame frame, Segment segment) {
        boolean follows = frame.number() == head.group() + 1 && frame.firstSeq() == head.seq() + 1
                && Arrays.equals(frame.previousHash(), head.hash());
        require(follows, segment, "the frame at " + head.offset() + " does not follow the one before");
        require(frame.isChained(chain), segment, "a hash in the frame at " + head.offset() + " is wrong");
        long[] seq = {frame.firstSeq()};
        frame.events((canonical, _, _) -> require(CanonicalBytes.read(canonical).seq() == seq[0]++, segment,
                "an event in the frame at " + head.offset() + " has another sequence"));
        head = head.after(frame);
    }

    private long dirtyBytes(SegmentReader reader, long size) {
        return Tail.dirtyLength(reader.bytes(head.offset(), (int) (size - head.offset())));
    }

    private static void require(boolean holds, Segment segment, String what) {
        if (!holds) {
            throw new LedgerException(segment.file().getFileName() + ": " + what);
        }
    }
}
