package dev.fixway.gateway;

import dev.fixway.bridge.rest.TradingMetrics;
import dev.fixway.engine.domain.ProviderId;
import dev.fixway.engine.ledger.EventType;
import dev.fixway.engine.ledger.ForwardingLedger;
import dev.fixway.engine.ledger.Group;
import dev.fixway.engine.ledger.Ledger;
import dev.fixway.engine.ledger.LedgerEvent;
import dev.fixway.engine.ledger.LedgerField;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// Counts what was committed and measures how long it took, for the metrics.
///
/// [#append] is called on the `orders` thread; nothing here waits, and what is counted costs some tenths of a
/// microsecond an event.
final class CountedLedger extends ForwardingLedger {
    private final TradingMetrics metrics;
    private final OrderStages stages;
    private final Map<String, ProviderId> providers = new HashMap<>();
    private final Set<ProviderId> lost = new HashSet<>();

    CountedLedger(Ledger ledger, TradingMetrics metrics, OrderStages stages) {
        super(ledger);
        this.metrics = metrics;
        this.stages = stages;
    }

    @Override
    public void append(Group group) {
        OrderStages.Moment begun = stages.now();
        try {
            super.append(group);
        } catch (RuntimeException e) {
            metrics.commitFailed();
            throw e;
        }
        OrderStages.Moment committed = stages.now();
        metrics.committed(committed.nanos() - begun.nanos(), group.events().size());
        for (LedgerEvent event : group.events()) {
            count(event, committed);
        }
    }

    private void count(LedgerEvent event, OrderStages.Moment committed) {
        if ("REJECTED".equals(event.get(LedgerField.RISK_DECISION))) {
            metrics.refused(event.text(LedgerField.RISK_RULE));
        }
        String name = event.get(LedgerField.PROVIDER);
        if (name == null) {
            return;
        }
        ProviderId provider = providers.computeIfAbsent(name, ProviderId::new);
        EventType type = event.type();
        if (type == EventType.ALARM_RAISED && "OCO_DOUBLE_EXIT".equals(event.get(LedgerField.REASON_CODE))) {
            metrics.doubleExit(provider);
        }
        if (event.has(LedgerField.ORDER_ID)) {
            // An exit that the venue holds back is created when it works.
            if (type != EventType.ORDER_ADOPTED || !event.has(LedgerField.PARENT_ORDER_ID)) {
                metrics.orderEvent(provider, type);
            }
            stages.committed(committed, provider, type, event);
        } else if (type == EventType.PROVIDER_AWAY) {
            if (!event.has(LedgerField.REASON_CODE)) {
                metrics.connection(provider, type);
            }
        } else if (type == EventType.PROVIDER_LOST
                ? lost.add(provider)
                : type == EventType.PROVIDER_CONNECTED && lost.remove(provider)) {
            metrics.connection(provider, type);
        }
    }
}
