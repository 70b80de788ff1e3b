package dev.fixway.engine.ledger;

import dev.fixway.engine.domain.AccountId;
import dev.fixway.engine.domain.OrdStatus;
import dev.fixway.engine.domain.Side;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which orders a list shows; null or empty means any.
///
/// - `clOrdId`: the entering party's first id
/// - `since` (inclusive), `until` (exclusive): when the order was created
/// - `limit`: most rows
public record OrderFilter(AccountId account, @Nullable String symbol, Set<OrdStatus> statuses, @Nullable Side side,
        @Nullable String clOrdId, @Nullable Instant since, @Nullable Instant until, int limit) {
    public OrderFilter {
        statuses = Set.copyOf(statuses);
    }
}
