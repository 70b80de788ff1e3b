package dev.fixway.persistence.query;

import dev.fixway.engine.ledger.LedgerException;
import dev.fixway.persistence.checkpoint.CheckpointProof;
import dev.fixway.persistence.checkpoint.Trust;
import dev.fixway.persistence.h2.H2Database;
import dev.fixway.persistence.journal.DataLock;
import dev.fixway.persistence.journal.DataLockedException;
import dev.fixway.persistence.journal.JournalReader;
import dev.fixway.persistence.journal.JournalVerifier;
import dev.fixway.persistence.sql.Comparison;
import dev.fixway.persistence.sql.QuerySide;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Proves a ledger from its files, without a gateway and without changing anything in journal and checkpoints.
public final class LedgerVerify {
    private LedgerVerify() {}

    /// As below, with no other key than those in the data folder.
    public static VerifyReport verify(Path dataDir) {
        return verify(dataDir, Trust.NONE);
    }

    /// Reads every checkpoint, then every frame of the journal; then compares the database, unless a gateway has it.
    ///
    /// Beside a running gateway `databaseNote` says so: ask the gateway for that part.
    ///
    /// - Throws LedgerException when a file cannot be read
    public static VerifyReport verify(Path dataDir, Trust trust) {
        CheckpointProof checkpoints = CheckpointProof.of(dataDir, trust);
        JournalVerifier journal = JournalVerifier.of(dataDir, checkpoints.points());
        String installation = journal.check().installation();
        Database database = database(dataDir, journal.reader(), installation);
        return new VerifyReport(journal.check(), checkpoints.check(installation), database.comparison,
                database.note);
    }

    private record Database(@Nullable Comparison comparison, String note) {
        Database(String note) {
            this(null, note);
        }
    }

    private static Database database(Path dataDir, @Nullable JournalReader journal,
            String installation) {
        if (journal == null) {
            return new Database("the journal is damaged or missing");
        }
        if (!Files.isDirectory(dataDir)) {
            return new Database("there is no data folder");
        }
        try (DataLock _ = DataLock.take(dataDir)) {
            if (!H2Database.exists(dataDir)) {
                return new Database("there is no database");
            }
            return compared(dataDir, journal, installation);
        } catch (DataLockedException e) {
            return new Database("a gateway runs, process " + e.holder());
        } catch (LedgerException e) {
            return new Database("the data folder cannot be locked: " + e.getMessage());
        }
    }

    /// One that cannot be compared is as good as changed: `ledger rebuild` makes it anew.
    private static Database compared(Path dataDir, JournalReader journal, String installation) {
        try (H2Database database = H2Database.openAsItIs(dataDir)) {
            return new Database(QuerySide.compare(database, journal, installation), "");
        } catch (LedgerException e) {
            return new Database(new Comparison(0, 0, 0, "it cannot be compared: " + e.getMessage()), "");
        }
    }
}
