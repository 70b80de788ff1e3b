package dev.fixway.engine.session;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Calendar;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import org.quickfixj.CharsetSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import quickfix.FieldConvertError;
import quickfix.MessageStore;
import quickfix.SystemTime;
import quickfix.field.converter.UtcTimestampConverter;

/// Messages and numbers of a session, in the files of QuickFIX/J's FileStore.
///
/// - Messages are gathered until [#write], which writes all of them at once: bodies, then index, then the number.
///   FileStore writes and seeks five times for each, a third of what an order costs
/// - A message is in the store when the number has moved past it: what a crash leaves above is cut when it is opened
/// - From the first I/O error on nothing is changed; [#refresh] drops what was gathered or written in part and opens
///   the files anew. None of it was sent: its numbers are free for others
/// - The inbound number is written at the end alone: at a start the ledger says it
/// - While it is open, the file of the bodies may end in zeros ([RoomAhead])
///
/// Guarded by [FencedStore]'s lock.
final class StoreFiles implements MessageStore, Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(StoreFiles.class);
    private static final String BODY = "body";
    private static final String INDEX = "header";
    private static final String SENDER = "senderseqnums";
    private static final String TARGET = "targetseqnums";
    private static final String SESSION = "session";
    /// What FileStore keeps beside each other.
    static final List<String> PARTS = List.of(BODY, INDEX, SENDER, TARGET, SESSION);
    /// Those that messages and their numbers are in.
    static final List<String> NEEDED = List.of(BODY, INDEX, SENDER);
    private static final int GATHERED_MAX = 64 << 10;
    private final FencedStore.Place place;
    private final Listener listener;
    private Gathered bodies = new Gathered();
    private final Gathered entries = new Gathered();
    private final DataOutputStream entry = new DataOutputStream(entries);
    private final RoomAhead room;
    private RandomAccessFile body;
    private RandomAccessFile index;
    private RandomAccessFile sender;
    private long bodyBytes;
    private long indexBytes;
    private int nextWritten = 1;
    private int nextSender = 1;
    private int nextTarget = 1;
    private Date created;
    private boolean isBroken;

    /// Bytes that go into a file together.
    private static final class Gathered extends ByteArrayOutputStream {
        void writeTo(RandomAccessFile file) throws IOException {
            file.write(buf, 0, count);
        }
    }

    /// Called under the lock of the store; returns at once.
    interface Listener {
        /// Messages are in the files, and the number has not moved past them.
        void stored();

        /// The first I/O error: the store does not change any more.
        void broken();
    }

    /// Throws IOException when the files cannot be read.
    StoreFiles(FencedStore.Place place, Listener listener) throws IOException {
        this.place = place;
        this.listener = listener;
        this.room = new RoomAhead(part(BODY));
        this.body = file(BODY);
        this.index = file(INDEX);
        this.sender = file(SENDER);
        this.nextWritten = readNumber(sender);
        this.nextSender = nextWritten;
        try (RandomAccessFile target = file(TARGET)) {
            this.nextTarget = readNumber(target);
        }
        this.created = readCreated();
        this.bodyBytes = body.length();
        this.indexBytes = index.length() - index.length() % StoreIndex.ENTRY_BYTES;
        cutFrom(nextSender);
    }

    /// Those that are written; closed by a test to make it fail.
    List<RandomAccessFile> files() {
        return List.of(body, index, sender);
    }

    private Path part(String part) {
        return place.folder().resolve(place.name() + '.' + part);
    }

    private RandomAccessFile file(String part) throws IOException {
        return new RandomAccessFile(part(part).toFile(), "rw");
    }

    private static int readNumber(RandomAccessFile file) throws IOException {
        if (file.length() == 0) {
            return 1;
        }
        file.seek(0);
        try {
            return Integer.parseInt(file.readUTF());
        } catch (NumberFormatException e) {
            throw new IOException("a FIX store has no number where one should be", e);
        }
    }

    private Date readCreated() throws IOException {
        try (RandomAccessFile file = file(SESSION)) {
            if (file.length() == 0) {
                Date now = SystemTime.getDate();
                file.writeUTF(UtcTimestampConverter.convert(now, true));
                return now;
            }
            return UtcTimestampConverter.convert(file.readUTF());
        } catch (FieldConvertError e) {
            throw new IOException("a FIX store has no time where one should be", e);
        }
    }

    /// Drops every message from this number on, and what is in the files behind the last whole one.
    private void cutFrom(int number) throws IOException {
        StoreIndex found = index();
        long entriesLeft = indexBytes / StoreIndex.ENTRY_BYTES;
        while (entriesLeft > 0 && found.numberAt(entriesLeft - 1) >= number) {
            entriesLeft--;
        }
        long bodyLeft = entriesLeft == 0 ? 0 : Math.clamp(found.endAt(entriesLeft - 1), 0L, body.length());
        indexBytes = entriesLeft * StoreIndex.ENTRY_BYTES;
        bodyBytes = bodyLeft;
        if (index.length() > indexBytes) {
            LOG.warn("fix store has messages that were not sent, they are cut store={} nextOut={}", place.name(),
                    number);
        }
        rollBack();
    }

    private void rollBack() throws IOException {
        index.setLength(indexBytes);
        index.seek(indexBytes);
        room.cut(bodyBytes);
        body.setLength(bodyBytes);
        body.seek(bodyBytes);
    }

    private StoreIndex index() {
        return new StoreIndex(part(INDEX), part(BODY), indexBytes);
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
        } catch (IOException e) {
            isBroken = true;
            forget();
            LOG.error("fix store cannot be written store={} cause={}", place.name(), e.toString());
            listener.broken();
            throw e;
        }
    }

    private void forget() {
        bodies = bodies.size() > GATHERED_MAX ? new Gathered() : bodies;
        bodies.reset();
        entries.reset();
        nextSender = nextWritten;
    }

    /// Gathers a message: it is in the files with the next [#write].
    @Override
    public boolean set(int sequence, String message) throws IOException {
        change(() -> {
            byte[] bytes = message.getBytes(CharsetSupport.getCharsetInstance());
            entry.writeInt(sequence);
            entry.writeLong(bodyBytes + bodies.size());
            entry.writeInt(bytes.length);
            bodies.writeBytes(bytes);
        });
        return true;
    }

    /// The next number is that of the next message: it moves in the file with the next [#write].
    @Override
    public void incrNextSenderMsgSeqNum() throws IOException {
        change(() -> nextSender++);
    }

    /// The number below which every message is in the files.
    int nextWritten() {
        return nextWritten;
    }

    /// Puts what was gathered into the files.
    void write() throws IOException {
        if (nextWritten == nextSender) {
            return;
        }
        change(() -> {
            if (bodies.size() > 0) {
                room.take(bodyBytes + bodies.size());
                bodies.writeTo(body);
                entries.writeTo(index);
                listener.stored();
            }
            writeSender(nextSender);
            bodyBytes += bodies.size();
            indexBytes += entries.size();
            forget();
        });
    }

    private void writeSender(int next) throws IOException {
        sender.seek(0);
        sender.writeUTF(Integer.toString(next));
        nextWritten = next;
        nextSender = next;
    }

    @Override
    public void setNextSenderMsgSeqNum(int next) throws IOException {
        write();
        change(() -> {
            cutFrom(next);
            writeSender(next);
        });
    }

    @Override
    public void setNextTargetMsgSeqNum(int next) throws IOException {
        change(() -> nextTarget = next);
    }

    @Override
    public void incrNextTargetMsgSeqNum() throws IOException {
        change(() -> nextTarget++);
    }

    @Override
    public int getNextSenderMsgSeqNum() {
        return nextSender;
    }

    @Override
    public int getNextTargetMsgSeqNum() {
        return nextTarget;
    }

    /// What is in the files of a range; what was gathered is not.
    @Override
    public void get(int startSequence, int endSequence, Collection<String> messages) throws IOException {
        index().read(startSequence, endSequence, messages);
    }

    @Override
    public Date getCreationTime() {
        return created;
    }

    @Override
    public Calendar getCreationTimeCalendar() {
        return SystemTime.getUtcCalendar(created);
    }

    @Override
    public void reset() throws IOException {
        change(() -> {
            forget();
            bodyBytes = 0;
            indexBytes = 0;
            rollBack();
            writeSender(1);
            nextTarget = 1;
            Files.deleteIfExists(part(SESSION));
            created = readCreated();
        });
    }

    /// Opens the files again, as they were before the error.
    ///
    /// Throws IOException while the disk takes nothing; may be called again.
    @Override
    public void refresh() throws IOException {
        StoreProbe.write(place.folder());
        closeFiles();
        number(SENDER, nextWritten);
        body = file(BODY);
        index = file(INDEX);
        sender = file(SENDER);
        rollBack();
        isBroken = false;
        LOG.info("fix store open again store={} nextOut={} nextIn={}", place.name(), nextSender, nextTarget);
    }

    /// Writes a number whole or not at all.
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

    private void closeFiles() throws IOException {
        room.cut(bodyBytes);
        for (RandomAccessFile file : files()) {
            file.close();
        }
    }

    @Override
    public void close() throws IOException {
        try {
            if (!isBroken) {
                write();
                rollBack();
                number(TARGET, nextTarget);
            }
        } finally {
            closeFiles();
        }
    }
}
