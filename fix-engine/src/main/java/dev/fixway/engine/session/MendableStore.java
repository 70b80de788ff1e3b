package dev.fixway.engine.session;

import java.io.Closeable;
import java.io.DataOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Calendar;
import java.util.Collection;
import java.util.Date;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import quickfix.MessageStore;

/// QuickFIX/J's file store, brought back to its last good state after an I/O error.
///
/// FileStore moves its numbers before it writes them, keeps what a full disk refused in a buffer that its close writes
/// after all, and goes on behind half an index entry as if it were whole. So from the first error on nothing is changed
/// here; [#refresh] drops what the failed change has left in the files and opens them anew. A message whose number did
/// not move was never sent: the number is free for another one.
///
/// Guarded by [FencedStore]'s lock.
final class MendableStore implements MessageStore, Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(MendableStore.class);
    private final Supplier<MessageStore> factory;
    private final FencedStore.Place place;
    private final Runnable whenBroken;
    private MessageStore files;
    private long indexBytes;
    private int nextSender;
    private int nextTarget;
    private boolean isBroken;

    /// - `factory`: opens QuickFIX/J's store; throws RuntimeException when it cannot be read
    /// - `whenBroken`: called at the first error; returns at once
    MendableStore(Supplier<MessageStore> factory, FencedStore.Place place, Runnable whenBroken) throws IOException {
        this.factory = factory;
        this.place = place;
        this.whenBroken = whenBroken;
        cutIndex(wholeEntries());
        files = factory.get();
        remember();
    }

    private Path part(String part) {
        return place.folder().resolve(place.name() + '.' + part);
    }

    private long wholeEntries() throws IOException {
        Path index = part("header");
        long bytes = Files.exists(index) ? Files.size(index) : 0;
        return bytes - bytes % StoreIndex.ENTRY_BYTES;
    }

    private void remember() throws IOException {
        indexBytes = wholeEntries();
        nextSender = files.getNextSenderMsgSeqNum();
        nextTarget = files.getNextTargetMsgSeqNum();
    }

    private interface Change {
        void run() throws IOException;
    }

    private void change(Change change) throws IOException {
        if (isBroken) {
            throw new IOException("the store " + place.name() + " has failed, it is opened again at the next logon");
        }
        try {
            change.run();
            nextSender = files.getNextSenderMsgSeqNum();
            nextTarget = files.getNextTargetMsgSeqNum();
        } catch (IOException e) {
            isBroken = true;
            LOG.error("fix store cannot be written store={} cause={}", place.name(), e.toString());
            whenBroken.run();
            throw e;
        }
    }

    @Override
    public boolean set(int sequence, String message) throws IOException {
        change(() -> {
            files.set(sequence, message);
            indexBytes += StoreIndex.ENTRY_BYTES;
        });
        return true;
    }

    @Override
    public void get(int startSequence, int endSequence, Collection<String> messages) throws IOException {
        new StoreIndex(part("header"), part("body"), indexBytes).read(startSequence, endSequence, messages);
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
        change(() -> files.setNextSenderMsgSeqNum(next));
    }

    @Override
    public void setNextTargetMsgSeqNum(int next) throws IOException {
        change(() -> files.setNextTargetMsgSeqNum(next));
    }

    @Override
    public void incrNextSenderMsgSeqNum() throws IOException {
        change(() -> files.incrNextSenderMsgSeqNum());
    }

    @Override
    public void incrNextTargetMsgSeqNum() throws IOException {
        change(() -> files.incrNextTargetMsgSeqNum());
    }

    @Override
    public Date getCreationTime() throws IOException {
        return files.getCreationTime();
    }

    @Override
    public Calendar getCreationTimeCalendar() throws IOException {
        return files.getCreationTimeCalendar();
    }

    @Override
    public void reset() throws IOException {
        change(() -> {
            files.reset();
            indexBytes = 0;
        });
    }

    /// Opens the files again, as they were before the error.
    ///
    /// Throws IOException while the disk takes nothing; may be called again.
    @Override
    public void refresh() throws IOException {
        StoreProbe.write(place.folder());
        closeFiles();
        cutIndex(indexBytes);
        number("senderseqnums", nextSender);
        number("targetseqnums", nextTarget);
        try {
            files = factory.get();
        } catch (RuntimeException e) {
            throw new IOException("the store " + place.name() + " does not open", e);
        }
        remember();
        isBroken = false;
        LOG.info("fix store open again store={} nextOut={} nextIn={}", place.name(), nextSender, nextTarget);
    }

    /// The first close stops at the first file that fails, the second one closes the others.
    private void closeFiles() throws IOException {
        if (files instanceof Closeable closeable) {
            try {
                closeable.close();
            } catch (IOException e) {
                LOG.debug("fix store closed after an error store={}", place.name(), e);
                closeable.close();
            }
        }
    }

    private void cutIndex(long bytes) throws IOException {
        Path index = part("header");
        if (!Files.exists(index) || Files.size(index) <= bytes) {
            return;
        }
        try (FileChannel channel = FileChannel.open(index, StandardOpenOption.WRITE)) {
            LOG.warn("fix store has half an entry, it is cut store={} from={} to={}", place.name(), channel.size(),
                    bytes);
            channel.truncate(bytes);
        }
    }

    /// Writes a number as FileStore does, whole or not at all.
    private void number(String part, int number) throws IOException {
        Path next = part(part + ".next");
        try (FileOutputStream file = new FileOutputStream(next.toFile());
                DataOutputStream out = new DataOutputStream(file)) {
            out.writeUTF(Integer.toString(number));
            out.flush();
            file.getFD().sync();
        }
        Files.move(next, part(part), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void close() throws IOException {
        closeFiles();
        if (isBroken) {
            cutIndex(indexBytes);
        }
    }
}
