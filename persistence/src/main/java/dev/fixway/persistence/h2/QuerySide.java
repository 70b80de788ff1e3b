package dev.fixway.persistence.h2;

import dev.fixway.engine.ledger.LedgerReader;
import dev.fixway.persistence.journal.Frame;
import dev.fixway.persistence.journal.JournalReader;
import dev.fixway.persistence.journal.ScanningReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The database beside a journal, and the follower that keeps it. Any thread.
public final class QuerySide implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(QuerySide.class);

    private final JournalReader journal;
    private final String installation;
    private final Database database;
    private final Progress progress;
    private final Follower follower;
    private final H2Reader reader;

    private QuerySide(JournalReader journal, String installation, Database database, Progress progress,
            QuerySettings settings) {
        this.journal = journal;
        this.installation = installation;
        this.database = database;
        this.progress = progress;
        follower = new Follower(journal, database, installation, progress);
        reader = new H2Reader(database, progress, journal, new ScanningReader(journal), settings.queryWait());
    }

    /// Opens the database of a data folder and begins to follow.
    ///
    /// One that does not open, is ahead of the journal or belongs to another one is discarded, loudly, and built anew.
    public static QuerySide open(Path dataDir, JournalReader journal, String installation, QuerySettings settings) {
        Database database = Database.open(dataDir);
        Database.Applied applied = database.applied();
        String mismatch = applied == null ? null : mismatch(applied, journal, installation);
        if (mismatch == null && database.lastEventSeq() > (applied == null ? 0 : applied.seq())) {
            mismatch = "a crash has left a batch in it half-way";
        }
        if (mismatch != null) {
            LOG.error("query database discarded, it is built anew from the journal cause={}", mismatch);
            database.close();
            Database.discard(dataDir);
            database = Database.openAsItIs(dataDir);
            applied = null;
        }
        Progress progress = new Progress();
        progress.reach(applied == null ? 0 : applied.seq());
        QuerySide side = new QuerySide(journal, installation, database, progress, settings);
        LOG.info("query side open applied={} head={}", progress.applied(), journal.headSeq());
        side.follower.start();
        return side;
    }

    /// Why a database does not belong to the journal; null when it does.
    static @Nullable String mismatch(Database.Applied applied, JournalReader journal, String installation) {
        if (!applied.installation().equals(installation)) {
            return "it belongs to installation " + applied.installation() + ", not to " + installation;
        }
        if (applied.seq() > journal.headSeq()) {
            return "it is ahead of the journal: " + applied.seq() + " > " + journal.headSeq();
        }
        byte[] hash = hashAt(journal, applied.seq());
        return Arrays.equals(hash, applied.hash())
                ? null
                : "event " + applied.seq() + " has another hash in the journal";
    }

    private static byte[] hashAt(JournalReader journal, long seq) {
        byte[][] found = {new byte[0]};
        journal.fromSeq(seq, frame -> {
            found[0] = hashAt(frame, seq);
            return false;
        });
        return found[0];
    }

    private static byte[] hashAt(Frame frame, long wanted) {
        long[] seq = {frame.firstSeq()};
        byte[][] found = {new byte[0]};
        frame.events((_, _, hash) -> {
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
    public H2Reader byAnyId() {
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
        return DatabaseComparison.compare(database, journal, installation);
    }

    /// Compares the database of a folder that no gateway uses with the journal; null when there is none.
    ///
    /// - Throws LedgerException when the database does not open
    public static @Nullable Comparison compareClosed(Path dataDir, JournalReader journal, String installation) {
        if (!Database.exists(dataDir)) {
            return null;
        }
        try (Database database = Database.openAsItIs(dataDir)) {
            return DatabaseComparison.compare(database, journal, installation);
        }
    }

    /// Removes the database of a folder that no gateway uses.
    public static void discard(Path dataDir) {
        Database.discard(dataDir);
    }

    /// Waits until everything that is committed now is applied.
    public void catchUp(Duration most) {
        progress.await(journal.headSeq(), most);
    }

    /// Stops following and closes the database.
    @Override
    public void close() {
        follower.close();
        database.close();
    }
}
