package dev.fixway.engine.order;

import dev.fixway.engine.domain.AccountId;
import dev.fixway.engine.domain.Exits;
import dev.fixway.engine.domain.Order;
import dev.fixway.engine.domain.OrderId;
import dev.fixway.engine.domain.Party;
import dev.fixway.engine.domain.ProviderId;
import dev.fixway.engine.domain.Qty;
import dev.fixway.engine.domain.Texts;
import dev.fixway.engine.ledger.EventType;
import dev.fixway.engine.ledger.LedgerEvent;
import dev.fixway.engine.ledger.LedgerField;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells a person that something needs one: in the log at once, in the ledger with the group. Owned by the `orders`
/// thread.
final class Alarms {
    private static final String POSITION_UNPROTECTED = "POSITION_UNPROTECTED";
    private static final String OCO_DOUBLE_EXIT = "OCO_DOUBLE_EXIT";
    private static final Logger LOG = LoggerFactory.getLogger(Alarms.class);

    /// - `provider`: null when it is not known which one it is about
    void raise(Turn turn, @Nullable ProviderId provider, String text) {
        raise(turn, provider, null, text);
    }

    /// - `orderId`: of an order that may have ended long ago; null for none
    void raise(Turn turn, @Nullable ProviderId provider, @Nullable OrderId orderId, String text) {
        LOG.error("a venue needs attention provider={} orderId={} text={}", provider, orderId, text);
        record(turn, AccountId.MAIN, alarm(text).set(LedgerField.ORDER_ID, orderId)
                .set(LedgerField.PROVIDER, provider));
    }

    void raise(Turn turn, Order order, String text) {
        LOG.error("order needs attention orderId={} status={} text={}", order.orderId(), order.ordStatus(), text);
        record(turn, order.intent().party().account(), alarm(text)
                .set(LedgerField.ORDER_ID, order.orderId())
                .set(LedgerField.SYMBOL, order.intent().symbol())
                .set(LedgerField.PROVIDER, order.intent().provider()));
    }

    /// A position stands without exits that were wished.
    ///
    /// - `order`: the entry, an exit of it, or the order that was to close the position
    void unprotected(Turn turn, Order order, String text) {
        LOG.error("position is unprotected orderId={} symbol={} text={}", order.orderId(), order.intent().symbol(),
                text);
        LedgerEvent.Builder row = of(order, POSITION_UNPROTECTED, text);
        Exits exits = order.intent().handling().exits();
        boolean isStop = order.terms().stopPx() != null;
        if (order.intent().isExit()) {
            row.set(isStop ? LedgerField.STOP_LOSS : LedgerField.TAKE_PROFIT,
                    isStop ? order.terms().stopPx() : order.terms().price());
        } else if (exits != null) {
            row.set(LedgerField.STOP_LOSS, exits.stopLoss()).set(LedgerField.TAKE_PROFIT, exits.takeProfit());
        }
        record(turn, order.intent().party().account(), row);
    }

    /// More was closed than there was, because both exits were filled.
    void doubleExit(Turn turn, Order first, Order second, Qty total) {
        LOG.error("both exits were filled first={} second={} symbol={} total={}", first.orderId(), second.orderId(),
                second.intent().symbol(), total);
        record(turn, second.intent().party().account(), of(second, OCO_DOUBLE_EXIT,
                "both exits were filled: " + total + " in all").set(LedgerField.SIDE, second.intent().side())
                .set(LedgerField.CUM_QTY, second.cumQty())
                .set(LedgerField.REF_ID, first.orderId())
                .set(LedgerField.LAST_QTY, first.cumQty())
                .set(LedgerField.ORDER_QTY, total));
    }

    private static LedgerEvent.Builder of(Order order, String code, String text) {
        return alarm(text).set(LedgerField.REASON_CODE, code)
                .set(LedgerField.ORDER_ID, order.orderId())
                .set(LedgerField.PARENT_ORDER_ID, order.intent().parent())
                .set(LedgerField.SYMBOL, order.intent().symbol())
                .set(LedgerField.PROVIDER, order.intent().provider());
    }

    private static LedgerEvent.Builder alarm(String text) {
        return LedgerEvent.of(EventType.ALARM_RAISED).set(LedgerField.REASON_TEXT, Texts.bounded(text));
    }

    private static void record(Turn turn, AccountId account, LedgerEvent.Builder row) {
        Turn.describe(row, Cause.live(Party.system(account), turn.now()));
        turn.add(row, null, List.of());
    }
}
