package dev.fixway.persistence.sql;

import dev.fixway.engine.ledger.LedgerException;
import dev.fixway.persistence.journal.CommittedGroups;
import dev.fixway.persistence.journal.StoredGroup;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Applies the journal to the database, in its order, in batches. The thread `ledger-follower` is all that writes
/// there.
///
/// Trading has the cores first: while the journal grows it rests as long as it has worked, and up to [#YIELD_MAX] times
/// as long when that grows faster than it could follow so; but never while a query waits, and not that long when it is
/// far behind. While nobody trades it does not rest.
final class Follower implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Follower.class);
    /// More would not fit into what H2 keeps of a transaction in memory: it writes pages twice, and costs 1.4 times as
    /// much.
    static final int BATCH_EVENTS_MAX = 1_000;
    private static final long BATCH_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    /// Rests at most so many times as long as it has worked.
    private static final int YIELD_MAX = 40;
    private static final long FAR_BEHIND = 2_000_000;
    private static final long IDLE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final Duration AFTER_FAILURE = Duration.ofMillis(500);
    private static final int FAILURES_MAX = 3;
    private static final Duration END_MOST = Duration.ofSeconds(2);

    private final CommittedGroups groups;
    private final QueryDatabase database;
    private final BatchWriter writer;
    private final Progress progress;
    private final LongAdder failures = new LongAdder();
    private final Thread thread;
    private int inARow;
    private boolean isTold;

    /// - `progress`: stands where the database is
    Follower(CommittedGroups groups, QueryDatabase database, String installation, Progress progress) {
        this.groups = groups;
        this.database = database;
        this.progress = progress;
        writer = new BatchWriter(database, installation);
        thread = Thread.ofPlatform().name("ledger-follower").daemon().unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /// Batches that could not be applied so far.
    long failures() {
        return failures.sum();
    }

    private void run() {
        boolean goesOn = true;
        while (goesOn) {
            try {
                goesOn = step();
                inARow = 0;
            } catch (SQLException | RuntimeException | AssertionError e) {
                // H2 asserts what it believes of its file: with assertions on, a broken one shows as an AssertionError.
                failures.increment();
                tell(e);
                goesOn = progress.pause(AFTER_FAILURE) && recover(!(e instanceof LedgerException));
            }
        }
    }

    /// The whole story once; a full disk makes the same one twice a second.
    private void tell(Throwable e) {
        if (isTold) {
            LOG.warn("query side cannot follow yet seq={} head={} cause={}", progress.applied(), groups.headSeq(),
                    e.toString());
        } else {
            LOG.error("query side cannot follow the journal seq={} head={}", progress.applied(), groups.headSeq(), e);
        }
        isTold = true;
    }

    /// A database that refuses again and again what the journal holds is no longer what it was: it is built anew.
    private boolean recover(boolean isOfDatabase) {
        if (isOfDatabase && !database.takesWrites()) {
            return true;
        }
        database.reconnect();
        inARow = isOfDatabase ? inARow + 1 : 0;
        if (inARow == FAILURES_MAX) {
            inARow = 0;
            LOG.error(
                    "query database discarded, it is built anew from the journal cause=it does not take what follows");
            try {
                database.startAnew();
                progress.reach(0);
            } catch (RuntimeException e) {
                failures.increment();
                inARow = FAILURES_MAX - 1;
                LOG.error("query database cannot be built anew", e);
            }
        }
        return true;
    }

    private boolean step() throws SQLException {
        if (progress.applied() >= groups.headSeq()) {
            return progress.rest(IDLE_NANOS);
        }
        long begun = System.nanoTime();
        long head = groups.headSeq();
        List<StoredEvent> batch = batch(progress.applied() + 1, begun);
        try (Connection connection = database.connection()) {
            progress.reach(writer.apply(connection, batch));
        }
        isTold = false;
        return groups.headSeq() == head ? progress.rest(0) : restAfter(batch.size(), System.nanoTime() - begun);
    }

    /// Rests after a batch in which the journal has grown; returns false when it is over.
    private boolean restAfter(int applied, long workNanos) {
        long begun = System.nanoTime();
        long head = groups.headSeq();
        boolean goesOn = progress.rest(Math.min(BATCH_NANOS, workNanos));
        long rested = System.nanoTime() - begun;
        while (goesOn && rested < YIELD_MAX * workNanos && !progress.isAwaited()
                && isOutrun(groups.headSeq() - head, rested, applied, workNanos)) {
            goesOn = progress.rest(BATCH_NANOS);
            rested = System.nanoTime() - begun;
        }
        return goesOn;
    }

    /// Whether the journal grows faster than half of our time could follow.
    private boolean isOutrun(long grown, long nanos, int applied, long workNanos) {
        boolean isFarBehind = groups.headSeq() - progress.applied() > FAR_BEHIND;
        return !isFarBehind && 2 * grown * workNanos > applied * nanos;
    }

    private List<StoredEvent> batch(long fromSeq, long begun) {
        List<StoredEvent> batch = new ArrayList<>();
        groups.fromSeq(fromSeq, group -> {
            add(group, fromSeq + batch.size(), batch);
            return batch.size() < BATCH_EVENTS_MAX && System.nanoTime() - begun < BATCH_NANOS;
        });
        return batch;
    }

    /// Adds the events of a frame from a sequence on, whole or up to the limit.
    private static void add(StoredGroup group, long fromSeq, List<StoredEvent> batch) {
        long[] seq = {group.firstSeq()};
        group.events((canonical, previous, hash) -> {
            if (seq[0]++ >= fromSeq && batch.size() < BATCH_EVENTS_MAX) {
                batch.add(StoredEvent.of(canonical, previous, hash));
            }
        });
    }

    @Override
    public void close() {
        progress.end();
        try {
            if (!thread.join(END_MOST)) {
                LOG.warn("the follower does not end in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LedgerException("the end of the follower was not awaited", e);
        }
    }
}
