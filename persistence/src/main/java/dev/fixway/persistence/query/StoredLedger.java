package dev.fixway.persistence.query;

import dev.fixway.engine.ledger.Group;
import dev.fixway.persistence.postgres.PostgresSettings;
import java.nio.file.Path;
import java.util.function.Consumer;

/// Reads a ledger where it lies, beside a running gateway or without one; changes nothing. One thread.
///
/// Whatever cannot be read is told by a LedgerException.
public sealed interface StoredLedger extends AutoCloseable permits LedgerFiles, LedgerTables {
    /// The ledger that these settings mean: in PostgreSQL, or in files of the data folder.
    static StoredLedger open(Path dataDir, Persistence.Settings settings) {
        PostgresSettings postgres = settings.postgres();
        return postgres == null ? new LedgerFiles(dataDir) : LedgerTables.open(postgres);
    }

    /// Sequence of the last event.
    long headSeq();

    /// Every group that is in now, in order.
    void groups(Consumer<Group> visitor);

    @Override
    void close();
}
