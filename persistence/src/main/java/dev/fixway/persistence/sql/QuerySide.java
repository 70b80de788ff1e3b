package dev.fixway.persistence.sql;

import dev.fixway.engine.ledger.LedgerReader;
import dev.fixway.persistence.journal.CommittedGroups;
import dev.fixway.persistence.journal.ScanningReader;
import dev.fixway.persistence.journal.StoredGroup;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The database beside committed groups, and the follower that keeps it. Any thread.
public final class QuerySide implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(QuerySide.class);

    private final CommittedGroups groups;
    private final String installation;
    private final QueryDatabase database;
    private final Progress progress;
    private final Follower follower;
    private final QueryReader reader;

    private QuerySide(CommittedGroups groups, String installation, QueryDatabase database, Progress progress,
            QuerySettings settings) {
        this.groups = groups;
        this.installation = installation;
        this.database = database;
        this.progress = progress;
        follower = new Follower(groups, database, installation, progress);
        reader = new QueryReader(database, progress, groups, new ScanningReader(groups), settings.queryWait());
    }

    /// Begins to follow; the database becomes this object's.
    ///
    /// What is in it is discarded, loudly, and built anew when it is ahead of the ledger or belongs to another one.
    public static QuerySide open(QueryDatabase database, CommittedGroups groups, String installation,
            QuerySettings settings) {
        Applied applied = Applied.of(database);
        String mismatch = applied == null ? null : mismatch(applied, groups, installation);
        if (mismatch == null && Applied.lastEventSeq(database) > (applied == null ? 0 : applied.seq())) {
            mismatch = "a crash has left a batch in it half-way";
        }
        if (mismatch != null) {
            LOG.error("query database discarded, it is built anew from the ledger cause={}", mismatch);
            database.startAnew();
            applied = null;
        }
        if (applied == null && groups.headSeq() > 0) {
            LOG.warn("query database is empty, it is built from the ledger, questions wait head={}", groups.headSeq());
        }
        Progress progress = new Progress();
        progress.reach(applied == null ? 0 : applied.seq());
        QuerySide side = new QuerySide(groups, installation, database, progress, settings);
        LOG.info("query side open applied={} head={}", progress.applied(), groups.headSeq());
        side.follower.start();
        return side;
    }

    /// Why a database does not belong to the journal; null when it does.
    static @Nullable String mismatch(Applied applied, CommittedGroups groups, String installation) {
        if (!applied.installation().equals(installation)) {
            return "it belongs to installation " + applied.installation() + ", not to " + installation;
        }
        if (applied.seq() > groups.headSeq()) {
            return "it is ahead of the journal: " + applied.seq() + " > " + groups.headSeq();
        }
        byte[] hash = hashAt(groups, applied.seq());
        return Arrays.equals(hash, applied.hash())
                ? null
                : "event " + applied.seq() + " has another hash in the journal";
    }

    private static byte[] hashAt(CommittedGroups groups, long seq) {
        byte[][] found = {new byte[0]};
        groups.fromSeq(seq, group -> {
            found[0] = hashAt(group, seq);
            return false;
        });
        return found[0];
    }

    private static byte[] hashAt(StoredGroup group, long wanted) {
        long[] seq = {group.firstSeq()};
        byte[][] found = {new byte[0]};
        group.events((_, _, hash) -> {
            if (seq[0]++ == wanted) {
                found[0] = hash;
            }
        });
        return found[0];
    }

    /// Answers questions at the head of the ledger.
    public LedgerReader reader() {
        return reader;
    }

    /// All events that any id leads to: OrderID(37), ClOrdID(11), route id, ids of the venue, ExecID(17).
    public QueryReader byAnyId() {
        return reader;
    }

    /// Sequence up to which the database has followed.
    public long appliedSeq() {
        return progress.applied();
    }

    /// Batches that could not be applied so far.
    public long failures() {
        return follower.failures();
    }

    /// Compares the database with the journal, up to what is applied now.
    public Comparison compare() {
        return DatabaseComparison.compare(database, groups, installation);
    }

    /// Compares a database that nobody follows with the committed groups.
    public static Comparison compare(QueryDatabase database, CommittedGroups groups, String installation) {
        return DatabaseComparison.compare(database, groups, installation);
    }

    /// Waits until everything that is committed now is applied.
    public void catchUp(Duration most) {
        progress.await(groups.headSeq(), most);
    }

    /// Stops following and closes the database.
    @Override
    public void close() {
        follower.close();
        database.close();
    }
}
