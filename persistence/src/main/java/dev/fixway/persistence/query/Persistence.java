package dev.fixway.persistence.query;

import dev.fixway.config.Environment;
import dev.fixway.config.Setting;
import dev.fixway.engine.ledger.Ledger;
import dev.fixway.persistence.h2.H2Database;
import dev.fixway.persistence.journal.DataLock;
import dev.fixway.persistence.journal.JournalLedger;
import dev.fixway.persistence.journal.JournalSettings;
import dev.fixway.persistence.sql.Comparison;
import dev.fixway.persistence.sql.QuerySettings;
import dev.fixway.persistence.sql.QuerySide;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The embedded ledger whole: lock, journal, database, follower, opened and closed in this order. Any thread.
public final class Persistence implements AutoCloseable {
    private final DataLock lock;
    private final JournalLedger journal;
    private final QuerySide side;
    private final FollowedLedger ledger;

    private Persistence(DataLock lock, JournalLedger journal, QuerySide side) {
        this.lock = lock;
        this.journal = journal;
        this.side = side;
        ledger = new FollowedLedger(journal, side.reader());
    }

    /// How journal and query side behave.
    public record Settings(JournalSettings journal, QuerySettings query) {
        /// Every setting of the module.
        public static List<Setting<?>> all() {
            return Stream.concat(JournalSettings.all().stream(), QuerySettings.all().stream()).toList();
        }

        public static Settings read(Environment environment) {
            return new Settings(JournalSettings.read(environment), QuerySettings.read(environment));
        }
    }

    /// Opens the ledger of a data folder, or makes it.
    ///
    /// - Throws DataLockedException when another gateway uses the folder, LedgerException when the journal is damaged
    public static Persistence open(Path dataDir, Settings settings) {
        DataLock lock = DataLock.take(dataDir);
        try {
            return open(lock, settings);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static Persistence open(DataLock lock, Settings settings) {
        JournalLedger journal = JournalLedger.open(lock, settings.journal());
        try {
            return new Persistence(lock, journal,
                    QuerySide.open(H2Database.open(lock.folder()), journal.journal(), journal.installation(),
                            settings.query()));
        } catch (RuntimeException e) {
            journal.close();
            throw e;
        }
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

    /// Ends follower, database, journal and lock. Nothing may be appended any more.
    @Override
    public void close() {
        try (DataLock _ = lock; JournalLedger _ = journal) {
            side.close();
        }
    }
}
