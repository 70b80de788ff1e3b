package dev.fixway.persistence.sql;

import dev.fixway.engine.ledger.LedgerEvent;
import dev.fixway.engine.ledger.LedgerField;
import dev.fixway.engine.ledger.LedgerTrade;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The table `trade`: which events tell executions of an account, and of a symbol in it, by their time; and which ones
/// take executions of an order back or correct them.
final class TradeKeys {
    /// Of the keys of an account with any symbol.
    private static final long ANY_SYMBOL = 0;
    /// Of the keys of orders with changed executions.
    private static final long CHANGES = 1;

    private TradeKeys() {}

    /// A row of the table, without the event's sequence.
    record Row(long key, long traded) {}

    /// The rows of an event; none for most.
    static List<Row> of(StoredEvent stored) {
        LedgerEvent event = stored.event();
        if (LedgerTrade.isTold(event)) {
            Instant at = EventTimes.of(event, LedgerField.EVENT_TIME);
            long traded = at == null ? 0 : EventTimes.nanos(at);
            String account = event.text(LedgerField.ACCOUNT);
            return List.of(new Row(key(account, null), traded),
                    new Row(key(account, event.text(LedgerField.SYMBOL)), traded));
        }
        boolean isChange = LedgerTrade.isChanged(event) && stored.orderNumber() != StoredEvent.NO_ORDER;
        return isChange ? List.of(new Row(changes(stored.orderNumber()), 0)) : List.of();
    }

    /// The key of an account's executions.
    static long key(String account, @Nullable String symbol) {
        return KeyHash.of(KeyHash.of(account), symbol == null ? ANY_SYMBOL : KeyHash.of(symbol));
    }

    /// The key of what changes an order's executions.
    static long changes(long orderNumber) {
        return KeyHash.of(orderNumber, CHANGES);
    }

    /// What a row counts in the sum over all rows.
    static long sum(long key, long traded, long seq) {
        return KeyHash.of(KeyHash.of(key, traded), seq);
    }
}
