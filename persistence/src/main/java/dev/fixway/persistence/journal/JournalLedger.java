package dev.fixway.persistence.journal;

import dev.fixway.engine.ledger.Group;
import dev.fixway.engine.ledger.Ledger;
import dev.fixway.engine.ledger.LedgerEvent;
import dev.fixway.engine.ledger.LedgerException;
import dev.fixway.engine.ledger.LedgerReader;
import dev.fixway.engine.ledger.Snapshot;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The ledger as files: every group is one frame, appended to a preallocated segment and forced as settings say.
///
/// [#append], [#reopen] and [#close] belong to the `orders` thread, everything else to any.
public final class JournalLedger implements Ledger, SignableChain {
    private static final Logger LOG = LoggerFactory.getLogger(JournalLedger.class);
    private static final String ID_CHARACTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private static final int INSTALLATION_LENGTH = 4;

    private final JournalSettings settings;
    private final Disk disk;
    private final Path folder;
    private final String installation;
    private final SegmentMaker maker;
    private final Snapshots snapshots;
    private final JournalReader journal;
    private final LongAdder bytesRead;
    private final FrameWriter frames = new FrameWriter();

    private volatile View view;
    private Disk.@Nullable Sink sink;
    private long capacity;
    private boolean isFailed;

    private JournalLedger(DataLock lock, JournalSettings settings, Disk disk, Recovery.Found found,
            LongAdder bytesRead) {
        this.settings = settings;
        this.disk = disk;
        this.bytesRead = bytesRead;
        folder = JournalFolder.journal(lock.folder());
        installation = found.installation();
        view = found.view();
        capacity = found.capacity();
        maker = new SegmentMaker(disk, folder, settings.segmentBytes());
        snapshots = new Snapshots(disk, JournalFolder.snapshots(lock.folder()), installation, bytesRead);
        journal = new JournalReader(() -> view, bytesRead);
    }

    /// Opens the journal of a data folder, or makes it.
    ///
    /// - `lock`: of the data folder; outlives the ledger
    /// - Throws LedgerException when the journal is damaged; a torn last group is cut and logged
    public static JournalLedger open(DataLock lock, JournalSettings settings) {
        return open(lock, settings, ChainPoint.START);
    }

    /// As above, and nothing is cut when the journal ends before a point that was signed.
    ///
    /// - Throws LedgerException then too
    public static JournalLedger open(DataLock lock, JournalSettings settings, ChainPoint signed) {
        return open(lock, settings, signed, UnaryOperator.identity());
    }

    /// As above, with what a test puts between journal and disk.
    public static JournalLedger open(DataLock lock, JournalSettings settings, ChainPoint signed,
            UnaryOperator<Disk> disk) {
        return open(lock, settings, signed, disk.apply(new FileDisk()), new SecureRandom());
    }

    static JournalLedger open(DataLock lock, JournalSettings settings, Disk disk, RandomGenerator random) {
        return open(lock, settings, ChainPoint.START, disk, random);
    }

    private static JournalLedger open(DataLock lock, JournalSettings settings, ChainPoint signed, Disk disk,
            RandomGenerator random) {
        Path folder = JournalFolder.journal(lock.folder());
        JournalFolder.make(folder);
        JournalFolder.removeUnfinished(folder);
        LongAdder bytesRead = new LongAdder();
        List<Segment> segments = JournalFolder.segments(folder);
        try {
            Recovery recovery = new Recovery(disk, bytesRead, signed);
            Recovery.Found found;
            if (segments.isEmpty()) {
                recovery.requireSigned(0, 0);
                found = create(disk, folder, settings, random);
            } else {
                found = recovery.recover(segments);
            }
            JournalLedger ledger = new JournalLedger(lock, settings, disk, found, bytesRead);
            Disk.Sink sink = disk.open(found.view().last().file());
            // A group that was written but not forced when the process died counts from now on.
            sink.force();
            ledger.sink = sink;
            ledger.maker.prepare();
            // Discards what is ahead of the head now: later the head would have passed it.
            ledger.latestSnapshot();
            LOG.info("journal open installation={} seq={} groups={} segments={}", ledger.installation, ledger.headSeq(),
                    ledger.groupCount(), found.view().segments().size());
            return ledger;
        } catch (IOException e) {
            throw new LedgerException("the journal " + folder + " cannot be opened", e);
        }
    }

    private static Recovery.Found create(Disk disk, Path folder, JournalSettings settings, RandomGenerator random)
            throws IOException {
        StringBuilder id = new StringBuilder();
        random.ints(INSTALLATION_LENGTH, 0, ID_CHARACTERS.length()).forEach(i -> id.append(ID_CHARACTERS.charAt(i)));
        SegmentHeader header = new SegmentHeader(id.toString(), 1, settings.segmentBytes(), 1, 1, 0, false,
                Chain.start());
        Segment first = new SegmentMaker(disk, folder, settings.segmentBytes()).make(header);
        Position head = new Position(1, SegmentHeader.LENGTH, 0, 0, Chain.start());
        return new Recovery.Found(header.installation(), new View(List.of(first), head), settings.segmentBytes());
    }

    @Override
    public String installation() {
        return installation;
    }

    @Override
    public long headSeq() {
        return view.head().seq();
    }

    @Override
    public long groupCount() {
        return view.head().group();
    }

    @Override
    public ChainPoint head() {
        return view.head().point();
    }

    @Override
    public @Nullable ChainPoint after(long group) {
        return group == 0 ? ChainPoint.START : journal.pointAfter(group);
    }

