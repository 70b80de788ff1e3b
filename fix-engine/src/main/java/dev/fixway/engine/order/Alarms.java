package dev.fixway.engine.order;

import dev.fixway.engine.domain.AccountId;
import dev.fixway.engine.domain.Order;
import dev.fixway.engine.domain.Party;
import dev.fixway.engine.domain.ProviderId;
import dev.fixway.engine.domain.Texts;
import dev.fixway.engine.ledger.EventType;
import dev.fixway.engine.ledger.LedgerEvent;
import dev.fixway.engine.ledger.LedgerField;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells a person that something needs one: in the log at once, in the ledger with the group. Owned by the `orders` thread.
final class Alarms {
    private static final Logger LOG = LoggerFactory.getLogger(Alarms.class);

    /// - `provider`: null when it is not known which one it is about
    void raise(Turn turn, @Nullable ProviderId provider, String text) {
        LOG.error("a venue needs attention provider={} text={}", provider, text);
        record(turn, AccountId.MAIN, alarm(text).set(LedgerField.PROVIDER, provider));
    }

    void raise(Turn turn, Order order, String text) {
        LOG.error("order needs attention orderId={} status={} text={}", order.orderId(), order.ordStatus(), text);
        record(turn, order.intent().party().account(), alarm(text)
                .set(LedgerField.ORDER_ID, order.orderId())
                .set(LedgerField.SYMBOL, order.intent().symbol())
                .set(LedgerField.PROVIDER, order.intent().provider()));
    }

    private static LedgerEvent.Builder alarm(String text) {
        return LedgerEvent.of(EventType.ALARM_RAISED).set(LedgerField.REASON_TEXT, Texts.bounded(text));
    }

    private static void record(Turn turn, AccountId account, LedgerEvent.Builder row) {
        Turn.describe(row, Cause.live(Party.system(account), turn.now()));
        turn.add(row, null, List.of());
    }
}
