package dev.fixway.persistence.checkpoint;

import dev.fixway.engine.ledger.LedgerException;
import dev.fixway.persistence.journal.ChainPoint;
import dev.fixway.persistence.journal.SignableChain;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Signs the head of a chain now and then, on a thread of its own: after so many events, after so long when something
/// is new, and at the end. What it costs does not depend on how much was signed before.
///
/// A checkpoint that cannot be written is tried again; trading goes on meanwhile, unsigned, and the log says so.
public final class Checkpoints implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Checkpoints.class);
    private static final long LOOK_MILLIS = 50;
    private static final long AFTER_FAILURE_MILLIS = 1_000;

    private final CheckpointSettings settings;
    private final CheckpointFolder folder;
    private final KeptCheckpoint kept;
    private final SignableChain chain;
    private final InstantSource clock;
    private final SigningKey key;
    private final LongAdder failures = new LongAdder();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread thread;
    private boolean isKeeping = true;
    private long lastNanos = System.nanoTime();
    private volatile Checkpoint.@Nullable Line last;

    private Checkpoints(Path dataDir, CheckpointSettings settings, SignableChain chain, InstantSource clock) {
        this.settings = settings;
        this.chain = chain;
        this.clock = clock;
        folder = new CheckpointFolder(dataDir);
        kept = new KeptCheckpoint(settings.keyFile(), chain.installation());
        last = folder.last();
        key = new Beginning(folder, new KeyFile(settings.keyFile()), chain).key(last);
        thread = Thread.ofPlatform().name("ledger-checkpoints").daemon().unstarted(this::run);
    }

    /// Begins to sign. Makes the key when nothing was ever signed.
    ///
    /// - Throws LedgerException when the key is missing or another one than signed before, or when the chain lacks what
    ///   was signed
    public static Checkpoints open(Path dataDir, CheckpointSettings settings, SignableChain chain,
            InstantSource clock) {
        Checkpoints checkpoints = new Checkpoints(dataDir, settings, chain, clock);
        checkpoints.takeOver();
        checkpoints.thread.start();
        return checkpoints;
    }

    /// What the last checkpoint of a data folder says was committed; null when there is none. Needs no key.
    public static @Nullable ChainPoint lastSigned(Path dataDir) {
        Checkpoint.Line line = new CheckpointFolder(dataDir).last();
        return line == null ? null : line.checkpoint().point();
    }

    /// Puts a new key in the place of the present one; the next start of each gateway signs it with the old one.
    ///
    /// Returns the id of the new key.
    public static String replaceKey(Path keyFile) {
        return new KeyFile(keyFile).replace().id();
    }

    /// A key that has replaced the one of the last checkpoint is introduced by it.
    private void takeOver() {
        checkKept();
        folder.keep(key.publicKey());
        Checkpoint.Line before = last;
        String inCharge = before == null ? key.id() : Beginning.inCharge(before.checkpoint());
        if (before != null && !inCharge.equals(key.id())) {
            SigningKey old = new KeyFile(settings.keyFile()).replaced(inCharge);
            if (old == null) {
                throw new LedgerException("the key " + inCharge + " went while it was needed");
            }
            sign(before.checkpoint().point(), old, key.publicKey());
            sign(before.checkpoint().point(), key, null);
            LOG.warn("ledger key replaced old={} new={}", inCharge, key.id());
        }
    }

    private void checkKept() {
        try {
            Checkpoint.Line other = kept.read();
            isKeeping = other == null || other.text().equals(folder.line(other.checkpoint().number()));
        } catch (LedgerException e) {
            isKeeping = false;
        }
        if (!isKeeping) {
            LOG.error("the checkpoint kept in {} is not among those in {}: was the data folder put back from a copy?"
                    + " ledger verify reports it until that file is removed", kept.path(), folder.path());
        }
    }

    /// Signs snapshots with the same key.
    public SnapshotSeal seal() {
        return new SnapshotSeal(chain, key, new KeyFile(settings.keyFile()));
    }

    /// Last event under a signature.
    public long signedSeq() {
        Checkpoint.Line line = last;
        return line == null ? 0 : line.checkpoint().point().seq();
    }

    /// Checkpoints that could not be written so far.
    public long failures() {
        return failures.sum();
    }

    private void run() {
        try {
            while (!ended.await(isDue() && !attempt() ? AFTER_FAILURE_MILLIS : LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                // Looks again.
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (chain.head().group() > signedGroup()) {
            attempt();
        }
    }

    private boolean isDue() {
        ChainPoint head = chain.head();
        return head.group() > signedGroup() && (head.seq() - signedSeq() >= settings.events()
                || System.nanoTime() - lastNanos >= settings.interval().toNanos());
    }

    private long signedGroup() {
        Checkpoint.Line line = last;
        return line == null ? 0 : line.checkpoint().point().group();
    }

    private boolean attempt() {
        try {
            ChainPoint head = chain.head();
            chain.force(head);
            sign(head, key, null);
            lastNanos = System.nanoTime();
            return true;
        } catch (RuntimeException e) {
            failures.increment();
            LOG.error("checkpoint not written, events after {} are unsigned so far", signedSeq(), e);
            return false;
        }
    }

    private void sign(ChainPoint point, SigningKey with, @Nullable PublicKeyText newKey) {
        Checkpoint.Line before = last;
        Checkpoint checkpoint = new Checkpoint(before == null ? 1 : before.checkpoint().number() + 1,
                chain.installation(), point, clock.instant(), with.id(), newKey,
                before == null ? Checkpoint.NO_PREVIOUS : before.hash());
        Checkpoint.Line line = checkpoint.sign(with);
        folder.append(line);
        last = line;
        if (isKeeping) {
            kept.keep(line);
        }
    }

    /// Signs what is new and ends. Nothing may be appended any more.
    @Override
    public void close() {
        ended.countDown();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LedgerException("the last checkpoint was not awaited", e);
        }
    }
}
