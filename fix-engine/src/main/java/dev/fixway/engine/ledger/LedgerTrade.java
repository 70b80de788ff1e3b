package dev.fixway.engine.ledger;

import dev.fixway.engine.domain.AccountId;
import dev.fixway.engine.domain.ExecId;
import dev.fixway.engine.domain.FillId;
import dev.fixway.engine.domain.Liquidity;
import dev.fixway.engine.domain.OrderId;
import dev.fixway.engine.domain.Price;
import dev.fixway.engine.domain.ProviderId;
import dev.fixway.engine.domain.Qty;
import dev.fixway.engine.domain.Side;
import dev.fixway.engine.domain.Symbol;
import dev.fixway.engine.domain.Trade;
import dev.fixway.engine.domain.UtcText;
import java.time.Instant;

/// One execution as it stands: quantity and price after corrections.
///
/// - `execId`: of the report that told the execution first; corrections leave it
/// - `trade`: its `execRefId` is null, or the ExecID(17) of the last correction
/// - `tradedAt`: when it happened, by the venue's clock where the venue says so
public record LedgerTrade(ExecId execId, OrderId orderId, AccountId account, ProviderId provider, Symbol symbol,
        Side side, Trade trade, Instant tradedAt) {

    /// Whether an event tells an execution, with all that is to be known of one.
    public static boolean isTold(LedgerEvent event) {
        return switch (event.type()) {
            case PARTIAL_FILL, FILL -> event.has(LedgerField.EXEC_ID) && event.has(LedgerField.ORDER_ID)
                    && event.has(LedgerField.ACCOUNT) && event.has(LedgerField.PROVIDER)
                    && event.has(LedgerField.SYMBOL) && event.has(LedgerField.SIDE)
                    && event.has(LedgerField.LAST_QTY) && event.has(LedgerField.LAST_PX);
            default -> false;
        };
    }

    /// Whether an event takes an execution back or corrects one.
    public static boolean isChanged(LedgerEvent event) {
        return switch (event.type()) {
            case TRADE_CANCELLED, TRADE_CORRECTED -> event.has(LedgerField.EXEC_REF_ID)
                    && event.has(LedgerField.EXEC_ID) && event.has(LedgerField.ORDER_ID);
            default -> false;
        };
    }

    /// The execution that an event tells.
    static LedgerTrade of(LedgerEvent event) {
        Trade trade = new Trade(Row.qty(event, LedgerField.LAST_QTY), Price.of(event.text(LedgerField.LAST_PX)),
                Row.optional(event, LedgerField.SECONDARY_EXEC_ID, FillId::new), null,
                Row.optional(event, LedgerField.LIQUIDITY, Liquidity::valueOf));
        return new LedgerTrade(new ExecId(event.text(LedgerField.EXEC_ID)),
                new OrderId(event.text(LedgerField.ORDER_ID)), new AccountId(event.text(LedgerField.ACCOUNT)),
                new ProviderId(event.text(LedgerField.PROVIDER)), Symbol.of(event.text(LedgerField.SYMBOL)),
                Row.constant(event, LedgerField.SIDE, Side.class), trade,
                UtcText.instant(event.text(LedgerField.EVENT_TIME)));
    }

    /// The execution after an event that takes it back (quantity 0) or corrects it.
    LedgerTrade after(LedgerEvent event) {
        boolean isBust = event.type() == EventType.TRADE_CANCELLED;
        Trade changed = new Trade(isBust ? Qty.ZERO : Row.qty(event, LedgerField.LAST_QTY),
                isBust ? trade.lastPx() : Price.of(event.text(LedgerField.LAST_PX)), trade.fillId(),
                new ExecId(event.text(LedgerField.EXEC_ID)), trade.liquidity());
        return new LedgerTrade(execId, orderId, account, provider, symbol, side, changed, tradedAt);
    }

    /// The id by which a next bust or correction names the execution.
    ExecId lastExecId() {
        ExecId changed = trade.execRefId();
        return changed == null ? execId : changed;
    }
}
