package dev.fixway.engine.ledger;

import dev.fixway.engine.domain.AccountId;
import dev.fixway.engine.domain.OrderId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Which executions a list shows; null means any.
///
/// - `since` (inclusive), `until` (exclusive): when the execution happened
/// - `limit`: most executions
public record TradeFilter(AccountId account, @Nullable OrderId orderId, @Nullable String symbol,
        @Nullable Instant since, @Nullable Instant until, int limit) {

    public boolean matches(LedgerTrade trade) {
        return trade.account().equals(account) && (orderId == null || trade.orderId().equals(orderId))
                && (symbol == null || trade.symbol().value().equals(symbol))
                && (since == null || !trade.tradedAt().isBefore(since))
                && (until == null || trade.tradedAt().isBefore(until));
    }
}
