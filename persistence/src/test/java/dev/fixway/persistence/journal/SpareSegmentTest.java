package dev.fixway.persistence.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fixway.engine.ledger.Group;
import dev.fixway.engine.ledger.LedgerException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What happens behind the writer: files made ahead, and what is forced.
class SpareSegmentTest {
    @TempDir
    Path dataDir = Path.of("set by JUnit");

    /// The first filling of a spare file is slow: it has opened the file and has written nothing yet.
    private static final class SlowDisk implements Disk {
        private final FileDisk real = new FileDisk();
        private final AtomicInteger spares = new AtomicInteger();
        final CountDownLatch goesOn = new CountDownLatch(1);
        final CountDownLatch isDone = new CountDownLatch(1);

        @Override
        public Sink open(Path file) throws IOException {
            return real.open(file);
        }

        @Override
        public void allocate(Path file, long bytes) throws IOException {
            if (!file.getFileName().toString().startsWith("spare") || spares.incrementAndGet() != 2) {
                real.allocate(file, bytes);
                return;
            }
            // As FileDisk does: opened and truncated, then zeros.
            real.allocate(file, 0);
            try (Sink sink = real.open(file)) {
                goesOn.await(20, TimeUnit.SECONDS);
                FileDisk.zero(sink, 0, bytes);
                sink.force();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            isDone.countDown();
        }

        @Override
        public void rename(Path from, Path to) throws IOException {
            real.rename(from, to);
        }
    }

    @Test
    void aSlowSpareIsNotFilledTwice() throws InterruptedException {
        SlowDisk disk = new SlowDisk();
        List<Group> committed = new ArrayList<>();
        try (DataLock lock = DataLock.take(dataDir);
                JournalLedger ledger = JournalLedger.open(lock, new JournalSettings(Durability.POWER, 1 << 13), disk,
                        new Random(3))) {
            // Larger than a segment: gets a file of its own.
            commit(ledger, committed, 200);
            CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS).execute(disk.goesOn::countDown);
            // The next one goes into the spare.
            commit(ledger, committed, 2);
            assertThat(disk.isDone.await(20, TimeUnit.SECONDS)).isTrue();
            List<Group> replayed = new ArrayList<>();
            ledger.replay(0, 0, replayed::add);
            assertThat(replayed).isEqualTo(committed);
        }
    }

    private static void commit(JournalLedger ledger, List<Group> committed, int events) {
        Group group = new Group(new RandomEvents(committed.size(), ledger.installation(), ledger.headSeq())
                .events(events), List.of(), List.of());
        ledger.append(group);
        committed.add(group);
    }

    /// Remembers which files have bytes that were not forced.
    private static final class WatchedDisk implements Disk {
        private final FileDisk real = new FileDisk();
        final ConcurrentHashMap<Path, Boolean> unforced = new ConcurrentHashMap<>();
        volatile boolean failsWrite;

        @Override
        public Sink open(Path file) throws IOException {
            Sink sink = real.open(file);
            return new Sink() {
                @Override
                public void write(ByteBuffer bytes, long offset) throws IOException {
                    if (failsWrite) {
                        throw new IOException("no space left");
                    }
                    unforced.put(file, true);
                    sink.write(bytes, offset);
                }

                @Override
                public void force() throws IOException {
                    sink.force();
                    unforced.remove(file);
                }

                @Override
                public void close() throws IOException {
                    sink.close();
                }
            };
        }

        @Override
        public void allocate(Path file, long bytes) throws IOException {
            real.allocate(file, bytes);
        }

        @Override
        public void rename(Path from, Path to) throws IOException {
            real.rename(from, to);
        }
    }

    @Test
    void whatIsSignedIsForcedAfterAFailedCommitToo() {
        WatchedDisk disk = new WatchedDisk();
        List<Group> committed = new ArrayList<>();
        try (DataLock lock = DataLock.take(dataDir);
                JournalLedger ledger = JournalLedger.open(lock, new JournalSettings(Durability.PROCESS, 1 << 13), disk,
                        new Random(3))) {
            commit(ledger, committed, 2);
            disk.failsWrite = true;
            assertThatThrownBy(() -> commit(ledger, committed, 2)).isInstanceOf(LedgerException.class);
            disk.failsWrite = false;
            ledger.reopen();
            ledger.force(ledger.head());

            assertThat(disk.unforced.keySet()).isEmpty();
        }
    }
}
