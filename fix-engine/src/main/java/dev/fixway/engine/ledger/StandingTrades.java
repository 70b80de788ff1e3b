package dev.fixway.engine.ledger;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The executions that events tell, with the busts and corrections among these events applied. Not shared between
/// threads.
public final class StandingTrades {
    /// In the order in which they were told.
    private final List<LedgerTrade> trades = new ArrayList<>();
    /// Where the execution stands that a bust or correction names so.
    private final Map<String, Integer> places = new HashMap<>();

    /// Takes the next event, of any type; an order's in their order.
    public void apply(LedgerEvent event) {
        if (LedgerTrade.isTold(event)) {
            places.put(event.text(LedgerField.EXEC_ID), trades.size());
            trades.add(LedgerTrade.of(event));
        } else if (LedgerTrade.isChanged(event)) {
            Integer place = places.get(event.text(LedgerField.EXEC_REF_ID));
            if (place != null) {
                LedgerTrade changed = trades.get(place).after(event);
                trades.set(place, changed);
                places.put(changed.lastExecId().value(), place);
            }
        }
    }

    /// Executions that stand and match, the newest first; of one moment the one that was told last.
    public List<LedgerTrade> find(TradeFilter filter) {
        return trades.reversed()
                .stream()
                .filter(trade -> !trade.trade().lastQty().isZero() && filter.matches(trade))
                .sorted(Comparator.comparing(LedgerTrade::tradedAt).reversed())
                .limit(filter.limit())
                .toList();
    }
}
