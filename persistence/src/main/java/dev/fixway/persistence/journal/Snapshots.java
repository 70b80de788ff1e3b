package dev.fixway.persistence.journal;

import dev.fixway.engine.ledger.LedgerException;
import dev.fixway.engine.ledger.Snapshot;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The snapshots of the open state: `<group>.snapshot`, the last two of them. Any thread, one at a time.
///
/// Layout: magic (8), installation (4), sequence (8), group (8), length of the state (4), state, CRC-32C (4).
final class Snapshots {
    private static final Logger LOG = LoggerFactory.getLogger(Snapshots.class);
    private static final long MAGIC = 0x464958574159_5331L;
    private static final int KEPT = 2;
    private static final int HEAD_LENGTH = 32;
    private static final String SUFFIX = ".snapshot";

    private final Disk disk;
    private final Path folder;
    private final String installation;
    private final LongAdder bytesRead;

    Snapshots(Disk disk, Path folder, String installation, LongAdder bytesRead) {
        this.disk = disk;
        this.folder = folder;
        this.installation = installation;
        this.bytesRead = bytesRead;
        JournalFolder.make(folder);
        JournalFolder.removeUnfinished(folder);
    }

    /// The newest one that is whole and not ahead of the journal; those that are not are discarded.
    synchronized @Nullable Snapshot latest(Position head) {
        for (Path file : files().reversed()) {
            Snapshot snapshot = read(file);
            if (snapshot != null && snapshot.seq() <= head.seq() && snapshot.group() <= head.group()) {
                return snapshot;
            }
            LOG.error("snapshot discarded file={} cause={} headSeq={} headGroup={}", file.getFileName(),
                    snapshot == null ? "damaged" : "ahead of the journal", head.seq(), head.group());
            JournalFolder.remove(file);
        }
        return null;
    }

    /// Writes a snapshot and drops the ones before the last two.
    synchronized void keep(Snapshot snapshot) {
        JournalFolder.make(folder);
        Path file = folder.resolve("%019d".formatted(snapshot.group()) + SUFFIX);
        Path unfinished = folder.resolve(file.getFileName() + JournalFolder.UNFINISHED);
        try {
            ByteBuffer bytes = encode(snapshot);
            disk.allocate(unfinished, 0);
            try (Disk.Sink sink = disk.open(unfinished)) {
                sink.write(bytes, 0);
                sink.force();
            }
            disk.rename(unfinished, file);
        } catch (IOException e) {
            JournalFolder.remove(unfinished);
            throw new LedgerException("the snapshot " + file + " cannot be written", e);
        }
        List<Path> files = files();
        files.subList(0, Math.max(0, files.size() - KEPT)).forEach(JournalFolder::remove);
    }

    private List<Path> files() {
        return JournalFolder.files(folder)
                .stream()
                .filter(file -> file.getFileName().toString().endsWith(SUFFIX))
                .toList();
    }

    private ByteBuffer encode(Snapshot snapshot) {
        ByteBuffer out = ByteBuffer.allocate(HEAD_LENGTH + snapshot.state().length + Integer.BYTES);
        out.putLong(MAGIC)
                .put(installation.getBytes(StandardCharsets.US_ASCII))
                .putLong(snapshot.seq())
                .putLong(snapshot.group())
                .putInt(snapshot.state().length)
                .put(snapshot.state());
        return out.putInt(checksum(out.array(), out.position())).flip();
    }

    private @Nullable Snapshot read(Path file) {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (IOException e) {
            throw new LedgerException("the snapshot " + file + " cannot be read", e);
        }
        bytesRead.add(bytes.length);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        int end = bytes.length - Integer.BYTES;
        if (end < HEAD_LENGTH || in.getInt(end) != checksum(bytes, end) || in.getLong() != MAGIC) {
            return null;
        }
        byte[] owner = new byte[Integer.BYTES];
        in.get(owner);
        long seq = in.getLong();
        long group = in.getLong();
        byte[] state = new byte[in.getInt()];
        in.get(state);
        return new String(owner, StandardCharsets.US_ASCII).equals(installation)
                ? new Snapshot(seq, group, state)
                : null;
    }

    private static int checksum(byte[] bytes, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }
}
