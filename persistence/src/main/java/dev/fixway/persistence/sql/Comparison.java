package dev.fixway.persistence.sql;

import org.jspecify.annotations.Nullable;

/// What the comparison of a database with the journal found.
///
/// - `events`: compared
/// - `appliedSeq`: how far the database says that it has followed
/// - `badSeq`: first sequence where the two differ; 0 when they do not, or when what differs is no event
/// - `fault`: what differs; null when nothing does
public record Comparison(long events, long appliedSeq, long badSeq, @Nullable String fault) {
    public boolean isClean() {
        return fault == null;
    }
}
