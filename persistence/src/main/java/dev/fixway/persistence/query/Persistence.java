package dev.fixway.persistence.query;

import dev.fixway.config.Environment;
import dev.fixway.config.Setting;
import dev.fixway.engine.ledger.Ledger;
import dev.fixway.engine.ledger.WriterFencedException;
import dev.fixway.persistence.checkpoint.CheckpointSettings;
import dev.fixway.persistence.checkpoint.Checkpoints;
import dev.fixway.persistence.h2.H2Database;
import dev.fixway.persistence.journal.ChainPoint;
import dev.fixway.persistence.journal.CommittedGroups;
import dev.fixway.persistence.journal.DataLock;
import dev.fixway.persistence.journal.Disk;
import dev.fixway.persistence.journal.Durability;
import dev.fixway.persistence.journal.JournalLedger;
import dev.fixway.persistence.journal.JournalSettings;
import dev.fixway.persistence.journal.SignableChain;
import dev.fixway.persistence.postgres.PostgresLedger;
import dev.fixway.persistence.postgres.PostgresSettings;
import dev.fixway.persistence.sql.Comparison;
import dev.fixway.persistence.sql.QueryDatabase;
import dev.fixway.persistence.sql.QuerySettings;
import dev.fixway.persistence.sql.QuerySide;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The ledger whole: lock of the data folder, commit, query side, checkpoints, opened and closed in this order. The
/// commit is a journal with an H2 file beside it, or with `DATABASE_URL` a PostgreSQL server for both. Any thread.
public final class Persistence implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Persistence.class);

    private final DataLock lock;
    private final Ledger committed;
    private final QuerySide side;
    private final FollowedLedger ledger;
    private final @Nullable Checkpoints checkpoints;
    private final String place;

    private Persistence(DataLock lock, Ledger committed, QuerySide side, @Nullable Checkpoints checkpoints,
            String place) {
        this.lock = lock;
        this.checkpoints = checkpoints;
        this.committed = committed;
        this.side = side;
        this.place = place;
        ledger = new FollowedLedger(committed, side.reader(), checkpoints == null ? null : checkpoints.seal());
    }

    /// How journal or PostgreSQL, query side and checkpoints behave.
    ///
    /// - `postgres`: the server that holds the ledger; null when it is in files
    public record Settings(JournalSettings journal, QuerySettings query, CheckpointSettings checkpoints,
            @Nullable PostgresSettings postgres) {
        /// With the ledger in files.
        public Settings(JournalSettings journal, QuerySettings query, CheckpointSettings checkpoints) {
            this(journal, query, checkpoints, null);
        }

        /// Every setting of the module.
        public static List<Setting<?>> all() {
            return Stream
                    .of(JournalSettings.all(), QuerySettings.all(), CheckpointSettings.all(), PostgresSettings.all())
                    .<Setting<?>>flatMap(List::stream)
                    .toList();
        }

        public static Settings read(Environment environment) {
            return new Settings(JournalSettings.read(environment), QuerySettings.read(environment),
                    CheckpointSettings.read(environment), PostgresSettings.read(environment).orElse(null));
        }
    }

    /// Opens the ledger of a data folder, or makes it, and signs checkpoints as long as it is open.
    ///
    /// - `clock`: gives the checkpoints their times
    /// - Throws DataLockedException when another gateway uses the folder, LedgerException when the journal is damaged,
    /// the key is missing or something that was signed is
    public static Persistence openSigned(Path dataDir, Settings settings, InstantSource clock) {
        return openSigned(dataDir, settings, clock, UnaryOperator.identity());
    }

    /// As above, with what a test puts between journal and disk.
    public static Persistence openSigned(Path dataDir, Settings settings, InstantSource clock,
            UnaryOperator<Disk> disk) {
        return open(dataDir, settings, clock, disk);
    }

    /// The same for those who only ask: signs nothing and needs no key.
    public static Persistence open(Path dataDir, Settings settings) {
        return open(dataDir, settings, null, UnaryOperator.identity());
    }

    private static Persistence open(Path dataDir, Settings settings, @Nullable InstantSource clock,
            UnaryOperator<Disk> disk) {
        DataLock lock = DataLock.take(dataDir);
        try {
            return open(lock, settings, clock, disk);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static Persistence open(DataLock lock, Settings settings, @Nullable InstantSource clock,
            UnaryOperator<Disk> disk) {
        PostgresSettings postgres = settings.postgres();
        if (postgres == null) {
            JournalLedger journal = openJournal(lock, settings.journal(), disk);
            return new Opening(lock, settings, clock).open(journal, journal.journal(),
                    () -> H2Database.open(lock.folder()), lock.folder().resolve("ledger").toString());
        }
        if (Files.isDirectory(lock.folder().resolve("ledger").resolve("journal"))) {
            LOG.warn("the journal in {} is not used: DATABASE_URL says that the ledger is in {}", lock.folder(),
                    postgres.url());
        }
        PostgresLedger ledger = PostgresLedger.takeOver(postgres, settings.journal().durability() == Durability.POWER);
        return new Opening(lock, settings, clock).open(ledger, ledger.groups(), ledger::queryDatabase,
                postgres.url().toString());
    }

    /// Puts the parts together over a ledger that is open already.
    private record Opening(DataLock lock, Settings settings, @Nullable InstantSource clock) {
        <L extends Ledger & SignableChain> Persistence open(L ledger, CommittedGroups groups,
                Supplier<QueryDatabase> database, String place) {
            Checkpoints checkpoints = null;
            try {
                checkpoints = clock == null
                        ? null
                        : Checkpoints.open(lock.folder(), settings.checkpoints(), ledger, clock);
                QuerySide side = QuerySide.open(database.get(), groups, ledger.installation(), settings.query());
                return new Persistence(lock, ledger, side, checkpoints, place);
            } catch (RuntimeException e) {
                try (Ledger _ = ledger; Checkpoints _ = checkpoints) {
                    throw e;
                }
            }
        }
    }

    /// The journal of a folder, with nothing cut that was signed.
    static JournalLedger openJournal(DataLock lock, JournalSettings settings) {
        return openJournal(lock, settings, UnaryOperator.identity());
    }

    private static JournalLedger openJournal(DataLock lock, JournalSettings settings, UnaryOperator<Disk> disk) {
        ChainPoint signed = Checkpoints.lastSigned(lock.folder());
        return JournalLedger.open(lock, settings, signed == null ? ChainPoint.START : signed, disk);
    }

    /// The ledger for the engine; closing it is this object's.
    public Ledger ledger() {
        return ledger;
    }

    /// Where the ledger is, in words that may be shown.
    public String place() {
        return place;
    }

    /// Tells when another gateway has taken the ledger over; never for a ledger in files, whose folder is locked.
    public void whenFenced(Consumer<WriterFencedException> listener) {
        if (committed instanceof PostgresLedger postgres) {
            postgres.whenFenced(listener);
        }
    }

    /// Events of one order by any of its ids.
    public LedgerQuery query() {
        return new LedgerQuery(side.byAnyId());
    }

    /// Compares the query tables with what is committed while both are in use.
    public Comparison compareWithDatabase() {
        return side.compare();
    }

    /// Events between the commit and the database.
    public long lag() {
        return Math.max(0, committed.headSeq() - side.appliedSeq());
    }

    /// Whether the disk has no room for what comes after the journal's current segment.
    public boolean lacksRoom() {
        return committed instanceof JournalLedger journal && journal.lacksRoom();
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

    /// Ends checkpoints with a last one, follower, database, ledger and lock. Nothing may be appended any more.
    @Override
    public void close() {
        try (DataLock _ = lock; Ledger _ = committed; Checkpoints _ = checkpoints) {
            side.close();
        }
    }
}
