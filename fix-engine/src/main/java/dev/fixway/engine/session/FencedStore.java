package dev.fixway.engine.session;

import dev.fixway.engine.codec.StoredMessage;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntConsumer;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import quickfix.MessageStore;

/// A session's store behind a lock, with an epoch beside it.
///
/// - What is stored is in the files when its number moves, but for a thread between [#hold] and [#release]: its messages
///   are written together, at the latest before their bytes leave ([#write])
/// - A long `get` lets others in between after each hundred messages
/// - `reset` raises the epoch before it empties the store
/// - [#holdTarget] keeps the next inbound number from being used up
/// - after an I/O error it is broken until [#reopen]
/// - the next numbers are told without the lock: whoever asks does not wait for a long `get`
final class FencedStore implements MessageStore, Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(FencedStore.class);
    private static final int PIECE = 100;
    private final ReentrantLock lock = new ReentrantLock();
    private final StoreFiles delegate;
    private final Place files;
    private final Inbound inbound;
    private final IntSupplier epochFloor;
    private volatile int epoch;
    private volatile boolean broken;
    private volatile boolean wasReset;
    private volatile int nextSender;
    private volatile int nextWritten;
    private volatile int nextTarget;
    /// Id of the thread; 0 for none.
    private long holder;
    private boolean holdsTarget;
    private boolean isResetting;

    /// Where the store's files are, and the boot that writes them.
    record Place(Path folder, String name, String bootId) {
        Path epochFile() {
            return folder.resolve(name + ".epoch");
        }
    }

    /// - `epochFloor`: the highest epoch that the ledger knows
    FencedStore(StoreFiles delegate, Place files, int epoch, Inbound inbound, IntSupplier epochFloor)
            throws IOException {
        this.delegate = delegate;
        this.files = files;
        this.epoch = epoch;
        this.inbound = inbound;
        this.epochFloor = epochFloor;
        tellNumbers();
    }

    private void tellNumbers() {
        nextSender = delegate.getNextSenderMsgSeqNum();
        nextWritten = delegate.nextWritten();
        nextTarget = delegate.getNextTargetMsgSeqNum();
    }

    private interface Access<T> {
        T run() throws IOException;
    }

    private interface Change {
        void run() throws IOException;
    }

    private void change(Change change) throws IOException {
        var _ = locked(() -> {
            change.run();
            return true;
        });
    }

    private <T> T locked(Access<T> access) throws IOException {
        lock.lock();
        try {
            return access.run();
        } catch (IOException e) {
            broken = true;
            throw e;
        } finally {
            tellNumbers();
            lock.unlock();
        }
    }

    int epoch() {
        return epoch;
    }

    boolean isBroken() {
        return broken;
    }

    /// What this thread stores from now on may wait for [#release] or [#write].
    void hold() {
        lock.lock();
        try {
            holder = Thread.currentThread().threadId();
        } finally {
            lock.unlock();
        }
    }

    /// The end of [#hold], by the same thread; false when what it stored could not be written.
    boolean release() {
        lock.lock();
        try {
            holder = 0;
        } finally {
            lock.unlock();
        }
        return write();
    }

    /// Before bytes leave: writes what waits; false when the store has failed, and they may not.
    boolean write() {
        if (nextWritten != nextSender) {
            try {
                change(delegate::write);
            } catch (IOException e) {
                LOG.debug("fix store not written store={}", files.name(), e);
            }
        }
        return !broken;
    }

    /// It cannot be relied on until [#reopen].
    void fail() {
        broken = true;
    }

    /// Whether the message of this number is in the files.
    boolean hasWritten(int number) {
        return number < nextWritten;
    }

    /// Whether the store was reset since the last call.
    boolean takeReset() {
        boolean taken = wasReset;
        wasReset = false;
        return taken;
    }

    /// The next step of the inbound number does not count: the message will be asked for again.
    void holdTarget() {
        lock.lock();
        try {
            holdsTarget = true;
        } finally {
            lock.unlock();
        }
    }

    void releaseTarget() {
        lock.lock();
        try {
            holdsTarget = false;
        } finally {
            lock.unlock();
        }
    }

    /// Opens the files again after an I/O error.
    void reopen() throws IOException {
        change(() -> {
            delegate.refresh();
            broken = false;
            if (isResetting) {
                // It stopped half-way, with the new epoch on the disk.
                reset();
            }
        });
    }

    @Override
    public boolean set(int sequence, String message) throws IOException {
        return locked(() -> delegate.set(sequence, message));
    }

    @Override
    public void get(int startSequence, int endSequence, Collection<String> messages) throws IOException {
        // A peer may ask for what was never sent; the range is cut to what can be there.
        long last = Math.min(endSequence, getNextSenderMsgSeqNum() - 1);
        for (long from = Math.max(1, startSequence); from <= last; from += PIECE) {
            int begin = (int) from;
            int end = (int) Math.min(last, from + PIECE - 1);
            change(delegate::write);
            lock.lock();
            try {
                // A torn record is no reason to call the store broken: QuickFIX/J stops that resend.
                delegate.get(begin, end, messages);
            } finally {
                lock.unlock();
            }
        }
    }

    /// The whole messages of a range by number. Throws UncheckedIOException while the files cannot be read: what is in
    /// them must not look as if it were not there.
    ///
    /// - `torn`: hears the numbers whose messages are not whole
    SortedMap<Integer, String> found(int begin, int end, IntConsumer torn) {
        SortedMap<Integer, String> found = new TreeMap<>();
        if (!addWhole(begin, end, found)) {
            for (int number = begin; number <= end; number++) {
                if (!addWhole(number, number, found)) {
                    LOG.warn("fix message is torn store={} number={}", files.name(), number);
                    torn.accept(number);
                }
            }
        }
        return found;
    }

    /// Adds all of a range; false when one of them is not whole.
    private boolean addWhole(int begin, int end, Map<Integer, String> found) {
        List<String> messages = new ArrayList<>();
        try {
            get(begin, end, messages);
        } catch (EOFException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException("the store " + files.name() + " cannot be read now", e);
        }
        if (!messages.stream().allMatch(StoredMessage::isWhole)) {
            return false;
        }
        messages.forEach(message -> found.put(Integer.valueOf(StoredMessage.field(message, 34)), message));
        return true;
    }

    @Override
    public int getNextSenderMsgSeqNum() {
        return nextSender;
    }

    @Override
    public int getNextTargetMsgSeqNum() {
        return nextTarget;
    }

    @Override
    public void setNextSenderMsgSeqNum(int next) throws IOException {
        change(() -> {
            delegate.setNextSenderMsgSeqNum(next);
        });
    }

    @Override
    public void setNextTargetMsgSeqNum(int next) throws IOException {
        change(() -> {
            delegate.setNextTargetMsgSeqNum(next);
            inbound.expects(next);
        });
    }

    @Override
    public void incrNextSenderMsgSeqNum() throws IOException {
        change(() -> {
            delegate.incrNextSenderMsgSeqNum();
            if (holder != Thread.currentThread().threadId()) {
                delegate.write();
            }
        });
    }

    @Override
    public void incrNextTargetMsgSeqNum() throws IOException {
        change(() -> {
            if (holdsTarget) {
                holdsTarget = false;
                return;
            }
            delegate.incrNextTargetMsgSeqNum();
            inbound.expects(delegate.getNextTargetMsgSeqNum());
        });
    }

    @Override
    public Date getCreationTime() throws IOException {
        return locked(delegate::getCreationTime);
    }

    @Override
    public Calendar getCreationTimeCalendar() throws IOException {
        return locked(delegate::getCreationTimeCalendar);
    }

    /// The new epoch is on the disk before anything is deleted; a crash in between is finished at the next start.
    @Override
    public void reset() throws IOException {
        change(() -> {
            int next = Math.max(epoch, epochFloor.getAsInt()) + 1;
            new EpochFile(next, files.bootId(), false, true).write(files.epochFile());
            isResetting = true;
            delegate.reset();
            new EpochFile(next, files.bootId(), false, false).write(files.epochFile());
            inbound.restart(next, 1);
            epoch = next;
            isResetting = false;
            holdsTarget = false;
            wasReset = true;
        });
    }

    @Override
    public void refresh() throws IOException {
        change(() -> {
            delegate.refresh();
        });
    }

    /// Forces the files to the disk, so that a reboot does not make the store count as lost.
    @Override
    public void close() throws IOException {
        change(() -> {
            delegate.close();
            for (String part : StoreFiles.PARTS) {
                Path file = files.folder().resolve(files.name() + '.' + part);
                if (Files.exists(file)) {
                    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                        channel.force(true);
                    }
                }
            }
            new EpochFile(epoch, files.bootId(), !broken, false).write(files.epochFile());
        });
    }
}
