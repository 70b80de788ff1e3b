package dev.fixway.persistence.query;

import dev.fixway.persistence.journal.JournalCheck;
import dev.fixway.persistence.sql.Comparison;
import org.jspecify.annotations.Nullable;

/// What a verification of the ledger found.
///
/// - `journal`: the files
/// - `database`: the query database against them; null when it was not compared
/// - `databaseNote`: why it was not; empty when it was
public record VerifyReport(JournalCheck journal, @Nullable Comparison database, String databaseNote) {
    /// Whether nothing was found that should not be.
    public boolean isClean() {
        return journal.isClean() && (database == null || database.isClean());
    }
}
