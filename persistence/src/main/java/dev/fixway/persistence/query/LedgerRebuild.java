package dev.fixway.persistence.query;

import dev.fixway.persistence.h2.H2Database;
import dev.fixway.persistence.journal.DataLock;
import dev.fixway.persistence.journal.JournalLedger;
import dev.fixway.persistence.journal.JournalSettings;
import dev.fixway.persistence.postgres.PostgresSettings;
import dev.fixway.persistence.postgres.PostgresVisitor;
import dev.fixway.persistence.sql.QuerySettings;
import dev.fixway.persistence.sql.QuerySide;
import java.nio.file.Path;
import java.time.Duration;

/// Builds the query database anew from the journal.
public final class LedgerRebuild {
    private LedgerRebuild() {}

    /// Returns the number of events applied, once all are.
    ///
    /// - `most`: how long the whole may take; QueryLagException after that, the next start goes on from there
    /// - Throws DataLockedException when a gateway uses the folder
    public static long rebuild(Path dataDir, Persistence.Settings settings, Duration most) {
        PostgresSettings postgres = settings.postgres();
        return postgres == null ? rebuild(dataDir, settings.journal(), most) : rebuild(postgres, most);
    }

    /// In PostgreSQL a gateway may go on meanwhile: its follower and this one build the tables together.
    private static long rebuild(PostgresSettings settings, Duration most) {
        try (PostgresVisitor visitor = PostgresVisitor.open(settings)) {
            visitor.queryDatabase().startAnew();
            try (QuerySide side = QuerySide.open(visitor.queryDatabase(), visitor.groups(), visitor.installation(),
                    new QuerySettings(most))) {
                side.catchUp(most);
                return side.appliedSeq();
            }
        }
    }

    private static long rebuild(Path dataDir, JournalSettings settings, Duration most) {
        try (DataLock lock = DataLock.take(dataDir); JournalLedger journal = Persistence.openJournal(lock, settings)) {
            H2Database.discard(lock.folder());
            try (QuerySide side = QuerySide.open(H2Database.open(lock.folder()), journal.journal(),
                    journal.installation(), new QuerySettings(most))) {
                side.catchUp(most);
                return side.appliedSeq();
            }
        }
    }
}
