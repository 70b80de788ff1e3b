package dev.fixway.persistence.query;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A part of an answer.
///
/// - `next`: the cursor behind the last row; null when nothing can ever follow
/// - `isMore`: whether rows are left now; without, the cursor leads to what is recorded later
public record LedgerPage(List<LedgerRow> rows, @Nullable String next, boolean isMore) {
    public LedgerPage {
        rows = List.copyOf(rows);
    }
}
