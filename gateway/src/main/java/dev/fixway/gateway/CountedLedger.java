package dev.fixway.gateway;

import dev.fixway.bridge.rest.TradingMetrics;
import dev.fixway.engine.domain.ProviderId;
import dev.fixway.engine.ledger.ForwardingLedger;
import dev.fixway.engine.ledger.Group;
import dev.fixway.engine.ledger.Ledger;
import dev.fixway.engine.ledger.LedgerEvent;
import dev.fixway.engine.ledger.LedgerField;

/// Counts what was committed, for the metrics.
final class CountedLedger extends ForwardingLedger {
    private final TradingMetrics metrics;

    CountedLedger(Ledger ledger, TradingMetrics metrics) {
        super(ledger);
        this.metrics = metrics;
    }

    @Override
    public void append(Group group) {
        super.append(group);
        for (LedgerEvent event : group.events()) {
            String provider = event.get(LedgerField.PROVIDER);
            if (provider != null && event.has(LedgerField.ORDER_ID)) {
                metrics.orderEvent(new ProviderId(provider), event.type());
            }
        }
    }
}
