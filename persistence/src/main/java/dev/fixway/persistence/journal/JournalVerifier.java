package dev.fixway.persistence.journal;

import dev.fixway.engine.ledger.LedgerException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Proves every byte of a journal: headers, frames, checksums, chain, sequences, segments, and the points of the chain
/// that checkpoints signed. Reads only, needs no lock, may run beside a gateway that appends.
///
/// Segments are proven side by side, as each begins with what came before; then that is held against each other.
public final class JournalVerifier {
    private final LongAdder bytesRead = new LongAdder();
    private final List<Segment> segments;
    private final List<ChainPoint> points;
    private String installation = "";
    private Position head = new Position(1, SegmentHeader.LENGTH, 0, 0, Chain.start());
    private SegmentProof.@Nullable Fault fault;
    private SegmentProof.@Nullable Fault unfinished;
    private long unfinishedBytes;
    private int mismatch = SegmentProof.Found.NONE;

    private JournalVerifier(List<Segment> segments, List<ChainPoint> points) {
        this.segments = segments;
        this.points = points;
    }

    /// Reads the journal of a data folder whole.
    public static JournalCheck verify(Path dataDir) {
        return of(dataDir, List.of()).check();
    }

    /// Reads it whole and holds it against what was signed, in the order of the groups.
    ///
    /// - `signed`: read before, so that a gateway that goes on cannot have signed more than is read here
    /// - Throws LedgerException when a file cannot be read
    public static JournalVerifier of(Path dataDir, List<ChainPoint> signed) {
        JournalVerifier verifier = new JournalVerifier(JournalFolder.found(JournalFolder.journal(dataDir)), signed);
        verifier.run();
        return verifier;
    }

    /// Sequence of the last event by the last segment alone; what stands before that is not read. Throws
    /// LedgerException when there is no segment, or the last one has no header.
    public static long lastSeq(Path dataDir) {
        List<Segment> segments = JournalFolder.found(JournalFolder.journal(dataDir));
        SegmentProof.Found last = segments.isEmpty()
                ? null
                : new SegmentProof(segments.getLast(), null, List.of(), new LongAdder()).run();
        if (last == null || last.header() == null) {
            throw new LedgerException("the journal cannot be read: it has no last segment");
        }
        return last.head().seq();
    }

    /// What was found.
    public JournalCheck check() {
        return new JournalCheck(installation, segments.size(), head.group(), head.seq(), head.seq(),
                HexFormat.of().formatHex(head.hash()), unfinishedBytes, fault == null ? 0 : fault.seq(),
                fault == null ? null : fault.what(), deviation());
    }

    /// A reader of what was proven, up to the last whole group; null when the files themselves are damaged.
    public @Nullable JournalReader reader() {
        if (fault != null || segments.isEmpty()) {
            return null;
        }
        View view = new View(segments, head);
        return new JournalReader(() -> view, bytesRead);
    }

    private void run() {
        @Nullable
        SegmentHeader[] headers = new SegmentHeader[segments.size() + 1];
        for (int i = 1; i < segments.size(); i++) {
            // Only the very next segment says where the one before ends.
            boolean isNext = segments.get(i).index() == segments.get(i - 1).index() + 1;
            headers[i] = isNext ? header(segments.get(i)) : null;
        }
        List<SegmentProof.Found> found = IntStream.range(0, segments.size())
                .parallel()
                .mapToObj(i -> new SegmentProof(segments.get(i), headers[i + 1], points, bytesRead).run())
                .toList();
        for (int i = 0; i < segments.size() && fault == null; i++) {
            join(segments.get(i), i + 1, found.get(i));
        }
    }

    private @Nullable SegmentHeader header(Segment segment) {
        try (SegmentReader reader = new SegmentReader(segment.file(), bytesRead)) {
            return reader.header();
        } catch (BadFrameException e) {
            return null;
        }
    }

    private void join(Segment segment, int index, SegmentProof.Found found) {
        SegmentHeader header = found.header();
        if (segment.index() != index) {
            bad("segment " + index + " is missing before " + segment.file().getFileName());
        } else if (header == null) {
            bad(segment.file().getFileName() + " at 0: no header of a journal segment");
        } else if (!follows(segment, header)) {
            bad(segment.file().getFileName() + ": its header does not follow the segment before");
        } else {
            installation = header.installation();
            head = found.head();
            fault = found.fault();
            unfinished = found.unfinished();
            unfinishedBytes = found.unfinishedBytes();
            mismatch = mismatch == SegmentProof.Found.NONE ? found.mismatch() : mismatch;
        }
    }

    private boolean follows(Segment segment, SegmentHeader header) {
        return segment.fits(header) && (installation.isEmpty() || header.installation().equals(installation))
                && header.firstSeq() == head.seq() + 1 && header.firstGroup() == head.group() + 1
                && Arrays.equals(header.previousHash(), head.hash());
    }

    private void bad(String what) {
        fault = new SegmentProof.Fault(head.seq() + 1, what);
    }

    /// The first signed point that the journal does not have; null when it has all, or when it is damaged before that.
    private JournalCheck.@Nullable Deviation deviation() {
        if (fault != null && mismatch == SegmentProof.Found.NONE) {
            return null;
        }
        if (mismatch != SegmentProof.Found.NONE) {
            long provenSeq = mismatch == 0 ? 0 : points.get(mismatch - 1).seq();
            return new JournalCheck.Deviation(mismatch, provenSeq + 1,
                    "the events " + (provenSeq + 1) + " to " + points.get(mismatch).seq()
                            + " are not all those that were signed, though their hashes follow from each other");
        }
        for (int i = points.size() - 1; i >= 0 && points.get(i).group() > head.group(); i--) {
            if (i == 0 || points.get(i - 1).group() <= head.group()) {
                return new JournalCheck.Deviation(i, unfinished == null ? head.seq() + 1 : unfinished.seq(),
                        "the journal ends with event " + head.seq() + ", but event " + points.get(i).seq()
                                + " was signed" + (unfinished == null ? "" : "; " + unfinished.what()));
            }
        }
        return null;
    }
}
