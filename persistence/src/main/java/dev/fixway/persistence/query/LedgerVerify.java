package dev.fixway.persistence.query;

import dev.fixway.engine.ledger.LedgerException;
import dev.fixway.persistence.h2.H2Database;
import dev.fixway.persistence.journal.DataLock;
import dev.fixway.persistence.journal.DataLockedException;
import dev.fixway.persistence.journal.JournalCheck;
import dev.fixway.persistence.journal.JournalVerifier;
import dev.fixway.persistence.sql.Comparison;
import dev.fixway.persistence.sql.QuerySide;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Proves a ledger from its files, without a gateway and without changing anything in the journal.
public final class LedgerVerify {
    private LedgerVerify() {}

    /// Reads every frame of the journal; then compares the database, unless a gateway has it.
    ///
    /// Beside a running gateway `databaseNote` says so: ask the gateway for that part.
    public static VerifyReport verify(Path dataDir) {
        JournalCheck journal = JournalVerifier.verify(dataDir);
        if (!journal.isClean()) {
            return new VerifyReport(journal, null, "the journal is damaged");
        }
        if (!Files.isDirectory(dataDir)) {
            return new VerifyReport(journal, null, "there is no data folder");
        }
        try (DataLock _ = DataLock.take(dataDir)) {
            Comparison database = compare(dataDir, journal.installation());
            return new VerifyReport(journal, database, database == null ? "there is no database" : "");
        } catch (DataLockedException e) {
            return new VerifyReport(journal, null, "a gateway runs, process " + e.holder());
        } catch (LedgerException e) {
            return new VerifyReport(journal, null, "the database does not open: " + e.getMessage());
        }
    }

    private static @Nullable Comparison compare(Path dataDir, String installation) {
        if (!H2Database.exists(dataDir)) {
            return null;
        }
        try (H2Database database = H2Database.openAsItIs(dataDir)) {
            return QuerySide.compare(database, JournalVerifier.reader(dataDir), installation);
        }
    }
}
