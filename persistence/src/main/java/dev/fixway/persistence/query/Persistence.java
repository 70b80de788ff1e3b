package dev.fixway.persistence.query;

import dev.fixway.config.Environment;
import dev.fixway.config.Setting;
import dev.fixway.engine.ledger.Ledger;
import dev.fixway.persistence.checkpoint.CheckpointSettings;
import dev.fixway.persistence.checkpoint.Checkpoints;
import dev.fixway.persistence.h2.H2Database;
import dev.fixway.persistence.journal.ChainPoint;
import dev.fixway.persistence.journal.DataLock;
import dev.fixway.persistence.journal.JournalLedger;
import dev.fixway.persistence.journal.JournalSettings;
import dev.fixway.persistence.sql.Comparison;
import dev.fixway.persistence.sql.QuerySettings;
import dev.fixway.persistence.sql.QuerySide;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The embedded ledger whole: lock, journal, database, follower, opened and closed in this order. Any thread.
public final class Persistence implements AutoCloseable {
    private final DataLock lock;
    private final JournalLedger journal;
    private final QuerySide side;
    private final FollowedLedger ledger;
    private final @Nullable Checkpoints checkpoints;

    private Persistence(DataLock lock, JournalLedger journal, QuerySide side, @Nullable Checkpoints checkpoints) {
        this.lock = lock;
        this.checkpoints = checkpoints;
        this.journal = journal;
        this.side = side;
        ledger = new FollowedLedger(journal, side.reader());
    }

    /// How journal, query side and checkpoints behave.
    public record Settings(JournalSettings journal, QuerySettings query, CheckpointSettings checkpoints) {
        /// Every setting of the module.
        public static List<Setting<?>> all() {
            return Stream.of(JournalSettings.all(), QuerySettings.all(), CheckpointSettings.all())
                    .<Setting<?>>flatMap(List::stream)
                    .toList();
        }

        public static Settings read(Environment environment) {
            return new Settings(JournalSettings.read(environment), QuerySettings.read(environment),
                    CheckpointSettings.read(environment));
        }
    }

    /// Opens the ledger of a data folder, or makes it, and signs checkpoints as long as it is open.
    ///
    /// - `clock`: gives the checkpoints their times
    /// - Throws DataLockedException when another gateway uses the folder, LedgerException when the journal is damaged, the
    ///   key is missing or something that was signed is
    public static Persistence openSigned(Path dataDir, Settings settings, InstantSource clock) {
        return open(dataDir, settings, clock);
    }

    /// The same for those who only ask: signs nothing and needs no key.
    public static Persistence open(Path dataDir, Settings settings) {
        return open(dataDir, settings, null);
    }

    private static Persistence open(Path dataDir, Settings settings, @Nullable InstantSource clock) {
        DataLock lock = DataLock.take(dataDir);
        try {
            return open(lock, settings, clock);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static Persistence open(DataLock lock, Settings settings, @Nullable InstantSource clock) {
        JournalLedger journal = openJournal(lock, settings.journal());
        Checkpoints checkpoints = null;
        try {
            checkpoints = clock == null
                    ? null
                    : Checkpoints.open(lock.folder(), settings.checkpoints(), journal, clock);
            return new Persistence(lock, journal,
                    QuerySide.open(H2Database.open(lock.folder()), journal.journal(), journal.installation(),
                            settings.query()),
                    checkpoints);
        } catch (RuntimeException e) {
            try (JournalLedger _ = journal; Checkpoints _ = checkpoints) {
                throw e;
            }
        }
    }

    /// The journal of a folder, with nothing cut that was signed.
    static JournalLedger openJournal(DataLock lock, JournalSettings settings) {
        ChainPoint signed = Checkpoints.lastSigned(lock.folder());
        return JournalLedger.open(lock, settings, signed == null ? ChainPoint.START : signed);
    }

    /// The ledger for the engine; closing it is this object's.
    public Ledger ledger() {
        return ledger;
    }

    /// Events of one order by any of its ids.
    public LedgerQuery query() {
        return new LedgerQuery(side.byAnyId());
    }

    /// Compares the database with the journal while both are in use.
    public Comparison compareWithDatabase() {
        return side.compare();
    }

    /// Events between the commit and the database.
    public long lag() {
        return Math.max(0, journal.headSeq() - side.appliedSeq());
    }

    /// Batches that the database did not take so far.
    public long followerFailures() {
        return side.failures();
    }

    /// Last event under a signature; 0 when nothing is signed here.
    public long signedSeq() {
        return checkpoints == null ? 0 : checkpoints.signedSeq();
    }

    /// Checkpoints that could not be written so far.
    public long checkpointFailures() {
        return checkpoints == null ? 0 : checkpoints.failures();
    }

    /// Ends checkpoints with a last one, follower, database, journal and lock. Nothing may be appended any more.
    @Override
    public void close() {
        try (DataLock _ = lock; JournalLedger _ = journal; Checkpoints _ = checkpoints) {
            side.close();
        }
    }
}
