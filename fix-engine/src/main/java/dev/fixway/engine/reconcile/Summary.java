package dev.fixway.engine.reconcile;

import java.util.Map;

/// What a comparison came to.
///
/// - `notYetSent`: reports behind a session's cursor, which no log can have
/// - `outsideLogs`: reports of before the logs begin
public record Summary(long reports, long requests, long orders, long notYetSent, long outsideLogs,
        Map<BreakClass, Long> breaks) {
    public Summary {
        breaks = Map.copyOf(breaks);
    }

    public boolean isClean() {
        return breaks.isEmpty();
    }
}
