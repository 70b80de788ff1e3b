package dev.fixway.engine.session;

import dev.fixway.engine.codec.ReportMessages;
import dev.fixway.engine.domain.Report;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What an earlier process has sent, or may have, of the rows above the ledger's cursor. Under the lane's lock.
final class SentBefore {
    private Map<String, Integer> stored = Map.of();
    private final Set<String> underOlderNumbers = new HashSet<>();
    private long unknownUpTo;

    /// - `stored`: keys of the reports that the store has above the cursor, with their MsgSeqNum
    void found(Map<String, Integer> stored) {
        this.stored = stored;
    }

    /// What was sent of the rows up to this one stands in no store any more.
    void unknownUpTo(long seq) {
        unknownUpTo = seq;
    }

    /// The numbers began again: what was sent under the older ones goes once more.
    void renumbered() {
        underOlderNumbers.addAll(stored.keySet());
        stored = Map.of();
    }

    /// Everything is handed over.
    void done() {
        stored = Map.of();
        underOlderNumbers.clear();
    }

    /// The number under which a report went; null when it is to be sent.
    @Nullable
    Integer number(Report report) {
        return stored.get(ReportMessages.keyOf(report));
    }

    /// Whether a report that is to be sent goes with 97=Y.
    boolean mayHaveGone(long seq, Report report) {
        return seq <= unknownUpTo || underOlderNumbers.contains(ReportMessages.keyOf(report));
    }
}