    @Override
    public void force(ChainPoint point) {
        if (settings.durability() == Durability.POWER) {
            return;
        }
        // A segment is forced when the next one is begun, so the one that is open now holds all that may be missing.
        try (Disk.Sink open = disk.open(view.last().file())) {
            open.force();
        } catch (IOException e) {
            throw new LedgerException("the journal cannot be forced up to sequence " + point.seq(), e);
        }
    }

    /// Commits a group. After a failure every further call fails too until [#reopen].
    ///
    /// - Throws IllegalArgumentException when the sequences do not follow the head
    @Override
    public void append(Group group) {
        if (isFailed || sink == null) {
            throw new LedgerException("the ledger takes nothing after a failed commit or its end; head " + headSeq());
        }
        requireSequences(group);
        if (group.isEmpty()) {
            return;
        }
        try {
            write(group);
        } catch (IOException | RuntimeException e) {
            isFailed = true;
            throw new LedgerException("the group after sequence " + headSeq() + " could not be committed", e);
        }
    }

    private void write(Group group) throws IOException {
        Position head = view.head();
        ByteBuffer frame = frames.encode(group, head.group() + 1, head.seq() + 1, head.hash());
        int length = frame.remaining();
        if (length > capacity - head.offset()) {
            roll(maker.capacity(length), false);
            head = view.head();
        }
        Disk.Sink out = openSink();
        out.write(frame, head.offset());
        if (settings.durability() == Durability.POWER) {
            out.force();
        }
        view.last().sparse().add(head.seq() + 1, head.group() + 1, head.offset());
        view = view.at(new Position(head.segment(), head.offset() + length, head.seq() + group.events().size(),
                head.group() + 1, frames.endHash()));
    }

    private Disk.Sink openSink() throws IOException {
        if (sink == null) {
            throw new IOException("no segment is open");
        }
        return sink;
    }

    private void requireSequences(Group group) {
        long expected = headSeq() + 1;
        for (LedgerEvent event : group.events()) {
            if (event.seq() != expected) {
                throw new IllegalArgumentException("sequence " + event.seq() + " where " + expected + " was expected");
            }
            expected++;
        }
    }

    /// Goes on in a new segment whose header says where the one before ends.
    private void roll(long newCapacity, boolean isAbandoned) throws IOException {
        View before = view;
        Position head = before.head();
        Disk.Sink old = sink;
        if (old != null) {
            old.force();
        }
        SegmentHeader header = new SegmentHeader(installation, head.segment() + 1, newCapacity, head.seq() + 1,
                head.group() + 1, head.offset(), isAbandoned, head.hash());
        Segment segment = maker.make(header);
        Disk.Sink next = disk.open(segment.file());
        sink = next;
        capacity = newCapacity;
        before.last().endsAt(head.offset());
        view = before.with(segment);
        if (old != null) {
            old.close();
        }
        maker.prepare();
    }

    /// Makes the ledger writable again after a failed commit: what was written of the failed group is abandoned.
    ///
    /// - Throws LedgerException when the disk still refuses; may be called again then
    @Override
    public void reopen() {
        if (!isFailed) {
            return;
        }
        try {
            Disk.Sink open = sink;
            if (open != null && settings.durability() == Durability.PROCESS) {
                // Who signs forces the open file alone, and this one is closed now.
                open.force();
            }
            closeSink();
            maker.discard();
            JournalFolder.segments(folder)
                    .stream()
                    .filter(segment -> segment.index() > view.head().segment())
                    .forEach(segment -> JournalFolder.remove(segment.file()));
            roll(settings.segmentBytes(), true);
            isFailed = false;
            LOG.warn("journal goes on in a new segment seq={} segment={}", headSeq(), view.last().file().getFileName());
        } catch (IOException | LedgerException e) {
            throw new LedgerException("the ledger cannot be written after sequence " + headSeq(), e);
        }
    }

    private void closeSink() throws IOException {
        Disk.Sink open = sink;
        sink = null;
        if (open != null) {
            open.close();
        }
    }

    @Override
    public @Nullable Snapshot latestSnapshot() {
        return snapshots.latest(view.head());
    }

    @Override
    public void keep(Snapshot snapshot) {
        Position head = view.head();
        if (snapshot.seq() > head.seq() || snapshot.group() > head.group()) {
            throw new LedgerException("the snapshot at " + snapshot.seq() + " is ahead of the ledger at " + head.seq());
        }
        snapshots.keep(snapshot);
    }

    @Override
    public void replay(long afterSeq, long afterGroup, Consumer<Group> visitor) {
        Position head = view.head();
        if (afterGroup > head.group() || afterSeq > head.seq()) {
            throw new LedgerException("nothing to replay after " + afterSeq + ": the ledger ends at " + head.seq());
        }
        journal.afterGroup(afterGroup, frame -> {
            if (frame.number() == afterGroup + 1 && frame.firstSeq() != afterSeq + 1) {
                throw new LedgerException("group " + frame.number() + " begins with sequence " + frame.firstSeq()
                        + " where " + (afterSeq + 1) + " was expected");
            }
            visitor.accept(frame.group());
            return true;
        });
    }

    /// What stands in the files, group by group.
    public JournalReader journal() {
        return journal;
    }

    /// Answers from the files alone, without an index over ids.
    @Override
    public LedgerReader reader() {
        return new ScanningReader(journal);
    }

    /// Whether the ledger ends with its current segment, for want of room.
    public boolean lacksRoom() {
        return maker.lacksSpare();
    }

    /// Bytes that were read from files since the ledger was opened.
    public long bytesRead() {
        return bytesRead.sum();
    }

    @Override
    public void close() {
        try {
            closeSink();
        } catch (IOException e) {
            throw new LedgerException("the journal cannot be closed", e);
        } finally {
            maker.discard();
        }
    }
}
