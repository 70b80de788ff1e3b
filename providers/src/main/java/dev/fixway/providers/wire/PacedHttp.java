package dev.fixway.providers.wire;

import dev.fixway.providers.wire.RateBudget.Priority;
import java.time.Duration;

/// HTTP to one venue within its rates: trading before reconciliation before data. Any thread; blocks.
public final class PacedHttp implements AutoCloseable {
    private static final Duration RECONCILIATION_WAITS_MAX = Duration.ofMinutes(1);
    private final VenueHttp http;
    private final RateBudget budget;
    private final Duration waitMax;

    /// - `waitMax`: how long a cancel or a question for data waits for the budget; one that would wait longer is not
    /// sent
    public PacedHttp(VenueHttp http, RateBudget budget, Duration waitMax) {
        this.http = http;
        this.budget = budget;
        this.waitMax = waitMax;
    }

    /// Sends a request once when the budget has room for it.
    ///
    /// An order or a change of one does not wait: what a client wants now is not what it wanted then. Reconciliation
    /// waits long: without it nothing goes on.
    public Reply send(WireRequest request, Priority priority) {
        try {
            Duration again = budget.take(priority, switch (priority) {
                case TRADING -> Duration.ZERO;
                case CANCEL, DATA -> waitMax;
                case RECONCILIATION -> RECONCILIATION_WAITS_MAX;
            });
            return again.isZero() ? http.send(request) : new Reply.Held(again);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new Reply.NotSent("interrupted while waiting for the rate budget");
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
