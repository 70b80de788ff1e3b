package dev.fixway.persistence.query;

import dev.fixway.persistence.checkpoint.CheckpointCheck;
import dev.fixway.persistence.journal.JournalCheck;
import dev.fixway.persistence.sql.Comparison;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a verification of the ledger found.
///
/// - `journal`: the files
/// - `checkpoints`: the signatures
/// - `database`: the query database against them; null when it was not compared
/// - `databaseNote`: why it was not; empty when it was
public record VerifyReport(JournalCheck journal, CheckpointCheck checkpoints, @Nullable Comparison database,
        String databaseNote) {

    /// Something that should not be.
    ///
    /// - `part`: `journal`, `checkpoints` or `database`
    /// - `seq`: first event that is not proven; 0 when what differs is no event
    public record Finding(String part, long seq, String what) {}

    /// Everything that was found, the first bad event first.
    public List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        add(findings, "journal", journal.badSeq(), journal.fault());
        JournalCheck.Deviation deviation = journal.deviation();
        if (deviation != null) {
            add(findings, "journal", deviation.badSeq(),
                    "checkpoint " + (deviation.index() + 1) + ": " + deviation.fault());
        }
        add(findings, "checkpoints", checkpoints.badSeq(), checkpoints.fault());
        if (database != null) {
            add(findings, "database", database.badSeq(), database.fault());
        }
        findings.sort(Comparator.comparingLong(finding -> finding.seq() == 0 ? Long.MAX_VALUE : finding.seq()));
        return List.copyOf(findings);
    }

    private static void add(List<Finding> findings, String part, long seq, @Nullable String what) {
        if (what != null) {
            findings.add(new Finding(part, seq, what));
        }
    }

    /// Events behind the last checkpoint: in the chain, but under no signature yet.
    public long unsignedEvents() {
        return Math.max(0, journal.headSeq() - checkpoints.signedSeq());
    }

    /// Whether nothing was found that should not be.
    public boolean isClean() {
        return findings().isEmpty();
    }
}
