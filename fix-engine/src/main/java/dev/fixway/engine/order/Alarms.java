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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells a person that something needs one: in the log at once, in the ledger with the group. Owned by the `orders` thread.
final class Alarms {
    private static final Logger LOG = LoggerFactory.getLogger(Alarms.class);

    void raise(Turn turn, ProviderId provider, String text) {
        LOG.error("provider needs attention provider={} text={}", provider, text);
        LedgerEvent.Builder row = LedgerEvent.of(EventType.ALARM_RAISED)
                .set(LedgerField.PROVIDER, provider)
                .set(LedgerField.REASON_TEXT, Texts.bounded(text));
        Turn.describe(row, Cause.live(Party.system(AccountId.MAIN), turn.now()));
        turn.add(row, null, List.of());
    }

    void raise(Turn turn, Order order, String text) {
        LOG.error("order needs attention orderId={} status={} text={}", order.orderId(), order.ordStatus(), text);
        LedgerEvent.Builder row = LedgerEvent.of(EventType.ALARM_RAISED)
                .set(LedgerField.ORDER_ID, order.orderId())
                .set(LedgerField.SYMBOL, order.intent().symbol())
                .set(LedgerField.PROVIDER, order.intent().provider())
                .set(LedgerField.REASON_TEXT, text);
        Turn.describe(row, Cause.live(Party.system(order.intent().party().account()), turn.now()));
        turn.add(row, null, List.of());
    }
}
