package dev.fixway.engine.ledger;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StandingTradesTest {
    private static final OrderId ORDER = new OrderId("AB1200000000000042");
    private static final AccountId MAIN = new AccountId("MAIN");
    private static final TradeFilter ALL = new TradeFilter(MAIN, null, null, null, null, 10);
    private static final Instant TEN = Instant.parse("2026-11-21T10:00:00Z");

    private final StandingTrades trades = new StandingTrades();

    private static LedgerEvent fill(int n, Instant at, String qty, String px) {
        return LedgerEvent.of(EventType.PARTIAL_FILL)
                .set(LedgerField.EVENT_TIME, at)
                .set(LedgerField.ORDER_ID, ORDER)
                .set(LedgerField.ACCOUNT, MAIN)
                .set(LedgerField.PROVIDER, "mock")
                .set(LedgerField.SYMBOL, "AAPL")
                .set(LedgerField.SIDE, Side.SELL)
                .set(LedgerField.EXEC_ID, ORDER.execId(n))
                .set(LedgerField.SECONDARY_EXEC_ID, "F" + n)
                .set(LedgerField.LIQUIDITY, Liquidity.ADDED)
                .set(LedgerField.LAST_QTY, qty)
                .set(LedgerField.LAST_PX, px)
                .at(n);
    }

    private static LedgerEvent.Builder change(EventType type, int n, int of) {
        return LedgerEvent.of(type)
                .set(LedgerField.EVENT_TIME, TEN.plusSeconds(60))
                .set(LedgerField.ORDER_ID, ORDER)
                .set(LedgerField.EXEC_ID, ORDER.execId(n))
                .set(LedgerField.EXEC_REF_ID, ORDER.execId(of));
    }

    private static LedgerTrade trade(int n, Instant at, String qty, String px, @Nullable ExecId corrected) {
        return new LedgerTrade(ORDER.execId(n), ORDER, MAIN, new ProviderId("mock"), new Symbol("AAPL"), Side.SELL,
                new Trade(Qty.of(qty), Price.of(px), new FillId("F" + n), corrected, Liquidity.ADDED), at);
    }

    private static LedgerTrade trade(int n, Instant at, String qty, String px) {
        return trade(n, at, qty, px, null);
    }

    @Test
    void showsTheNewestFirstByTheirOwnTime() {
        trades.apply(fill(2, TEN.plusSeconds(2), "1", "10"));
        trades.apply(fill(3, TEN, "2", "11"));
        trades.apply(fill(4, TEN.plusSeconds(2), "3", "12.50"));

        assertThat(trades.find(ALL)).containsExactly(trade(4, TEN.plusSeconds(2), "3", "12.50"),
                trade(2, TEN.plusSeconds(2), "1", "10"), trade(3, TEN, "2", "11"));
    }

    @Test
    void showsWhatCountsAfterEachCorrection() {
        trades.apply(fill(2, TEN, "5", "10"));
        trades.apply(change(EventType.TRADE_CORRECTED, 3, 2).set(LedgerField.LAST_QTY, "4")
                .set(LedgerField.LAST_PX, "9")
                .at(3));
        trades.apply(change(EventType.TRADE_CORRECTED, 4, 3).set(LedgerField.LAST_QTY, "3")
                .set(LedgerField.LAST_PX, "8")
                .at(4));

        assertThat(trades.find(ALL)).containsExactly(trade(2, TEN, "3", "8", ORDER.execId(4)));
    }

    @Test
    void leavesOutWhatIsBustedUntilItIsCorrectedAgain() {
        trades.apply(fill(2, TEN, "5", "10"));
        trades.apply(fill(3, TEN, "6", "10"));
        trades.apply(change(EventType.TRADE_CANCELLED, 4, 2).at(4));
        List<LedgerTrade> afterBust = trades.find(ALL);
        trades.apply(change(EventType.TRADE_CORRECTED, 5, 4).set(LedgerField.LAST_QTY, "1")
                .set(LedgerField.LAST_PX, "10")
                .at(5));

        assertThat(afterBust).containsExactly(trade(3, TEN, "6", "10"));
        assertThat(trades.find(ALL)).containsExactly(trade(3, TEN, "6", "10"),
                trade(2, TEN, "1", "10", ORDER.execId(5)));
    }

    @Test
    void showsWhatMatchesAlone() {
        trades.apply(fill(2, TEN, "5", "10"));
        trades.apply(fill(3, TEN.plusSeconds(1), "5", "10"));

        assertThat(trades.find(new TradeFilter(MAIN, ORDER, "AAPL", TEN, TEN.plusSeconds(1), 10)))
                .containsExactly(trade(2, TEN, "5", "10"));
        assertThat(List.of(new TradeFilter(new AccountId("OTHER"), null, null, null, null, 10),
                new TradeFilter(MAIN, new OrderId("AB1200000000000043"), null, null, null, 10),
                new TradeFilter(MAIN, null, "aapl", null, null, 10)))
                .allSatisfy(filter -> assertThat(trades.find(filter)).isEmpty());
        assertThat(trades.find(new TradeFilter(MAIN, null, null, null, null, 1))).hasSize(1);
    }
}
