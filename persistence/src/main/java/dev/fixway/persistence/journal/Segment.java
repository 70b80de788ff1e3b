package dev.fixway.persistence.journal;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// One file of the journal, as its name tells: index, first sequence, first group. Any thread.
final class Segment {
    private static final Pattern NAME = Pattern.compile("(\\d{8})-(\\d{19})-(\\d{19})\\.journal");
    private static final long UNKNOWN = -1;

    private final Path file;
    private final int index;
    private final long firstSeq;
    private final long firstGroup;
    private final SparseIndex sparse = new SparseIndex();
    private volatile boolean isIndexed;
    private volatile long end = UNKNOWN;

    private Segment(Path file, int index, long firstSeq, long firstGroup) {
        this.file = file;
        this.index = index;
        this.firstSeq = firstSeq;
        this.firstGroup = firstGroup;
    }

    /// The segment of a file; null when its name is not a segment's.
    static @Nullable Segment of(Path file) {
        Matcher name = NAME.matcher(file.getFileName().toString());
        return name.matches()
                ? new Segment(file, Integer.parseInt(name.group(1)), Long.parseLong(name.group(2)),
                        Long.parseLong(name.group(3)))
                : null;
    }

    /// The segment that a header describes.
    static Segment of(Path folder, SegmentHeader header) {
        String name = "%08d-%019d-%019d.journal".formatted(header.index(), header.firstSeq(), header.firstGroup());
        return new Segment(folder.resolve(name), header.index(), header.firstSeq(), header.firstGroup());
    }

    Path file() {
        return file;
    }

    int index() {
        return index;
    }

    long firstSeq() {
        return firstSeq;
    }

    long firstGroup() {
        return firstGroup;
    }

    SparseIndex sparse() {
        return sparse;
    }

    /// Whether [#sparse] covers the whole segment, or grows with it.
    boolean isIndexed() {
        return isIndexed;
    }

    void indexed() {
        isIndexed = true;
    }

    /// Whether it is known where the frames end, because a later segment says so.
    boolean hasEnd() {
        return end != UNKNOWN;
    }

    long end() {
        return end;
    }

    void endsAt(long offset) {
        end = offset;
    }

    /// Whether a header is this segment's.
    boolean fits(SegmentHeader header) {
        return header.index() == index && header.firstSeq() == firstSeq && header.firstGroup() == firstGroup;
    }
}
